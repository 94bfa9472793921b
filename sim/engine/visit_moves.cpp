// Where a worker goes: reconsidering, searching, leaving, being hired (docs/model.md, Choice).
#include "behaviour/attachment.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {

using world::Status;

// Home, local post and elsewhere come first and in one order: in Status, among the alternatives and
// in ChoiceFactors::outside.
static_assert(static_cast<int>(Status::home) == 0);
static_assert(static_cast<int>(Status::local_job) == 1);
static_assert(static_cast<int>(Status::elsewhere) == 2);
static_assert(behaviour::alternative_local == behaviour::alternative_home + 1);
static_assert(behaviour::alternative_elsewhere == behaviour::alternative_home + 2);

void Visitor::reconsider() {
  const auto outside = static_cast<std::size_t>(w_->status());  // home, local_job or elsewhere
  ChoiceRule rule;
  rule.inertia_alternative = behaviour::alternative_home + static_cast<int>(outside);
  rule.inertia = x_.factors.outside[outside];
  const int choice = choose(rule);
  if (choice == rule.inertia_alternative) return;
  if (choice == behaviour::alternative_local) {
    apply_locally();
    return;
  }
  if (choice < base::market_count) {
    const double u = s_.draws.uniform(base::Purpose::channel, id_,
                                      static_cast<std::uint32_t>(x_.tick), decisions_);
    if (u < remote_share(choice)) {
      seek(choice, now_);
      return;
    }
    if (!can_travel(choice)) return;
    pay_travel_grants(base::MarketId(static_cast<std::uint8_t>(choice)), Payment::in_advance);
    const std::uint8_t from = w_->place;
    leave_local_post();
    w_->stay_start = static_cast<std::uint16_t>(x_.month.index);
    start_search(choice);
    log(EventType::started_search, from, choice / base::sector_count);
    ++t_.entered[cell_of(choice)];
    return;
  }
  const bool home = choice == behaviour::alternative_home;
  const std::uint8_t from = w_->place;
  leave_local_post();
  set_status(home ? Status::home : Status::elsewhere);
  w_->place = home ? world::place_home : world::place_elsewhere;
  log(home ? EventType::moved_home : EventType::moved_elsewhere, from, -1);
}

/// Probability that a market is sought from home instead of by travelling there.
double Visitor::remote_share(int market) const {
  const auto city = static_cast<std::size_t>(market / base::sector_count);
  double remote = x_.remote.empty() ? model_.remote_share
                                    : x_.remote[std::size_t{w_->origin} * base::city_count + city];
  if (!x_.offers.platforms.empty() && platform() != nullptr) {
    remote = 1 - (1 - remote) * (1 - platform()->remote);
  }
  if (!x_.festival.back && !x_.festival.month_after) return remote;
  for (std::size_t i = 0; i < x_.offers.charters.size(); ++i) {
    const terms::Charter& charter = x_.offers.charters[i];
    if (charter.reach.cities[city] && has_seat(i)) return 1;
  }
  return remote;
}

/// A seat on charter `i`, for who wants one.
bool Visitor::has_seat(std::size_t i) const {
  return claims(x_.offers.charters[i].reach) &&
         s_.draws.uniform(base::Purpose::seat, id_, static_cast<std::uint32_t>(x_.tick)) <
             x_.seat_share[i];
}

/// Novices of the gate can travel only with half of the cost in advance.
bool Visitor::can_travel(int market) const {
  if (!behaviour::is_behind_gate(model_, *w_, id_, s_.draws)) return true;
  const base::MarketId id(static_cast<std::uint8_t>(market));
  double advance = 0;
  for (const terms::TravelGrant& grant : x_.offers.travel) {
    if (!grant.advance || !grant.reach.sizes.all() || !behaviour::covers(grant.reach, id) ||
        !claims(grant.reach)) {
      continue;
    }
    advance += grant_value(grant, base::city_of(id).value);
  }
  return advance >= 0.5 * s_.values.travel_cost(w_->origin, base::city_of(id).value);
}

