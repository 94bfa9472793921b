// Courses at the end of the month: seats go by keyed lottery to workers of the counties who have
// not found a post (docs/model.md, Courses and schools).
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

/// Fills the seats of this month's courses, in the order of the policies.
void fill_courses(State& state, const MonthContext& context);

}  // namespace chuanzhe::engine
