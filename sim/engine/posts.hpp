// Posts that policies open (docs/model.md, Posts of policies). Their employers stand behind all
// others, so that numbers, draws and alias tables of the others never change. Nobody is dismissed:
// a post that is no longer offered closes when it falls vacant.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "terms/offers.hpp"
#include "world/employers.hpp"

namespace chuanzhe::engine {

struct MonthContext;
struct RunInputs;
struct State;

/// The posts of one policy in one county.
struct CountyEmployer {
  base::PolicyId policy;
  base::CountyId county;
  std::int32_t full = 0;      ///< posts when the ramp is over [agents]
  std::int32_t reserved = 0;  ///< of them, first for the formerly poor
  double wage = 0;            ///< [CNY/month], 0 = the county's local wage
  std::uint32_t groups = 0;   ///< who may take a post, bits of world::GroupWord
};

/// The posts of one policy in one market of Zhejiang (market_posts.hpp).
struct MarketEmployer {
  base::PolicyId policy;
  base::MarketId market;
  std::int32_t full = 0;     ///< posts when the ramp is over [agents]
  std::int32_t added = 0;    ///< of them, beyond the market's ordinary posts
  double wage_floor = 0;     ///< [CNY/month], 0 = none
  std::uint32_t groups = 0;  ///< who may take a post, bits of world::GroupWord
  bool poor_first = false;
};

/// What the run knows of the employers that policies bring: those of counties, then those of
/// markets.
struct PolicyPosts {
  std::size_t first = 0;                            ///< number of the first such employer
  std::vector<CountyEmployer> county;               ///< numbers first, first + 1, ...
  std::vector<MarketEmployer> market;               ///< numbers behind them
  std::vector<std::vector<std::size_t>> in_county;  ///< [county] employer numbers
  std::vector<std::vector<std::size_t>> in_market;  ///< [market] employer numbers
  std::vector<std::int32_t> poor;                   ///< [employer - first] formerly poor in post
  std::vector<std::int32_t> converted;  ///< [employer - first] posts that were ordinary ones

  bool owns(std::size_t employer) const { return employer >= first; }
  /// Of an employer's number; null when it is none of a market.
  const MarketEmployer* market_employer(std::size_t employer) const {
    const std::size_t before = first + county.size();
    return employer >= before ? &market[employer - before] : nullptr;
  }
  /// The policy of each employer, in order of numbers.
  std::vector<std::uint8_t> opened_by() const;
  /// Open posts of a county's employer that are still to be filled with the formerly poor.
  std::int32_t reserved_open(const world::Employers& employers, std::size_t employer) const;
};

/// Appends an employer for every place where a policy of the run will open posts.
PolicyPosts plan_posts(const RunInputs& inputs, world::Employers& employers);

/// Agents that `persons` come to, rounded.
std::int64_t agents_of(std::int64_t persons, const RunInputs& inputs);

/// Posts open in month `months` (1 = the first) of a ramp to `full`, rounded down.
std::int32_t ramped(std::int32_t full, int months, int ramp_months);

/// Opens and closes posts for the coming barrier and books what opening them costs.
void open_posts(State& state, const MonthContext& context);

/// CNY/month of 2021 that posts above the local wage add to the value of a local post, by county:
/// share of the county's local posts x what they pay more.
std::vector<double> local_pay_gain(const State& state, double pay_local, double pay_outgoing);

/// Posts, workers in them, and the formerly poor among these, by policy [agents].
struct PostCounts {
  std::vector<std::int32_t> posts, filled, poor;
};
PostCounts count_policy_posts(const State& state);

}  // namespace chuanzhe::engine
