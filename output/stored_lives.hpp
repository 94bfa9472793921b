// Reads back what a result keeps of single lives beside their events: the counterpart of
// LifeColumns. Every count and number is checked before it is used.
#pragma once

#include <vector>

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

class StoredLives {
 public:
  /// Throws Hdf5Failure when the file has no table of sampled workers or one that cannot be.
  StoredLives(hid_t file, const engine::RunDescription& run);

  std::vector<engine::SampledWorker> sample(int replicate) const;
  /// Payments of a month; none in a run without policies.
  std::vector<engine::Payment> payments(int replicate, int step) const;
  /// Hashes of all lives of a replicate; empty when the run did not keep them.
  std::vector<std::uint64_t> hashes(int replicate) const;

 private:
  hid_t file_;
  std::size_t months_, counties_, cities_, sectors_, statuses_, policies_;
  std::vector<std::uint64_t> sample_begins_, payment_begins_;  // by replicate; by month
};

}  // namespace chuanzhe::output
