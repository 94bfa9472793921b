// The trajectories of a stored run, read back month by month with worker ids rebuilt from their
// steps: the counterpart of EventColumns.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

class StoredEvents {
 public:
  /// Throws Hdf5Failure when counts and columns disagree.
  StoredEvents(hid_t file, const engine::RunDescription& run);

  /// Events of one month, as the engine gave them; valid until the next call.
  const std::vector<engine::Event>& month(int replicate, int step);

 private:
  void join_columns();

  std::size_t months_;
  std::vector<std::uint64_t> begins_;  // first event of each month, and the end
  std::vector<engine::Event> kinds_;   // along `kind`, of no worker
  Handle steps_, numbers_;
  std::vector<std::uint32_t> step_values_, number_values_;
  std::vector<engine::Event> events_;
};

}  // namespace chuanzhe::output
