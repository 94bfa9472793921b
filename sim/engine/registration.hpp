// Who is known to the digital platform: a flag of the worker, set once, spares a draw a month.
#pragma once

#include "base/parallel.hpp"

namespace chuanzhe::engine {

struct RunInputs;
struct State;

/// Largest coverage of the run's platforms, 0 without one.
double largest_coverage_of(const RunInputs& inputs);

/// Flags the workers whom the platform of the largest coverage knows.
void mark_registered(State& state, base::ThreadPool& pool);

}  // namespace chuanzhe::engine