void Visitor::separate(EventType why, double pull) {
  const int market = held_market();
  ChoiceRule rule;
  rule.held_market = market;
  rule.held_weight = known_weight(market) * pull;
  const int choice = choose(rule);
  const bool leaves = choice >= base::market_count && choice != behaviour::alternative_same;
  if (why == EventType::quit && w_->has(world::flag::settled) && !leaves) return;
  accrue(now_);
  if (why == EventType::quit) claw_back();
  leave_post();
  const int next = choice == behaviour::alternative_same ? market : choice;
  if (next < base::market_count) {
    const std::uint8_t from = w_->place;
    start_search(next);
    log(why, from, next / base::sector_count);
  } else {
    leave_zhejiang(next, why);
  }
}

void Visitor::start_search(int market) {
  if (market / base::sector_count != w_->place) leave_city();
  set_status(Status::searching);
  w_->place = static_cast<std::uint8_t>(market / base::sector_count);
  w_->employer = static_cast<std::uint16_t>(world::market_code + market);
  search_since_ = now_;
}

/// Seeks a post since `since` [0, 1); a later search of the month replaces an earlier one.
void Visitor::seek(int market, double since) {
  if (out_.seekers.empty() || out_.seekers.back().worker != id_) out_.seekers.emplace_back();
  const auto sector = static_cast<std::size_t>(market % base::sector_count);
  out_.seekers.back() = {id_, static_cast<float>(1 - since), static_cast<std::uint8_t>(market),
                         s_.values.trade_fits(*w_, sector)};
}

void Visitor::apply_locally() {
  if (out_.local.empty() || out_.local.back().worker != id_) out_.local.push_back({id_});
}

void Visitor::leave_zhejiang(int alternative, EventType why) {
  const std::uint8_t from = w_->place;
  ++t_.left[cell_of(held_market())];
  leave_city();
  w_->employer = world::no_employer;
  const bool elsewhere = alternative == behaviour::alternative_elsewhere;
  set_status(elsewhere ? Status::elsewhere : Status::home);
  w_->place = elsewhere ? world::place_elsewhere : world::place_home;
  log(why, from, -1);
  if (alternative == behaviour::alternative_local) apply_locally();
}

void Visitor::hire(std::uint32_t id, std::size_t employer) {
  w_ = s_.population.workers() + id;
  id_ = id;
  know();
  const std::uint8_t market = s_.employers.market[employer];
  const auto city = static_cast<std::uint8_t>(market / base::sector_count);
  const std::uint8_t from = w_->place;
  const bool remotely = w_->status() != Status::searching;
  if (!remotely) {
    t_.count_present(*w_, static_cast<std::uint8_t>(w_->sought_market().value), x_.month, -1);
  } else {
    leave_local_post();
    w_->stay_start = static_cast<std::uint16_t>(x_.month.index);
    ++t_.entered[cell_of(market)];
  }
  const bool new_stay = w_->stay_start == x_.month.index || !w_->experienced;
  set_status(Status::in_post);
  w_->place = city;
  w_->employer = static_cast<std::uint16_t>(employer);
  w_->job_start = static_cast<std::uint16_t>(x_.month.index);
  w_->experienced = 1;
  log(remotely ? EventType::hired_remotely : EventType::hired, from, city);
  count_filled(+1);
  s_.population.due()[id_] = due_every_month;
  t_.count_present(*w_, market, x_.month, +1);
  if (remotely) {
    if (x_.festival.back || x_.festival.month_after) pay_seat(city);
    pay_travel_grants(base::MarketId(market), Payment::in_advance);
  }
  if (new_stay) pay_travel_grants(base::MarketId(market), Payment::on_hire);
}

void Visitor::hire_locally(std::uint32_t id, std::size_t employer) {
  w_ = s_.population.workers() + id;
  id_ = id;
  const std::uint8_t from = w_->place;
  set_status(Status::local_job);
  w_->place = world::place_home;
  w_->employer = static_cast<std::uint16_t>(employer);
  log(EventType::local_hire, from, -1);
  count_filled(+1);
}

}  // namespace chuanzhe::engine
