// The trajectories of a stored run, read back month by month with worker ids rebuilt from their
// steps: the counterpart of EventColumns.
#pragma once

#include <array>
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
  static constexpr int byte_columns = 5;
  void read_columns(hsize_t first, std::size_t count);
  void join_columns();

  std::size_t months_, cities_, sectors_, event_words_, status_words_;
  std::vector<std::uint64_t> begins_;  // first event of each month, and the end
  Handle steps_;
  std::array<Handle, byte_columns> datasets_;
  std::vector<std::uint32_t> step_values_;
  std::array<std::vector<std::uint8_t>, byte_columns> values_;
  std::vector<engine::Event> events_;
};

}  // namespace chuanzhe::output
