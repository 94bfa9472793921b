#include "engine/visit.hpp"

#include <algorithm>
#include <array>
#include <atomic>
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

/// The places of the bits that are set in each byte, in order.
struct BitPlaces {
  std::array<std::array<std::uint8_t, 8>, 256> places{};
  std::array<std::uint8_t, 256> count{};
  constexpr BitPlaces() {
    for (unsigned byte = 0; byte < 256; ++byte) {
      for (std::uint8_t bit = 0; bit < 8; ++bit) {
        if ((byte >> bit & 1U) != 0) places[byte][count[byte]++] = bit;
      }
    }
  }
};
constexpr BitPlaces bit_places;

/// Writes `base` + the places of the set bits of `byte` to `out`, which has room for eight;
/// returns how many. Always writes eight: a loop over the bits could not be predicted.
std::size_t write_places(std::uint32_t base, unsigned byte, std::uint32_t* out) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i first = _mm_set1_epi32(static_cast<int>(base));
  const __m128i bytes =
      _mm_loadl_epi64(reinterpret_cast<const __m128i*>(bit_places.places[byte].data()));
  const __m128i words = _mm_unpacklo_epi8(bytes, zero);
  const __m128i low = _mm_add_epi32(first, _mm_unpacklo_epi16(words, zero));
  const __m128i high = _mm_add_epi32(first, _mm_unpackhi_epi16(words, zero));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), low);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 4), high);
  return bit_places.count[byte];
}

/// Bits of the 16 bytes at `due` that are `tick` or due every month.
unsigned due_mask(const std::uint8_t* due, __m128i tick, __m128i every_month) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(due));
  const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, tick), _mm_cmpeq_epi8(bytes, every_month));
  return static_cast<unsigned>(_mm_movemask_epi8(hit));
}

}  // namespace

void Visitor::visit_piece(const world::Piece& piece, std::vector<std::uint32_t>& room) {
  constexpr std::size_t ahead = 12;  // records asked from memory before they are needed
  const world::Worker* workers = s_.population.workers();
  const std::uint64_t* hashes = s_.life_hash.empty() ? nullptr : s_.life_hash.data();
  const std::span<const std::uint32_t> due = find_due(piece, room);
  t_.worker_steps += static_cast<std::int64_t>(due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + ahead < due.size()) {
      __builtin_prefetch(workers + due[i + ahead], 1);
      if (hashes != nullptr) __builtin_prefetch(hashes + due[i + ahead], 1);
    }
    visit(due[i]);
  }
}

std::span<const std::uint32_t> Visitor::find_due(const world::Piece& piece,
                                                 std::vector<std::uint32_t>& room) const {
  constexpr std::uint32_t block = 16;
  const std::uint8_t* due = s_.population.due();
  const __m128i tick = _mm_set1_epi8(static_cast<char>(x_.tick));
  const __m128i every_month = _mm_set1_epi8(static_cast<char>(due_every_month));
  const std::size_t most = piece.end - piece.begin + 8;  // places are written eight by eight
  if (room.size() < most) room.resize(most);
  std::size_t n = 0;
  const auto note = [&](std::uint32_t base, unsigned mask) {
    n += write_places(base, mask & 255U, &room[n]);
    n += write_places(base + 8, mask >> 8, &room[n]);
  };
  std::uint32_t base = piece.begin;
  for (; piece.end - base >= block; base += block) {
    note(base, due_mask(due + base, tick, every_month));
  }
  if (base < piece.end) {
    std::array<std::uint8_t, block> rest;  // what follows it is written by who has the next piece
    rest.fill(world::never);
    std::copy(due + base, due + piece.end, rest.begin());
    note(base, due_mask(rest.data(), tick, every_month) & ((1U << (piece.end - base)) - 1U));
  }
  return std::span(room).first(n);
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
  if (model_.contract_months > 0 && contract_ends()) {
    separate(EventType::laid_off, x_.factors.same_after_layoff);
  }
  live();
  finish_month();
}

/// What offers need to know of the worker as the step begins.
void Visitor::know() {
  known_.place = w_->place;
  known_.experienced = w_->experienced != 0;
  known_.bits.reset();
  known_.leanings.reset();
  known_.has_offers = false;
  known_.platform.reset();
}

const terms::Platform* Visitor::find_platform() const {
  const terms::Platform* found = nullptr;
  if (!w_->has(world::flag::registered)) return found;
  const bool here = known_.place < base::city_count;
  if (!here && !known_.experienced) return found;
  for (const terms::Platform& platform : x_.offers.platforms) {
    // Former workers are known to the platform of every city.
    const auto city = static_cast<std::uint8_t>(here ? known_.place : first_city(platform.reach));
    const bool on = behaviour::registered(platform, s_.largest_coverage, *w_, id_,
                                          base::CityId(city), s_.draws);
    if (on) found = &platform;
  }
  return found;
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
    const std::uint8_t from = w_->place;
    start_search(choice);
    log(EventType::changed_search, from, choice / base::sector_count);
  } else {
    leave_zhejiang(choice, EventType::gave_up);
  }
  return true;
}

void Visitor::retire() {
  const std::uint8_t from = w_->place;
  const Status status = w_->status();
  if (status == Status::in_post) leave_post();
  if (status == Status::festival_home && w_->holds_post()) {
    add(s_.employers.held[w_->employer], -1);
  }
  if (w_->place < base::city_count) {
    ++t_.left[cell_of(held_market())];
  }
  leave_city();
  leave_local_post();
  w_->employer = world::no_employer;
  w_->place = world::place_home;
  set_status(Status::retired);
  log(EventType::retired, from, -1);
}

void Visitor::finish_month() {
  const Status status = w_->status();
  if (is_outside(status) || status == Status::retired) return;
  s_.population.due()[id_] = due_every_month;
  if (status == Status::searching) seek(w_->sought_market().value, search_since_);
  if (status == Status::in_post) {
    if (model_.rent_passthrough > 0) count_tenant();
    accrue(1);
    if (!x_.offers.monthly.empty()) pay_monthly();
    if (!x_.offers.caring.empty()) pay_floor();
  }
  if (!x_.offers.hiring.empty() && w_->holds_post()) pay_for_hire();
  if (!x_.offers.platforms.empty() && platform() != nullptr) {
    claim(platform()->reach.policy, platform()->per_worker, receiver_operators);
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

void Visitor::log(EventType type, std::uint8_t from, int city) {
  const int counted = city >= 0 ? city : from;
  if (counted < base::city_count) {
    ++t_.cause[static_cast<std::size_t>(counted) * event_type_count +
               static_cast<std::size_t>(type)];
  }
  const bool outward = w_->place == world::place_elsewhere;
  const auto to = static_cast<std::uint8_t>(city >= 0 ? city
                                            : outward ? world::place_elsewhere
                                                      : world::place_home);
  if (!s_.life_hash.empty()) extend_hash(type, from, to);
  if (!w_->has(world::flag::observed)) return;
  out_.events.push_back({id_, static_cast<std::uint8_t>(type), from, to});
}

void Visitor::extend_hash(EventType type, std::uint8_t from, std::uint8_t to) {
  const std::uint64_t event = static_cast<std::uint64_t>(type) | std::uint64_t{from} << 8U |
                              std::uint64_t{to} << 16U | std::uint64_t{w_->employer} << 24U |
                              static_cast<std::uint64_t>(x_.tick) << 40U;
  s_.life_hash[id_] = extend_life(s_.life_hash[id_], event);
}

}  // namespace chuanzhe::engine
