// Whether two runs are a pair, and what part of them is: runs that do not share their random
// numbers, people or data are refused; different lengths and numbers of replicates are cut to what
// both have, and said (docs/compare.md, "What can be compared").
#pragma once

#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "study/breakdown.hpp"

namespace chuanzhe::study {

/// A run with the name it is spoken of in messages.
struct NamedRun {
  std::string name;  ///< usually the file
  const engine::RunDescription& run;
};

struct Alignment {
  Period months;
  int replicates = 0;
  std::vector<std::string> notes;  ///< what was cut, and why
};

/// Throws base::InputError with every reason why some policy is no partner of the base.
Alignment align(const NamedRun& base, const std::vector<NamedRun>& policies);

}  // namespace chuanzhe::study
