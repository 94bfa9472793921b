// What a result keeps of single lives beside their events: the table of sampled workers, their
// payments, and the hashes of all lives (docs/file-format.md, docs/lives.md).
#pragma once

#include <optional>
#include <span>

#include "engine/observation.hpp"
#include "output/file_guard.hpp"
#include "output/growing_table.hpp"
#include "output/month_block.hpp"

namespace chuanzhe::output {

class LifeColumns {
 public:
  /// Payments exist only where there is a policy, hashes only when the run keeps them.
  LifeColumns(hid_t file, Dimensions& dimensions, const engine::RunDescription& run);

  void sample(int replicate, std::span<const engine::SampledWorker> workers);
  void payments(int replicate, int step, std::span<const engine::Payment> payments);
  void hashes(int replicate, std::span<const std::uint64_t> hashes);
  void close();  ///< writes what is pending; the dimensions must still be open
  std::vector<ExpectedVariable> written() const { return written_; }

 private:
  Dimensions& dimensions_;
  RunShape shape_;
  GrowingTable sampled_;
  Handle sampled_count_;
  std::vector<std::int64_t> counts_;  // sampled workers by replicate
  std::uint32_t last_worker_ = 0;
  std::optional<GrowingTable> paid_;
  std::optional<MonthBlock> paid_count_;
  ChunkCodec codec_;
  Handle hashes_;
  hsize_t agents_ = 0;
  std::vector<ExpectedVariable> written_;
};

}  // namespace chuanzhe::output
