#include "engine/visit.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

#include <emmintrin.h>

#include "base/error.hpp"

namespace chuanzhe::engine {

using world::Status;

namespace {

/// More events than this in one worker's month are counted and dropped (expected below 1e-4).
constexpr std::uint32_t most_events = 8;

std::size_t first_city(const terms::Reach& reach) {
  for (std::size_t c = 0; c < base::city_count; ++c) {
    if (reach.cities[c]) return c;
  }
  return 0;
}

bool is_outside(Status status) {
  return status == Status::home || status == Status::local_job || status == Status::elsewhere;
}

/// Employers are shared by the threads; adding whole numbers commutes.
void add(std::int32_t& counter, std::int32_t by) {
  std::atomic_ref<std::int32_t>(counter).fetch_add(by, std::memory_order_relaxed);
}

/// Bits of the 16 bytes at `due` that are `tick` or due every month.
unsigned due_mask(const std::uint8_t* due, __m128i tick, __m128i every_month) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(due));
  const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, tick), _mm_cmpeq_epi8(bytes, every_month));
  return static_cast<unsigned>(_mm_movemask_epi8(hit));
}

}  // namespace

void Visitor::visit_piece(const world::Piece& piece) {
  constexpr std::size_t ahead = 12;  // records asked from memory before they are needed
  const world::Worker* workers = s_.population.workers();
  std::vector<std::uint32_t>& due = out_.due;
  find_due(piece, due);
  t_.worker_steps += static_cast<std::int64_t>(due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + ahead < due.size()) __builtin_prefetch(workers + due[i + ahead], 1);
    visit(due[i]);
  }
}

void Visitor::find_due(const world::Piece& piece, std::vector<std::uint32_t>& found) const {
  const std::uint8_t* due = s_.population.due();
  const __m128i tick = _mm_set1_epi8(static_cast<char>(x_.tick));
  const __m128i every_month = _mm_set1_epi8(static_cast<char>(due_every_month));
  for (std::uint32_t base = piece.begin; base < piece.end; base += 16) {
    unsigned mask = due_mask(due + base, tick, every_month);
    if (piece.end - base < 16) mask &= (1U << (piece.end - base)) - 1U;
    for (; mask != 0; mask &= mask - 1) {
      found.push_back(base + static_cast<std::uint32_t>(std::countr_zero(mask)));
    }
  }
}

void Visitor::visit(std::uint32_t id) {
  w_ = s_.population.workers() + id;
  id_ = id;
  now_ = search_since_ = 0;
  present_ = 1;
  decisions_ = risks_ = 0;
  know();

  if (w_->status() == Status::not_yet) {
    log(EventType::came_of_age, world::place_home, -1);
    set_status(Status::home);
  }
  const bool away_for_festival = w_->status() == Status::festival_home && !x_.festival.back;
  if (w_->retire_tick <= x_.tick && !away_for_festival) {
    retire();
    s_.population.due()[id_] = world::never;
    return;
  }
  if (w_->status() == Status::training) return end_course();
  if (w_->status() == Status::school) return study();
  if (w_->status() == Status::festival_home && x_.festival.back) decide_return();
  if (x_.festival.decision &&
      (w_->status() == Status::in_post || w_->status() == Status::searching)) {
    decide_festival();
  }
  live();
  finish_month();
}

/// What offers need to know of the worker.
void Visitor::know() {
  platform_ = nullptr;
  if (!x_.offers.reaches_workers()) return;
  bits_ = behaviour::group_bits(*w_, x_.month);
  const bool here = w_->place < base::city_count;
  if (!here && !w_->experienced) return;
  for (const terms::Platform& platform : x_.offers.platforms) {
    // Former workers are known to the platform of every city.
    const auto city = static_cast<std::uint8_t>(here ? w_->place : first_city(platform.reach));
    if (behaviour::registered(platform, *w_, id_, base::CityId(city), s_.draws)) {
      platform_ = &platform;
    }
  }
}

