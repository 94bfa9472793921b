// The end of the month, where workers meet: seekers and vacancies, applicants for local posts,
// claims on capped budgets. Everything is rationed by keyed lottery and done in a fixed order, so
// neither threads nor the order of workers show (docs/model.md, Matching).
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

/// Contact hazard mu_m = A theta^(1 - alpha) [1/month].
double contact_hazard(const behaviour::Parameters& model, double tightness);
/// P(contact) of a seeker who looked for `exposure` of the month.
double contact_probability(double hazard, double exposure);
/// The same for one seeker in a market of this contact hazard.
double seeker_contact_probability(const behaviour::Parameters& model, double hazard,
                                  const Seeker& seeker);

/// An application of one round; the employer keeps the smallest.
struct Application {
  std::uint16_t employer;
  std::uint8_t priority;  ///< 0 = protected group, 1 = everybody else
  std::uint32_t lottery;  ///< keyed by worker, month, employer and round
  std::uint32_t worker;
  auto operator<=>(const Application&) const = default;
};
/// Sorts `applications` and returns those within each employer's open posts.
std::vector<Application> admit(std::vector<Application> applications,
                               const world::Employers& employers);

/// Claims of one policy within `budget` [fen], in keyed order; a claim that no longer fits is
/// refused, smaller ones behind it are not tried: the sum is within one payment of the budget.
std::vector<Claim> ration(std::vector<Claim> claims, std::int64_t budget, const base::Draws& draws,
                          int tick, std::uint32_t policy_key);

/// Runs the whole barrier of a month.
void meet(State& state, const MonthContext& context, base::ThreadPool& pool);

}  // namespace chuanzhe::engine
