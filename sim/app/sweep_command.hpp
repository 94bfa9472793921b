// What `chuanzhe sweep` and `chuanzhe-sweep-mpi` have in common around the runs themselves.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "app/options.hpp"
#include "app/sweep_plan.hpp"
#include "app/sweep_runner.hpp"

namespace chuanzhe::app {

struct SweepOptions {
  std::string file;
  std::filesystem::path folder;  ///< empty: output/sweeps/NAME
  Words overrides;
  std::int64_t part = 1, parts = 1;  ///< of --shard
  int side_by_side = 0, threads_each = 0;
  bool shows_status = false, collects = false, retries = false, is_separate = false;
  bool is_help = false;
};
SweepOptions sweep_options(const Words& words, const std::string& usage);

SweepPlan plan_of(const SweepOptions& options);
std::filesystem::path folder_of(const SweepOptions& options, const SweepPlan& plan);

/// Tells of runs in the folder that cannot be used.
void tell_stale(const study::RunStore& store);

/// Writes the table when no run is missing (or `options` say so anyway) and tells of failures;
/// the exit status of the command.
int close_sweep(const SweepPlan& plan, study::RunStore& store, const SweepOptions& options);

/// Set by the first SIGINT or SIGTERM after heed_stop_signals().
const std::atomic<bool>& stop_flag();
void heed_stop_signals();

/// `chuanzhe check` of a sweep file: how many runs, how long, how much disk.
void print_estimate(const SweepPlan& plan);

}  // namespace chuanzhe::app