void Visitor::live() {
  auto candidates = s_.clock.candidates(id_, w_->birth);
  for (std::uint32_t events = 0;; ++events) {
    const Status status = w_->status();
    if (status == Status::festival_home || status == Status::retired) return;
    if (events == most_events) {
      ++t_.capped_loops;
      if (is_outside(status))
        s_.population.due()[id_] = due_tick(candidates.next(x_.tick + 1), *w_);
      return;
    }
    const bool happened = status == Status::in_post     ? step_in_post()
                          : status == Status::searching ? step_searching()
                                                        : step_outside(candidates);
    if (!happened) return;
  }
}

bool Visitor::step_outside(behaviour::CandidateStream& candidates) {
  const auto time = candidates.next(x_.tick + now_);
  if (!time || *time >= x_.tick + 1) {
    s_.population.due()[id_] = due_tick(time, *w_);
    return false;
  }
  now_ = *time - x_.tick;
  const behaviour::Cause cause = s_.clock.cause(id_, w_->birth, *time);
  if (cause == behaviour::Cause::reconsider) reconsider();
  if (cause == behaviour::Cause::layoff && w_->status() == Status::local_job) {
    log(EventType::local_layoff, world::place_home, -1);
    leave_local_post();
    set_status(Status::home);
  }
  return true;
}

bool Visitor::step_in_post() {
  const std::uint8_t market = held_market();
  const auto sector = static_cast<std::size_t>(market % base::sector_count);
  const auto hazards =
      behaviour::separation(model_, *w_, s_.inputs.tables.sectors[sector],
                            s_.pay_factor[w_->employer], x_.month, x_.festival.after);
  const std::array causes = {hazards.quit, hazards.layoff, hazards.deferred_visit};
  const auto risk = behaviour::next_risk(s_.draws, id_, x_.tick, risks_++, now_, causes);
  if (!risk) return false;
  now_ = risk->time;
  if (risk->cause == 0) separate(EventType::quit, x_.factors.same_after_quit);
  if (risk->cause == 1) separate(EventType::laid_off, x_.factors.same_after_layoff);
  if (risk->cause == 2) deferred_visit();
  return true;
}

bool Visitor::step_searching() {
  const auto risk =
      behaviour::next_risk(s_.draws, id_, x_.tick, risks_++, now_, std::array{model_.give_up});
  if (!risk) return false;
  now_ = risk->time;
  ChoiceRule rule;
  rule.held_market = w_->sought_market().value;
  const int choice = choose(rule);
  if (choice < base::market_count) {
    log(EventType::changed_search, w_->place, choice / base::sector_count);
    start_search(choice);
  } else {
    leave_zhejiang(choice, EventType::gave_up);
  }
  return true;
}

void Visitor::reconsider() {
  const Status status = w_->status();
  ChoiceRule rule;
  if (status == Status::home) {
    rule.inertia_alternative = behaviour::alternative_home;
    rule.inertia = x_.factors.home;
  } else if (status == Status::local_job) {
    rule.inertia_alternative = behaviour::alternative_local;
    rule.inertia = x_.factors.local;
  } else {
    rule.inertia_alternative = behaviour::alternative_elsewhere;
    rule.inertia = x_.factors.elsewhere;
  }
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
    log(EventType::started_search, w_->place, choice / base::sector_count);
    leave_local_post();
    w_->stay_start = static_cast<std::uint16_t>(x_.month.index);
    start_search(choice);
    ++t_.entered[cell_of(choice)];
    return;
  }
  const bool home = choice == behaviour::alternative_home;
  log(home ? EventType::moved_home : EventType::moved_elsewhere, w_->place, -1);
  leave_local_post();
  set_status(home ? Status::home : Status::elsewhere);
  w_->place = home ? world::place_home : world::place_elsewhere;
}

