// A state as a file: an own binary format with checksums (docs/checkpoints.md), since HDF5 files do
// not survive a crash. A checkpoint appears under its name only when complete.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "engine/checkpoint.hpp"
#include "output/plain_file.hpp"

namespace chuanzhe::output {

inline constexpr std::uint32_t checkpoint_format = 1;

/// What a run is, so that nothing goes on from a state of another one.
struct RunIdentity {
  std::string version;   ///< of the program
  std::string scenario;  ///< SHA-256 of the resolved scenario
  std::string data;      ///< SHA-256 of the list of data digests
  bool operator==(const RunIdentity&) const = default;
};

/// Packs on the threads of `pool`; the bytes do not depend on their number. Throws base::RunError.
void write_checkpoint(const std::filesystem::path& path, const RunIdentity& identity,
                      const engine::StateView& view, base::ThreadPool& pool);

/// A checkpoint opened for reading; every checksum has been verified.
class CheckpointFile {
 public:
  /// Throws base::InputError for files that are cut short, damaged, foreign or of another format.
  explicit CheckpointFile(const std::filesystem::path& path);

  const RunIdentity& identity() const { return identity_; }
  const engine::StateLabel& label() const { return label_; }
  /// Reads the column from the file; throws base::InputError when it is not of the size asked for.
  void read(std::string_view column, std::span<std::byte> into, base::ThreadPool& pool) const;

 private:
  struct Block {
    std::uint64_t at = 0;  ///< of the packed bytes
    std::uint32_t raw = 0, packed = 0, sum = 0;
  };
  struct Column {
    std::string name;
    std::uint32_t element_size = 1;
    std::uint64_t bytes = 0;
    std::vector<Block> blocks;
  };
  [[noreturn]] void refuse(const std::string& problem) const;
  std::uint64_t read_header();
  void read_blocks(std::uint64_t at);

  PlainFile file_;
  RunIdentity identity_;
  engine::StateLabel label_;
  std::vector<Column> columns_;
  std::uint32_t sum_ = 0;  ///< over the header and every block's sum
};

}  // namespace chuanzhe::output
