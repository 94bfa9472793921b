// Length, size and seeds of a run (`run:` in a scenario).
#pragma once

#include <cstdint>

#include "base/field.hpp"

namespace chuanzhe::engine {

struct RunSettings {
  base::Month start{2019, 1};           ///< first reported month
  base::Month end{2025, 12};            ///< last reported month, included
  std::int64_t burn_in = 24;            ///< months simulated before `start`, without policies
  std::int64_t persons_per_agent = 20;  ///< 1, 5, 20 and 100 are usual
  std::int64_t replicates = 1;
  std::int64_t first_replicate = 0;  ///< number of the first one; set by sweeps, not by scenarios
  std::int64_t seed = 20220624;
  std::int64_t threads = 0;  ///< 0 = all cores; never changes a result
};

/// Rows of `run:`; they point into `settings`.
base::Fields fields_of(RunSettings& settings);

}  // namespace chuanzhe::engine