/// Probability that a market is sought from home instead of by travelling there.
double Visitor::remote_share(int market) const {
  const auto city = static_cast<std::size_t>(market / base::sector_count);
  double remote = x_.remote.empty() ? model_.remote_share
                                    : x_.remote[std::size_t{w_->origin} * base::city_count + city];
  if (platform_ != nullptr) remote = 1 - (1 - remote) * (1 - platform_->remote);
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

/// Formerly poor novices of the gate can travel only with half of the cost in advance.
bool Visitor::can_travel(int market) const {
  if (!w_->poor || w_->experienced) return true;
  if (s_.draws.uniform(base::Purpose::liquidity, id_, 0) >= model_.liquidity_gate) return true;
  const base::MarketId id(static_cast<std::uint8_t>(market));
  double advance = 0;
  for (const terms::TravelGrant& grant : x_.offers.travel) {
    if (!grant.advance || !behaviour::covers(grant.reach, id) || !claims(grant.reach)) continue;
    advance += grant_value(grant, base::city_of(id).value);
  }
  return advance >= 0.5 * s_.values.travel_cost(w_->origin, base::city_of(id).value);
}

void Visitor::separate(EventType why, double pull) {
  const int market = held_market();
  ChoiceRule rule;
  rule.held_market = market;
  rule.held_weight = market_weight(market, eligible_offers()) * pull;
  const int choice = choose(rule);
  accrue(now_);
  if (why == EventType::quit) claw_back();
  leave_post();
  const int next = choice == behaviour::alternative_same ? market : choice;
  if (next < base::market_count) {
    log(why, w_->place, next / base::sector_count);
    start_search(next);
  } else {
    leave_zhejiang(next, why);
  }
}

void Visitor::start_search(int market) {
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
  log(why, w_->place, -1);
  ++t_.left[cell_of(held_market())];
  w_->employer = world::no_employer;
  const bool elsewhere = alternative == behaviour::alternative_elsewhere;
  set_status(elsewhere ? Status::elsewhere : Status::home);
  w_->place = elsewhere ? world::place_elsewhere : world::place_home;
  if (alternative == behaviour::alternative_local) apply_locally();
}

void Visitor::retire() {
  log(EventType::retired, w_->place, -1);
  const Status status = w_->status();
  if (status == Status::in_post) leave_post();
  if (status == Status::festival_home && w_->holds_post()) {
    add(s_.employers.held[w_->employer], -1);
  }
  if (w_->place < base::city_count) {
    ++t_.left[cell_of(held_market())];
  }
  leave_local_post();
  w_->employer = world::no_employer;
  w_->place = world::place_home;
  set_status(Status::retired);
}

void Visitor::finish_month() {
  const Status status = w_->status();
  if (is_outside(status) || status == Status::retired) return;
  s_.population.due()[id_] = due_every_month;
  if (status == Status::searching) seek(w_->sought_market().value, search_since_);
  if (status == Status::in_post) {
    accrue(1);
    if (!x_.offers.monthly.empty()) pay_monthly();
  }
  if (platform_ != nullptr) {
    claim(platform_->reach.policy, platform_->per_worker, receiver_operators);
  }
  t_.count_present(*w_, held_market(), x_.month, +1);
}

void Visitor::set_status(Status to) {
  t_.change_status(*w_, to);
  w_->set_status(to);
}

void Visitor::count_filled(std::int32_t by) {
  const std::size_t employer = w_->employer;
  PolicyPosts& posts = s_.policy_posts;
  add(s_.employers.filled[employer], by);
  if (w_->poor && posts.owns(employer)) add(posts.poor[employer - posts.first], by);
}

void Visitor::leave_post() {
  count_filled(-1);
  w_->set(world::flag::stayed, false);
}

void Visitor::leave_local_post() {
  if (w_->status() != Status::local_job) return;
  count_filled(-1);
  w_->employer = world::no_employer;
}

std::uint8_t Visitor::held_market() const {
  return w_->holds_post() ? s_.employers.market[w_->employer]
                          : static_cast<std::uint8_t>(w_->sought_market().value);
}

double Visitor::monthly_pay() const {
  const auto sector = static_cast<std::size_t>(held_market() % base::sector_count);
  return s_.inputs.tables.sectors[sector].wage * s_.employers.relative_pay[w_->employer] *
         x_.weights.pay_outgoing * s_.values.productivity_of(behaviour::skill_class(*w_)) *
         s_.values.trade_pay(*w_, sector);
}

void Visitor::accrue(double worked) {
  t_.pay[w_->origin] += base::fen_from_yuan(monthly_pay() * std::min(worked, present_)).value;
}

void Visitor::claim(base::PolicyId policy, base::Fen amount, std::uint8_t receiver) {
  const Claim claim{id_, policy, receiver, amount.value * scale_of(s_.inputs.settings)};
  if (is_rationed(s_, x_.offers, policy)) {
    out_.claims.push_back(claim);
  } else {
    settle(claim, s_.inputs, *w_, x_.month, t_.ledger);
  }
}

/// Months that count for an offer before this one.
int Visitor::months_paid(const terms::MonthlyCash& offer) const {
  const int in_post = x_.month.index - w_->job_start - 1 - offer.minimum_tenure;
  return std::min(in_post, x_.month - offer.reach.from);
}

bool Visitor::may_receive(const terms::MonthlyCash& offer, base::MarketId market) const {
  if (!behaviour::covers(offer.reach, market) || !claims(offer.reach)) return false;
  if (offer.poor_only && !w_->poor) return false;
  const double dorm = s_.inputs.tables.sectors[base::sector_of(market).value].dorm_share;
  return !offer.renters_only || behaviour::rents(id_, dorm, s_.draws);
}

void Visitor::pay(base::PolicyId policy, base::Fen amount, std::uint8_t receiver) {
  if (amount.value == 0) return;
  settle({id_, policy, receiver, amount.value * scale_of(s_.inputs.settings)}, s_.inputs, *w_,
         x_.month, t_.ledger);
}

void Visitor::pay_monthly() {
  const base::MarketId market(held_market());
  for (const terms::MonthlyCash& offer : x_.offers.monthly) {
    if (!may_receive(offer, market)) continue;
    const int before = months_paid(offer);
    if (!behaviour::payable(offer, before)) continue;
    claim(offer.reach.policy, before == 0 ? offer.amount + offer.once : offer.amount);
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
    if (!due || !behaviour::covers(grant.reach, market) || !claims(grant.reach)) continue;
    if (grant.once_a_year && w_->grant_year == year) continue;
    claim(grant.reach.policy, base::fen_from_yuan(grant_value(grant, city)));
    w_->grant_year = static_cast<unsigned>(year) & 31U;
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

void Visitor::log(EventType type, std::uint8_t from, int city) {
  const int counted = city >= 0 ? city : from;
  if (counted < base::city_count) {
    ++t_.cause[static_cast<std::size_t>(counted) * event_type_count +
               static_cast<std::size_t>(type)];
  }
  if (!w_->has(world::flag::observed)) return;
  const bool outward = type == EventType::moved_elsewhere;
  const auto to = static_cast<std::uint8_t>(city >= 0 ? city
                                            : outward ? world::place_elsewhere
                                                      : world::place_home);
  out_.events.push_back({id_, static_cast<std::uint8_t>(type), from, to, 0});
}

void Visitor::hire(std::uint32_t id, std::size_t employer) {
  w_ = s_.population.workers() + id;
  id_ = id;
  know();
  const std::uint8_t market = s_.employers.market[employer];
  const auto city = static_cast<std::uint8_t>(market / base::sector_count);
  const bool remotely = w_->status() != Status::searching;
  if (!remotely) {
    t_.count_present(*w_, static_cast<std::uint8_t>(w_->sought_market().value), x_.month, -1);
    log(EventType::hired, w_->place, city);
  } else {
    log(EventType::hired_remotely, w_->place, city);
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
  log(EventType::local_hire, w_->place, -1);
  set_status(Status::local_job);
  w_->place = world::place_home;
  w_->employer = static_cast<std::uint16_t>(employer);
  count_filled(+1);
}

}  // namespace chuanzhe::engine
