// Counts of one month, in agents and fen of agents. Every thread keeps its own; all are whole
// numbers, so adding them gives the same sums in any order.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/events.hpp"
#include "engine/ledger.hpp"
#include "world/worker.hpp"

namespace chuanzhe::engine {

inline constexpr int spell_bins = 121;  ///< months 0..119 and 120 or more

struct Tally {
  explicit Tally(int counties, int policies);

  std::vector<std::int32_t> status_change;   ///< [county x status]
  std::vector<std::int32_t> in_post;         ///< [county x market]
  std::vector<std::int32_t> searching;       ///< [county x city]
  std::vector<std::int32_t> at_home;         ///< [county x city], festival goers with a held post
  std::vector<std::int32_t> poor;            ///< [county x city], formerly poor in Zhejiang
  std::vector<std::int32_t> by_group;        ///< [city x group]
  std::vector<std::int32_t> entered, left;   ///< [county x market]
  std::vector<std::int32_t> cause;           ///< [city x event type]
  std::vector<std::int32_t> festival;        ///< [city x sector x outcome]
  std::vector<std::int32_t> festival_group;  ///< [group x outcome]
  std::vector<std::int32_t> tenure, stay;    ///< [bin], workers in post
  std::vector<std::int32_t> market_seeking;  ///< [market], seekers in Zhejiang
  std::vector<std::int64_t> pay;             ///< [county] fen
  std::vector<std::int32_t> pupils;          ///< [city], workers whose child has a school place
  std::vector<std::int32_t> settled;         ///< [city]
  std::vector<std::int32_t> tenants;         ///< [city], in post; only while rents respond
  std::vector<std::int64_t> rent_paid;       ///< [city] fen of persons; only while rents respond
  Ledger ledger;                             ///< policy money
  std::int64_t worker_steps = 0;             ///< workers that were due
  std::int64_t capped_loops = 0;             ///< workers with more events in a month than allowed

  void clear();
  void add(const Tally& other);

  /// Counts a worker who is in Zhejiang at the end of the month (`sign` +1 or -1).
  void count_present(const world::Worker& worker, std::uint8_t market, base::Month now, int sign);
  void change_status(const world::Worker& worker, world::Status to) {
    const std::size_t row = std::size_t{worker.origin} * world::status_count;
    --status_change[row + worker.status_bits];
    ++status_change[row + static_cast<std::size_t>(to)];
  }
};

}  // namespace chuanzhe::engine
