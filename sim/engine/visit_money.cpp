// What a worker is paid and paid out of policies: claims that lie within a budget are booked at
// once, the others wait for the barrier (docs/model.md, Levers).
#include "engine/responses.hpp"
#include "engine/visit.hpp"

#include <algorithm>

namespace chuanzhe::engine {

bool Visitor::covers(const terms::Reach& reach, base::MarketId market) const {
  if (!behaviour::covers(reach, market)) return false;
  if (reach.sizes.all()) return true;
  return w_->holds_post() &&
         reach.sizes[static_cast<std::size_t>(s_.employers.size_class[w_->employer])];
}

double Visitor::covered_share(const terms::Reach& reach, base::MarketId market) const {
  if (!behaviour::covers(reach, market)) return 0;
  if (reach.sizes.all()) return 1;
  double share = 0;
  for (std::size_t i = 0; i < reach.sizes.size(); ++i) {
    if (reach.sizes[i]) share += s_.size_share[market.value][i];
  }
  return share;
}

double Visitor::monthly_pay() const {
  const std::uint8_t market = held_market();
  const auto sector = static_cast<std::size_t>(market % base::sector_count);
  return s_.inputs.tables.sectors[sector].wage * x_.weights.pay[market] *
         s_.employers.relative_pay[w_->employer] * x_.weights.pay_outgoing *
         s_.values.productivity_of(behaviour::skill_class(*w_)) * s_.values.trade_pay(*w_, sector);
}

void Visitor::accrue(double worked) {
  t_.pay[w_->origin] += base::fen_from_yuan(monthly_pay() * std::min(worked, present_)).value;
}

void Visitor::claim(base::PolicyId policy, base::Fen amount, std::uint8_t receiver) {
  const Claim claim{id_, policy, receiver, amount.value * scale_of(s_.inputs.settings)};
  if (x_.rationed[policy.value] != 0) {
    out_.claims.push_back(claim);
  } else {
    settle(claim, s_.inputs, *w_, x_.month, t_.ledger);
    if (model_.rent_passthrough > 0) count_rent(s_, x_, claim, t_);
  }
}

/// Months that count for an offer before this one.
int Visitor::months_paid(const terms::MonthlyCash& offer) const {
  const int in_post = x_.month.index - w_->job_start - 1 - offer.minimum_tenure;
  return std::min(in_post, x_.month - offer.reach.from);
}

bool Visitor::may_receive(const terms::MonthlyCash& offer, base::MarketId market) const {
  if (offer.poor_only && !w_->poor) return false;
  if (!covers(offer.reach, market) || !claims(offer.reach)) return false;
  const double dorm = s_.inputs.tables.sectors[base::sector_of(market).value].dorm_share;
  return !offer.renters_only || leanings().rents(dorm);
}

void Visitor::pay(base::PolicyId policy, base::Fen amount, std::uint8_t receiver) {
  if (amount.value == 0) return;
  settle({id_, policy, receiver, amount.value * scale_of(s_.inputs.settings)}, s_.inputs, *w_,
         x_.month, t_.ledger);
}

void Visitor::pay_monthly() {
  const base::MarketId market(held_market());
  for (const terms::MonthlyCash& offer : x_.offers.monthly) {
    if (offer.poor_only && !w_->poor) continue;
    const int before = months_paid(offer);
    if (!behaviour::payable(offer, before) || !may_receive(offer, market)) continue;
    claim(offer.reach.policy, before == 0 ? offer.amount + offer.once : offer.amount);
  }
}

/// Pay of a caring job is topped up to its floor, and the firm is paid for keeping it.
void Visitor::pay_floor() {
  const MarketEmployer* post = s_.policy_posts.market_employer(w_->employer);
  if (post == nullptr) return;
  for (const terms::CaringPosts& offer : x_.offers.caring) {
    if (offer.reach.policy != post->policy) continue;
    const base::Fen short_of{offer.wage_floor.value - base::fen_from_yuan(monthly_pay()).value};
    if (short_of.value > 0) claim(offer.reach.policy, short_of);
    if (offer.firm_subsidy.value > 0) {
      claim(offer.reach.policy, offer.firm_subsidy, receiver_firms);
    }
  }
}

/// The firm, and who brought the worker, are paid when a hire has lasted.
void Visitor::pay_for_hire() {
  const base::MarketId market(held_market());
  const int lasted = x_.month.index - w_->job_start;
  for (const terms::HireSubsidy& offer : x_.offers.hiring) {
    const bool new_hire = w_->job_start >= offer.reach.from.index;
    if (!new_hire || lasted != offer.kept_months) continue;
    if (!covers(offer.reach, market) || !claims(offer.reach)) continue;
    claim(offer.reach.policy, offer.to_firm, receiver_firms);
    if (offer.to_intermediary.value > 0) {
      claim(offer.reach.policy, offer.to_intermediary, receiver_operators);
    }
  }
}

/// Who quits within the contract pays everything back. Claims under a budget cap are not known to
/// have been paid, so nothing is clawed back under one.
void Visitor::claw_back() {
  const base::MarketId market(held_market());
  for (const terms::MonthlyCash& offer : x_.offers.monthly) {
    if (!offer.clawed_back || budget_left(s_, offer.reach.policy) || !may_receive(offer, market)) {
      continue;
    }
    const int paid = months_paid(offer);
    if (paid <= 0 || paid >= offer.maximum_months) continue;
    const base::Fen sum = offer.amount * paid + offer.once;
    claim(offer.reach.policy, base::Fen{-sum.value});
  }
}

void Visitor::pay_travel_grants(base::MarketId market, Payment when) {
  const int year = x_.month.year() - 2016;
  const int city = base::city_of(market).value;
  for (const terms::TravelGrant& grant : x_.offers.travel) {
    const bool due = when == Payment::on_return || (when == Payment::in_advance) == grant.advance;
    if (!due || !covers(grant.reach, market) || !claims(grant.reach)) continue;
    if (grant.once_a_year && w_->grant_year == year) continue;
    claim(grant.reach.policy, base::fen_from_yuan(grant_value(grant, city)));
    w_->grant_year = static_cast<unsigned>(year) & 31U;
    known_.has_offers = false;  // some are given once a year
  }
}

bool Visitor::pay_seat(int city) {
  for (std::size_t i = 0; i < x_.offers.charters.size(); ++i) {
    const terms::Charter& charter = x_.offers.charters[i];
    if (!charter.reach.cities[static_cast<std::size_t>(city)] || !has_seat(i)) continue;
    claim(charter.reach.policy, charter.share_of_seat);
    return true;
  }
  return false;
}

}  // namespace chuanzhe::engine
