// The Spring Festival in one worker's life: go or stay, and come back or not.
#include <algorithm>
#include <atomic>

#include "behaviour/festival.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {

using world::Status;

namespace {

/// Chartered journeys bring workers back by this day after the festival (assumed).
constexpr int charter_day = 8;

}  // namespace

void Visitor::count_festival(Outcome outcome, std::uint8_t market) {
  const auto o = static_cast<std::size_t>(outcome);
  ++t_.festival[std::size_t{market} * outcome_count + o];
  ++t_.festival_group[static_cast<std::size_t>(w_->group(x_.month)) * outcome_count + o];
}

behaviour::FestivalSituation Visitor::festival_situation(base::MarketId id) const {
  const double deflator = x_.weights.pay_outgoing;
  const bool employed = w_->status() == Status::in_post;
  behaviour::FestivalSituation situation;
  situation.child_behind = w_->child_behind(x_.month);
  situation.family_here = w_->has(world::flag::child_with);
  situation.settled = w_->has(world::flag::settled);
  situation.fare_over_mean =
      2 * (s_.values.travel_cost(w_->origin, w_->place) - model_.moving_cost) -
      s_.festival_means.return_fare;
  if (employed) {
    situation.overtime_over_mean =
        behaviour::festival_overtime(monthly_pay() / deflator) - s_.festival_means.overtime;
  }
  situation.restriction = x_.festival.restriction;
  situation.long_absent = x_.tick - w_->visit > 13;

  for (const terms::StayBonus& bonus : x_.offers.stay) {
    if (!employed || !covers(bonus.reach, id) || !claims(bonus.reach)) continue;
    if (bonus.insured_only && !w_->has(world::flag::insured)) continue;
    situation.stay_bonus += bonus.worth / deflator;
  }
  for (const terms::VisitGrant& grant : x_.offers.visit) {
    if (!employed || !covers(grant.reach, id) || !claims(grant.reach)) continue;
    if (x_.month.index - w_->job_start < grant.minimum_tenure) continue;
    situation.visit_grant += base::yuan(grant.amount) / deflator;
  }
  return situation;
}

/// The employer's own part is booked beside the policy's, or with it where employers pay both.
void Visitor::pay_who_stays(base::MarketId id) {
  for (const terms::StayBonus& bonus : x_.offers.stay) {
    if (!covers(bonus.reach, id) || !claims(bonus.reach)) continue;
    if (bonus.insured_only && !w_->has(world::flag::insured)) continue;
    const base::PolicyId policy = bonus.reach.policy;
    if (s_.inputs.policies[policy.value].scope.payer == policy::Payer::employer) {
      claim(policy, bonus.paid + bonus.by_employer);
      continue;
    }
    claim(policy, bonus.paid);
    t_.ledger.post(policy, policy::Payer::employer, static_cast<std::uint8_t>(w_->group(x_.month)),
                   bonus.by_employer * scale_of(s_.inputs.settings));
  }
}

void Visitor::decide_festival() {
  const std::uint8_t market = held_market();
  const base::MarketId id(market);
  const bool employed = w_->status() == Status::in_post;
  const behaviour::FestivalSituation situation = festival_situation(id);
  const double u = s_.draws.uniform(base::Purpose::festival, id_,
                                    static_cast<std::uint32_t>(x_.festival.day.year));
  const double shock = model_.festival_scale * (base::log(u) - base::log(1 - u));
  const bool goes = behaviour::value_of_going(model_, situation) + shock > 0;
  trace_festival(situation, shock, goes);
  count_festival(Outcome::staff, market);
  count_festival(goes ? Outcome::went : Outcome::stayed, market);
  w_->set(world::flag::stayed, !goes);
  if (!goes) {
    if (employed) pay_who_stays(id);
    return;
  }
  for (const terms::VisitGrant& grant : x_.offers.visit) {
    if (grant.paid_on_return || !employed || !covers(grant.reach, id)) continue;
    if (!claims(grant.reach) || x_.month.index - w_->job_start < grant.minimum_tenure) continue;
    claim(grant.reach.policy, grant.amount);
  }

  log(EventType::went_for_festival, w_->place, -1);
  w_->visit = static_cast<std::uint8_t>(x_.tick);
  if (employed) {
    const auto sector = static_cast<std::size_t>(market % base::sector_count);
    const auto absence = behaviour::draw_absence(s_.draws, id_, x_.festival.day.year,
                                                 s_.inputs.tables.sectors[sector].early_leave_days);
    present_ = behaviour::share_present(x_.festival.day, absence, x_.month);
    accrue(1);
    count_filled(-1);
    std::atomic_ref<std::int32_t>(s_.employers.held[w_->employer])
        .fetch_add(1, std::memory_order_relaxed);
  }
  set_status(Status::festival_home);
}

