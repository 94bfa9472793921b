// Runs what a plan still misses, side by side, and keeps every run as it finishes.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/sweep_plan.hpp"
#include "app/sweep_progress.hpp"

namespace chuanzhe::app {

/// How a machine's cores are used.
struct Crew {
  int side_by_side = 1;       ///< runs at a time
  int threads_each = 1;       ///< threads within a run
  bool shares_months = true;  ///< months that all points have in common are run once
};
/// Runs side by side as long as there are enough of them and memory for all; otherwise threads
/// within a run. Zero leaves a number to this function.
Crew choose_crew(const SweepPlan& plan, std::int64_t missing, int side_by_side, int threads_each);

/// [byte] that one run needs at its peak, and what the machine has left.
double bytes_a_run(const SweepPlan& plan);
double available_bytes();

/// Hands out numbers of runs; empty when there are no more.
using NextRun = std::function<std::optional<std::int64_t>()>;

/// Runs until `next` is empty. Throws engine::Interrupted when `stop` is set, base::RunError when a
/// run cannot be kept or failed and the sweep is to stop then.
void run_all(const SweepPlan& plan, study::RunStore& store, const Crew& crew, const NextRun& next,
             SweepProgress& progress, const std::atomic<bool>& stop);

/// Numbers of the runs of a share (part of parts, from 1) that the store misses.
std::vector<std::int64_t> missing_runs(const SweepPlan& plan, const study::RunStore& store,
                                       std::int64_t part, std::int64_t parts);

/// Seconds that one run takes on one thread, from the first point run for at most some seconds.
double probe_seconds(const SweepPlan& plan);

}  // namespace chuanzhe::app
