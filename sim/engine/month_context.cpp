// What holds for everybody in a month: offers, values of markets, the festival.
#include "engine/information.hpp"
#include "engine/market_posts.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {
namespace {

ChoiceFactors choice_factors(const behaviour::Parameters& model,
                             const std::array<double, base::sector_count>& return_pull) {
  ChoiceFactors factors;
  factors.outside = {base::exp(model.inertia_home), base::exp(model.inertia_local),
                     base::exp(model.inertia_elsewhere)};
  factors.same_after_quit = base::exp(model.same_market_pull);
  factors.same_after_layoff = base::exp(model.same_market_pull - 0.5);
  factors.other_post = base::exp(model.other_post_pull);
  for (std::size_t s = 0; s < return_pull.size(); ++s) {
    factors.held_post[s] = base::exp(return_pull[s]);
  }
  return factors;
}

/// Posts above the local wage make work in the county worth more to who decides.
void raise_local_values(const State& state, behaviour::MonthWeights& weights) {
  if (state.policy_posts.county.empty()) return;
  const auto gain = local_pay_gain(state, weights.pay_local, weights.pay_outgoing);
  for (std::size_t o = 0; o < gain.size(); ++o) {
    if (gain[o] <= 0) continue;
    for (int k = 0; k < behaviour::skill_class_count; ++k) {
      const double value = gain[o] * state.values.productivity_of(k);
      weights.local[o * behaviour::skill_class_count + static_cast<std::size_t>(k)] *=
          base::exp(value / state.inputs.model.sigma);
    }
  }
}

enum class Residents : bool { no, only };

/// The reach of a policy for residents, opened to the formerly poor of the counties in `equal`.
void open_to_poor(const std::vector<terms::EqualTreatment>& equal, terms::Reach& reach) {
  constexpr auto poor = 1U << static_cast<unsigned>(world::GroupWord::poor);
  constexpr auto not_poor = 1U << static_cast<unsigned>(world::GroupWord::not_poor);
  std::bitset<256> counties;
  for (const terms::EqualTreatment& offer : equal) counties |= offer.reach.counties;
  const bool excludes_poor = (reach.groups & poor) == 0 && (reach.groups & not_poor) != 0;
  reach.counties &= excludes_poor ? std::bitset<256>{} : counties;
  reach.groups = (reach.groups & ~not_poor) | poor;
}

/// Lets the active levers of the month offer, those for residents or all others.
void gather_offers(const State& state, terms::Offers& offers, Residents residents) {
  const std::vector<terms::EqualTreatment> equal = offers.equal;
  for (std::size_t p = 0; p < state.inputs.policies.size(); ++p) {
    const policy::Policy& policy = state.inputs.policies[p];
    const policy::Scope& scope = policy.scope;
    const base::PolicyId id(static_cast<std::uint8_t>(p));
    if (scope.residents_only != (residents == Residents::only)) continue;
    if (!scope.active(offers.month) || budget_left(state, id) == 0) continue;
    terms::Reach reach = reach_of(state.inputs, p);
    if (scope.residents_only) open_to_poor(equal, reach);
    policy.lever->offer(reach, offers);
  }
}

/// A grant is worth its amount at most, a monthly sum that and what comes once with it.
void value_offers(const State& state, MonthContext& context) {
  const double once = state.inputs.model.amortisation, deflator = context.weights.pay_outgoing;
  for (const terms::MonthlyCash& offer : context.offers.monthly) {
    context.cash_worth.push_back((base::yuan(offer.amount) + once * base::yuan(offer.once)) /
                                 deflator);
  }
  for (const terms::TravelGrant& grant : context.offers.travel) {
    context.grant_worth.push_back(once * base::yuan(grant.amount) / deflator);
  }
}

}  // namespace

MonthContext State::begin_month(int tick) const {
  MonthContext context;
  context.month = first + tick;
  context.tick = tick;
  context.policies_active = context.month >= inputs.settings.start;
  context.weights =
      values.month(context.month, market, context.policies_active ? inputs.model.zhejiang_pay : 1);
  context.factors = choice_factors(inputs.model, values.return_pull());
  FestivalMonth& festival = context.festival;
  festival.decision = calendar.is_decision_month(context.month);
  festival.back = calendar.is_return_month(context.month);
  const int since = calendar.months_since_decision(context.month);
  festival.after = since >= 1 && since <= 3;
  festival.month_after = calendar.is_return_month(context.month - 1);
  festival.day = calendar.festival(context.month.year()).value();
  const auto shock = inputs.model.restriction.find(context.month.year());
  festival.restriction = shock == inputs.model.restriction.end() ? 0 : shock->second;

  if (!context.policies_active) return context;
  context.offers.month = context.month;
  gather_offers(*this, context.offers, Residents::no);
  if (!context.offers.equal.empty()) gather_offers(*this, context.offers, Residents::only);
  value_offers(*this, context);
  apply_information(inputs.tables, inputs.model.remote_share, context);
  context.seat_share = seat_shares(*this, context.offers);
  for (std::size_t p = 0; p < inputs.policies.size(); ++p) {
    const base::PolicyId id(static_cast<std::uint8_t>(p));
    context.rationed.push_back(is_rationed(*this, context.offers, id) ? 1 : 0);
  }
  raise_local_values(*this, context.weights);
  raise_market_values(*this, context);
  return context;
}

}  // namespace chuanzhe::engine
