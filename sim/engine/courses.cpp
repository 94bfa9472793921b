#include "engine/courses.hpp"

#include <algorithm>

#include "engine/seats.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

using world::Status;
using world::Worker;

constexpr int youngest_of_course = 18;  // participant of a course [years], assumed
constexpr int oldest_of_course = 55;    // participant of a course [years], assumed

bool claims_seat(const State& state, const MonthContext& context, const terms::Reach& reach,
                 std::uint32_t id) {
  const Worker& worker = state.population.workers()[id];
  return behaviour::claims(reach, worker, id, behaviour::group_bits(worker, context.month),
                           state.draws);
}

bool may_attend(const Worker& worker, base::Month now) {
  const Status status = worker.status();
  const int age = worker.age_years(now);
  return (status == Status::home || status == Status::local_job) && worker.trade == 0 &&
         age >= youngest_of_course && age <= oldest_of_course;
}

/// Two courses of one trade ask in the same order; trades and levers in orders of their own.
LotteryOrder order_of_month(const State& state, const MonthContext& context,
                            const terms::Reach& reach, int trade) {
  return {state.population.county_begin(), reach.counties,
          state.draws.block(base::Purpose::course_seat, reach.lever_key,
                            static_cast<std::uint32_t>(context.tick),
                            static_cast<std::uint32_t>(trade))};
}

void fill_course(State& state, const MonthContext& context, const terms::CourseSeats& course,
                 Visitor& visitor) {
  const std::int64_t seats =
      std::min(agents_this_month(course.persons_a_year, course.reach, context.month,
                                 scale_of(state.inputs.settings)),
               affordable(state, course.reach.policy, course.cost + course.allowance));
  const LotteryOrder order =
      order_of_month(state, context, course.reach, static_cast<int>(course.trade));
  fill_seats(order, seats, [&](std::uint32_t id) {
    if (!may_attend(state.population.workers()[id], context.month)) return false;
    if (!claims_seat(state, context, course.reach, id)) return false;
    visitor.start_course(id, course);
    return true;
  });
}

}  // namespace

void fill_courses(State& state, const MonthContext& context) {
  PieceOutput late;
  Visitor visitor(state, context, state.by_thread.front(), late);
  for (const terms::CourseSeats& course : context.offers.courses) {
    fill_course(state, context, course, visitor);
  }
  state.pieces.push_back(std::move(late));
}

}  // namespace chuanzhe::engine
