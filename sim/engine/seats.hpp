// Seats that policies give to workers of the counties: how many fall to a month, how many the
// budget pays for, and the order in which workers are asked (docs/model.md, Courses and schools).
#pragma once

#include <bitset>
#include <optional>
#include <vector>

#include "base/draws.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {

/// Agents that fall to period `k` (0, 1, ...) when `persons` / `divisor` agents fall to each:
/// largest remainder over time, so that the sum of any periods is within one agent of its share.
std::int64_t agents_of_period(std::int64_t persons, std::int64_t divisor, std::int64_t k);

/// Agents of a month from a flow of persons a year, spread over the months of the year in which the
/// policy acts and counted from its first month.
std::int64_t agents_this_month(std::int64_t persons_a_year, const terms::Reach& reach,
                               base::Month now, int persons_per_agent);

/// Agents for whom the budget pays `amount` per person, after what was paid this month.
std::int64_t affordable(const State& state, base::PolicyId policy, base::Fen amount);

/// The workers of some counties in the order of a keyed lottery: a systematic sample from a random
/// start. Steps near the golden section of their number spread it over counties; being coprime
/// to the number they reach everybody once.
class LotteryOrder {
 public:
  LotteryOrder(const std::vector<std::uint32_t>& county_begin, const std::bitset<256>& counties,
               const base::Block& lottery);
  std::optional<std::uint32_t> next();  ///< empty when everybody was asked

 private:
  std::vector<std::uint32_t> begin_;  ///< first worker by county in scope
  std::vector<std::uint64_t> end_;    ///< workers up to the county's last
  std::uint64_t step_ = 1, place_ = 0, left_ = 0;
};

/// Asks worker by worker until `seats` are taken; `take(id)` is true when the worker took one.
template <class Take>
void fill_seats(LotteryOrder order, std::int64_t seats, Take take) {
  while (seats > 0) {
    const auto id = order.next();
    if (!id) return;
    if (take(*id)) --seats;
  }
}

}  // namespace chuanzhe::engine
