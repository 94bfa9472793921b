// What a run has told its recorders, month by month in an append-only file, so that a run that was
// killed can tell it again. Every month is a block with its own checksum: a month that was being
// written at the kill is cut off (docs/checkpoints.md).
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/observation.hpp"
#include "output/checkpoint_file.hpp"
#include "output/packed_block.hpp"

namespace chuanzhe::output {

class MonthJournal : public engine::Recorder {
 public:
  /// Opens or begins the journal at `path`, and cuts off what is incomplete. Steps before
  /// `first_step` are not kept: a fork's are told by its base. Throws base::InputError when it is
  /// another run's.
  MonthJournal(const std::filesystem::path& path, const RunIdentity& identity, int first_step = 0);

  void begin(const engine::RunDescription&) override {}
  /// Appends the month; one that is there already is passed over.
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override;
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override;
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override;
  void finish() override {}

  void sync() { file_.sync(); }
  /// The step that follows the replicate's months that are there; `first_step` when there are none.
  int next_step(int replicate) const;
  /// Whether the hashes of all lives of the replicate are there.
  bool has_hashes(int replicate) const;
  /// Tells `recorder` these months up to `end_step`, and the hashes when they are there.
  void tell(int replicate, int end_step, engine::Recorder& recorder) const;

 private:
  struct Entry {
    int replicate = 0, step = 0;
    std::uint64_t at = 0;  ///< of the packed bytes
    std::uint32_t raw = 0, packed = 0;
  };
  void read_head(const RunIdentity& identity);
  void read_entries();
  void append(int replicate, int step, const Bytes& raw);
  std::optional<Entry> entry_at(std::uint64_t at) const;

  PlainFile file_;
  int first_step_;
  std::uint64_t end_ = 0;
  std::vector<Entry> entries_;
  BlockPacker packer_;
  std::vector<engine::SampledWorker> sample_;  // of the month to come
  std::vector<engine::Payment> payments_;
};

}  // namespace chuanzhe::output
