// Courses and technical schools in one worker's life.
#include <algorithm>

#include "engine/technical_school.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {

using world::Status;

void Visitor::start_course(std::uint32_t id, const terms::CourseSeats& course) {
  w_ = s_.population.workers() + id;
  id_ = id;
  leave_local_post();
  set_status(Status::training);
  log(EventType::started_course, w_->place, -1);
  const double u =
      s_.draws.uniform(base::Purpose::course, id_, static_cast<std::uint32_t>(x_.tick));
  const bool completes = u < course.completion;
  w_->trade = static_cast<unsigned>(completes ? course.trade : world::Trade::none) & 15U;
  s_.population.due()[id_] = due_at(x_.tick + course.months, *w_);
  pay(course.reach.policy, course.cost, receiver_operators);
  pay(course.reach.policy, course.allowance, receiver_own_group);
}

void Visitor::end_course() {
  log(EventType::left_course, w_->place, -1);
  return_home_next_month();
}

void Visitor::enter_school(std::uint32_t id, const terms::SchoolSeats& school) {
  w_ = s_.population.workers() + id;
  id_ = id;
  set_status(Status::school);
  w_->employer = static_cast<std::uint16_t>(world::market_code + school.reach.policy.value);
  w_->job_start = static_cast<std::uint16_t>(x_.month.index);
  log(EventType::entered_school, w_->place, -1);
  const SchoolStay stay = school_stay(school, s_.draws, id_, x_.month);
  s_.population.due()[id_] = due_at(x_.tick + std::min(12, stay.months), *w_);
  pay(school.reach.policy, school.stipend, receiver_own_group);
  pay(school.reach.policy, school.tuition, receiver_operators);
}

/// Another school year begins, or school is over.
void Visitor::study() {
  const terms::SchoolSeats& school = *s_.schools[w_->school_policy().value];
  const SchoolStay stay = school_stay(school, s_.draws, id_, base::Month(w_->job_start));
  const int left = w_->job_start + stay.months - x_.month.index;
  if (left <= 0) return leave_school(school, stay.graduates);
  s_.population.due()[id_] = due_at(x_.tick + std::min(12, left), *w_);
  claim(school.reach.policy, school.stipend);
  claim(school.reach.policy, school.tuition, receiver_operators);
}

void Visitor::leave_school(const terms::SchoolSeats& school, bool graduated) {
  constexpr unsigned skilled = 2;  // skill level of a graduate
  w_->employer = world::no_employer;
  log(EventType::left_school, w_->place, -1);
  return_home_next_month();
  if (!graduated) return;
  w_->skill = std::max<unsigned>(w_->skill, skilled) & 3U;
  w_->education_bits = static_cast<unsigned>(world::Education::vocational) & 7U;
  const auto market = placement_market(school.reach);
  if (!market ||
      s_.draws.block(base::Purpose::school, id_, w_->job_start, school_ends).uniform(1) >=
          school.placement) {
    return;
  }
  seek(*market, 0);
  out_.seekers.back().placed = true;
}

/// The market in reach that the graduate likes best: frozen shocks by market.
std::optional<int> Visitor::placement_market(const terms::Reach& reach) const {
  const EligibleOffers& offers = eligible_offers();
  std::optional<int> best;
  double earliest = 0;
  for (int m = 0; m < base::market_count; ++m) {
    if (!behaviour::covers(reach, base::MarketId(static_cast<std::uint8_t>(m)))) continue;
    const base::Block block = s_.draws.block(base::Purpose::school, id_, w_->job_start,
                                             school_markets + static_cast<std::uint32_t>(m));
    const double arrival = block.exponential(0) / market_weight(m, offers);
    if (best && arrival >= earliest) continue;
    best = m;
    earliest = arrival;
  }
  return best;
}

/// The month was spent in class, so the worker reconsiders from the next month on.
void Visitor::return_home_next_month() {
  set_status(Status::home);
  auto candidates = s_.clock.candidates(id_, w_->birth);
  s_.population.due()[id_] = due_tick(candidates.next(x_.tick + 1), *w_);
}

}  // namespace chuanzhe::engine
