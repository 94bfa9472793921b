// Courses in one worker's life.
#include "engine/visit.hpp"

namespace chuanzhe::engine {

using world::Status;

void Visitor::start_course(std::uint32_t id, const terms::CourseSeats& course) {
  w_ = s_.population.workers() + id;
  id_ = id;
  leave_local_post();
  set_status(Status::training);
  const double u =
      s_.draws.uniform(base::Purpose::course, id_, static_cast<std::uint32_t>(x_.tick));
  const bool completes = u < course.completion;
  w_->trade = static_cast<unsigned>(completes ? course.trade : world::Trade::none) & 15U;
  s_.population.due()[id_] = due_at(x_.tick + course.months, *w_);
  pay(course.reach.policy, course.cost, receiver_operators);
  pay(course.reach.policy, course.allowance, receiver_own_group);
}

/// The course fills its last month, so the worker reconsiders from the next month on.
void Visitor::end_course() {
  set_status(Status::home);
  auto candidates = s_.clock.candidates(id_, w_->birth);
  s_.population.due()[id_] = due_tick(candidates.next(x_.tick + 1), *w_);
}

}  // namespace chuanzhe::engine
