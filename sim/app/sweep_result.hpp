// From the finished runs of a sweep to its table, always in the order of points and replicates.
#pragma once

#include <cstdint>
#include <filesystem>

#include "app/sweep_plan.hpp"
#include "study/run_store.hpp"

namespace chuanzhe::app {

/// Statuses and figures of the runs of one point.
output::SweepPoint point_of(const SweepPlan& plan, const study::RunStore& store, std::size_t point);

/// Writes sweep.h5 and sweep.csv into the folder of the sweep. Processes that finish at the same
/// time write one after the other, and the same bytes.
void write_result(const SweepPlan& plan, const study::RunStore& store);

}  // namespace chuanzhe::app
