// Turns a finished month into the observation that recorders see.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

MonthObservation observe(const State& state, const MonthContext& context, int replicate);

}  // namespace chuanzhe::engine