void Visitor::decide_return() {
  const std::uint8_t market = held_market();
  const base::MarketId id(market);
  const bool employed = w_->holds_post();
  double gain = 0;  // one-off sums paid to who is back at the same post [sigma units]
  if (employed) {
    for (const terms::ReturnBonus& bonus : x_.offers.back) {
      if (!covers(bonus.reach, id) || !claims(bonus.reach)) continue;
      gain += one_off(base::yuan(bonus.amount));
    }
    for (const terms::VisitGrant& grant : x_.offers.visit) {
      if (!grant.paid_on_return || !covers(grant.reach, id) || !claims(grant.reach)) {
        continue;
      }
      if (x_.month.index - w_->job_start < grant.minimum_tenure) continue;
      gain += one_off(base::yuan(grant.amount));
    }
  }
  ChoiceRule rule;
  rule.held_market = market;
  rule.held_weight =
      employed
          ? held_post_weight() * x_.factors.held_post[base::sector_of(id).value] * base::exp(gain)
          : known_weight(market) * x_.factors.same_after_quit;
  rule.market_factor = x_.factors.other_post;
  settle_return(choose(rule), market);
}

void Visitor::settle_return(int alternative, int market) {
  const bool employed = w_->holds_post();
  const auto from = static_cast<std::uint8_t>(market);
  if (employed) {
    std::atomic_ref<std::int32_t>(s_.employers.held[w_->employer])
        .fetch_sub(1, std::memory_order_relaxed);
  }
  if (alternative == behaviour::alternative_same) {
    count_festival(Outcome::back_same_post, from);
    log(EventType::back_same_post, world::place_home, w_->place);
    set_status(employed ? Status::in_post : Status::searching);
    if (employed) take_up_held_post(base::MarketId(from));
    return;
  }
  if (alternative < base::market_count) {
    count_festival(Outcome::back_elsewhere, from);
    start_search(alternative);
    log(EventType::back_elsewhere, world::place_home, alternative / base::sector_count);
    return;
  }
  count_festival(Outcome::not_back, from);
  leave_zhejiang(alternative, EventType::not_back);
}

/// The rest of the month's pay, and what is paid to who is back at the same post.
void Visitor::take_up_held_post(base::MarketId market) {
  count_filled(+1);
  const std::uint8_t sector = base::sector_of(market).value;
  auto absence = behaviour::draw_absence(s_.draws, id_, x_.festival.day.year,
                                         s_.inputs.tables.sectors[sector].early_leave_days);
  if (pay_seat(w_->place)) absence.days_after = std::min(absence.days_after, charter_day);
  present_ = behaviour::share_present(x_.festival.day, absence, x_.month);
  for (const terms::ReturnBonus& bonus : x_.offers.back) {
    if (covers(bonus.reach, market) && claims(bonus.reach)) {
      claim(bonus.reach.policy, bonus.amount);
    }
  }
  for (const terms::VisitGrant& grant : x_.offers.visit) {
    if (grant.paid_on_return && covers(grant.reach, market) && claims(grant.reach) &&
        x_.month.index - w_->job_start >= grant.minimum_tenure) {
      claim(grant.reach.policy, grant.amount);
    }
  }
  pay_travel_grants(market, Payment::on_return);
}

void Visitor::deferred_visit() {
  const int market = held_market();
  w_->set(world::flag::stayed, false);
  w_->visit = static_cast<std::uint8_t>(x_.tick);
  ChoiceRule rule;
  rule.held_market = market;
  const double pull = x_.factors.held_post[static_cast<std::size_t>(market % base::sector_count)];
  rule.held_weight = held_post_weight() * pull / model_.defer_share;
  rule.market_factor = x_.factors.other_post;
  const int choice = choose(rule);
  if (choice == behaviour::alternative_same) {
    log(EventType::visited, w_->place, w_->place);
    return;
  }
  accrue(now_);
  leave_post();
  if (choice < base::market_count) {
    const std::uint8_t from = w_->place;
    start_search(choice);
    log(EventType::left_post, from, choice / base::sector_count);
  } else {
    leave_zhejiang(choice, EventType::left_post);
  }
}

}  // namespace chuanzhe::engine
