// Events repeat: a run has some thousand different ones beside the worker and the month. Each is
// numbered when it first appears, and the stream of events holds the numbers (docs/file-format.md).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/draws.hpp"
#include "engine/observation.hpp"
#include "output/flags.hpp"
#include "output/growing_table.hpp"

namespace chuanzhe::output {

inline constexpr std::uint64_t most_kinds = std::uint64_t{1} << 22U;  ///< in one file

/// A part of a kind: its column, and what its numbers mean.
struct KindColumn {
  const char* name;
  const char* long_name;
  std::uint8_t engine::Event::*member;
  Flags (*words)(const engine::RunDescription&);
};
extern const std::array<KindColumn, 5> kind_columns;

class EventKinds {
 public:
  /// Creates the dimension `kind` and its columns.
  EventKinds(hid_t file, Dimensions& dimensions, const engine::RunDescription& run);

  /// Position along `kind` of what happened to a worker.
  std::uint32_t number_of(const engine::Event& event) {
    const std::uint64_t key = key_of(event);
    for (std::size_t i = home_of(key);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == 0) return add(event, key);
      if (slots_[i] >> number_bits == key) return static_cast<std::uint32_t>(slots_[i] & mask) - 1;
    }
  }
  void close() { table_.close(); }  ///< the dimensions must still be open
  std::uint32_t count() const { return count_; }

 private:
  // A table of the writer's own, as it is asked for every event: open addressing, linear probing,
  // at most a quarter full. A slot holds the key above the number + 1; 0 is empty.
  static constexpr unsigned number_bits = 24;
  static constexpr std::uint64_t mask = (std::uint64_t{1} << number_bits) - 1;

  static std::uint64_t key_of(const engine::Event& event) {
    return std::uint64_t{event.type} | std::uint64_t{event.from} << 8U |
           std::uint64_t{event.to} << 16U | std::uint64_t{event.status} << 24U |
           std::uint64_t{event.sector} << 32U;
  }
  std::size_t home_of(std::uint64_t key) const { return base::mix(key) & (slots_.size() - 1); }
  std::uint32_t add(const engine::Event& event, std::uint64_t key);
  void place(std::uint64_t slot);

  GrowingTable table_;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> slots_;
};

}  // namespace chuanzhe::output
