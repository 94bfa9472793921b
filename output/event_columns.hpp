// Trajectories as columns over one dimension `event`. Chunks are compressed on all cores between
// two months and written in order, so the file does not depend on the number of threads.
// Worker ids are stored as steps from the previous event of the same month, and what happened as a
// number along `kind` (docs/file-format.md).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/observation.hpp"
#include "output/chunk_codec.hpp"
#include "output/event_kinds.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

class EventColumns {
 public:
  static constexpr std::size_t chunk_events = std::size_t{1} << 17U;
  static constexpr std::size_t chunks_in_batch = 8;
  static constexpr int column_count = 2;  ///< the worker's step and the kind, four bytes each

  /// Creates the dimension and the columns. `press` lives longer than they.
  EventColumns(hid_t file, Dimensions& dimensions, const engine::RunDescription& run,
               ChunkPress& press);

  /// Takes one month's events, sorted by worker.
  void add(std::span<const engine::Event> events);
  void close();  ///< writes what is pending; the dimensions must still be open
  std::uint64_t written() const { return written_; }
  std::uint64_t kinds() const { return kinds_.count(); }

 private:
  void take(std::span<const engine::Event> events, std::uint32_t previous_worker);
  void flush();
  std::span<const std::uint8_t> chunk_of(std::size_t chunk, std::size_t column) const;

  Dimensions& dimensions_;
  ChunkPress& press_;
  EventKinds kinds_;
  std::array<Handle, column_count> datasets_;
  std::array<std::vector<std::uint8_t>, column_count> columns_;  // little-endian bytes
  std::vector<std::vector<std::uint8_t>> stored_;                // chunk by chunk, column by column
  std::size_t pending_ = 0;                                      // events in columns_
  std::uint64_t written_ = 0;
};

}  // namespace chuanzhe::output
