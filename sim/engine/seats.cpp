#include "engine/seats.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace chuanzhe::engine {

std::int64_t agents_of_period(std::int64_t persons, std::int64_t divisor, std::int64_t k) {
  const auto up_to = [&](std::int64_t n) { return (2 * persons * n + divisor) / (2 * divisor); };
  return up_to(k + 1) - up_to(k);
}

std::int64_t agents_this_month(std::int64_t persons_a_year, const terms::Reach& reach,
                               base::Month now, int persons_per_agent) {
  const int a_year = reach.months_a_year();
  const std::int64_t months = std::int64_t{a_year} * (now.year() - reach.from.year()) +
                              reach.months_before(now) - reach.months_before(reach.from);
  return agents_of_period(persons_a_year, std::int64_t{a_year} * persons_per_agent, months);
}

std::int64_t affordable(const State& state, base::PolicyId policy, base::Fen amount) {
  const auto left = budget_left(state, policy);
  if (!left || amount.value == 0) return std::numeric_limits<std::int64_t>::max();
  // Claims on a capped budget are all settled at the barrier, in the first tally.
  const policy::Payer payer = state.inputs.policies[policy.value].scope.payer;
  const std::int64_t rest = *left - state.by_thread.front().ledger.spent(policy, payer);
  return std::max<std::int64_t>(0, rest) / (amount.value * scale_of(state.inputs.settings));
}

LotteryOrder::LotteryOrder(const std::vector<std::uint32_t>& county_begin,
                           const std::bitset<256>& counties, const base::Block& lottery) {
  std::uint64_t workers = 0;
  for (std::size_t o = 0; o + 1 < county_begin.size(); ++o) {
    if (!counties[o]) continue;
    workers += county_begin[o + 1] - county_begin[o];
    begin_.push_back(county_begin[o]);
    end_.push_back(workers);
  }
  left_ = workers;
  place_ = lottery.word[0] * workers >> 32;
  step_ = std::max<std::uint64_t>(1, workers * 2654435769U >> 32);  // 2^32 x golden section
  while (std::gcd(step_, workers) > 1) ++step_;
}

std::optional<std::uint32_t> LotteryOrder::next() {
  if (left_ == 0) return {};
  --left_;
  const auto county =
      static_cast<std::size_t>(std::upper_bound(end_.begin(), end_.end(), place_) - end_.begin());
  const std::uint64_t before = county == 0 ? 0 : end_[county - 1];
  const auto id = begin_[county] + static_cast<std::uint32_t>(place_ - before);
  place_ = (place_ + step_) % end_.back();
  return id;
}

}  // namespace chuanzhe::engine
