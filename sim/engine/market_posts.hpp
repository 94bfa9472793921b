// Posts that policies open in Zhejiang: caring jobs, and what a hiring subsidy makes firms open
// (docs/model.md, Posts of policies). One employer a policy and market stands for them, behind all
// others, paying the market's mean. Applications to ordinary firms are drawn as without them, so a
// worker whom the new posts do not draw away applies where he would have applied.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/draws.hpp"
#include "behaviour/values.hpp"
#include "engine/posts.hpp"

namespace chuanzhe::engine {

/// Appends an employer in every market where a policy of the run will open posts.
void plan_market_posts(const terms::Offers& offers, const RunInputs& inputs, PolicyPosts& posts,
                       world::Employers& employers);

/// Opens posts for the coming barrier. Those that replace ordinary posts open as these fall vacant.
void open_market_posts(State& state, const MonthContext& context);

/// Weights of open posts by which applicants of a market divide between ordinary employers and
/// those of policies: open posts x pull of pay.
class PolicyOpenings {
 public:
  explicit PolicyOpenings(const State& state);

  bool empty(std::size_t market) const { return open_[market].empty(); }
  /// The employer of a policy that the applicant's `u` [0, 1) picks, without those `applied` to
  /// already; no_employer when it picks an ordinary one. `barred` as in `bars`.
  std::uint16_t pick(std::size_t market, double u, std::uint32_t groups, bool barred,
                     std::span<const std::uint16_t> applied) const;

 private:
  struct Opening {
    std::uint16_t employer;
    std::uint32_t groups;
    double weight;
  };
  std::array<std::vector<Opening>, base::market_count> open_;
  std::array<double, base::market_count> ordinary_{};   ///< weight of all ordinary employers
  std::array<double, base::market_count> selective_{};  ///< of those that take no barred worker
};

/// Older or unschooled: whom selective employers do not take (assumed; off by default).
bool is_barred(const world::Worker& worker, base::Month now);

/// [employer] 1 for those of Zhejiang that take no barred worker; empty when none is selective.
std::vector<std::uint8_t> draw_selective(const RunInputs& inputs, const world::Employers& employers,
                                         const base::Draws& draws);

/// How the pull of an employer's pay weighs in applications.
double pull_of_pay(const State& state, std::size_t employer);

/// CNY/month of 2021 that floors of pay add to the value of a market for a skill class, before the
/// chance to find a post: share of the market's posts under a floor x what they pay more.
double floor_gain(const State& state, const MonthContext& context, std::size_t market, int skill);

/// Floors of pay make markets worth more to who decides.
void raise_market_values(const State& state, MonthContext& context);

}  // namespace chuanzhe::engine
