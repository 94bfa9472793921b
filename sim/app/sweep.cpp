// `chuanzhe sweep`: many runs of one scenario with other values, kept as they finish.
#include <iostream>

#include <fmt/format.h>

#include "app/sweep_command.hpp"

namespace chuanzhe::app {
namespace {

int show_status(const SweepPlan& plan, const std::filesystem::path& folder) {
  study::RunStore store(folder, plan.identity(), study::RunStore::Access::reading);
  std::int64_t done = 0, failed = 0;
  for (std::int64_t number = 0; number < plan.runs(); ++number) {
    const study::RunStatus status = store.status(plan.key_of(plan.run(number)));
    done += status == study::RunStatus::done;
    failed += status == study::RunStatus::failed;
  }
  std::cout << fmt::format("{}: {} of {} runs done, {} failed, {} missing\n", folder.string(), done,
                           plan.runs(), failed, plan.runs() - done - failed)
            << status_lines(folder);
  tell_stale(store);
  return exit_done;
}

/// Hands out the missing runs of this process's share, one after the other.
NextRun one_by_one(const std::vector<std::int64_t>& missing) {
  return [&missing, next = std::size_t{0}]() mutable -> std::optional<std::int64_t> {
    return next < missing.size() ? std::optional(missing[next++]) : std::nullopt;
  };
}

int run_share(const SweepPlan& plan, study::RunStore& store, const SweepOptions& options) {
  const auto missing = missing_runs(plan, store, options.part, options.parts);
  const std::int64_t share =
      (plan.runs() - options.part + options.parts) / options.parts;  // rounded up for early parts
  const auto before = share - static_cast<std::int64_t>(missing.size());
  if (!missing.empty()) {
    Crew crew = choose_crew(plan, static_cast<std::int64_t>(missing.size()), options.side_by_side,
                            options.threads_each);
    crew.shares_months = !options.is_separate;
    const std::string name =
        options.parts > 1 ? fmt::format("{}/{}", options.part, options.parts) : "";
    heed_stop_signals();
    try {
      SweepProgress progress(store.folder(), name, share, before);
      run_all(plan, store, crew, one_by_one(missing), progress, stop_flag());
    } catch (const engine::Interrupted&) {
      std::cerr << "interrupted; finished runs are kept, start the same command to go on\n";
      return exit_interrupted;
    }
  }
  return close_sweep(plan, store, options);
}

}  // namespace

int sweep_command(const Words& words) {
  const SweepOptions options = sweep_options(words, "sweep SWEEP.yaml [OPTIONS]");
  if (options.is_help) return exit_done;
  const SweepPlan plan = plan_of(options);
  const std::filesystem::path folder = folder_of(options, plan);
  if (options.shows_status) return show_status(plan, folder);

  const bool is_share = options.parts > 1;
  study::RunStore store(
      folder, plan.identity(),
      is_share ? study::RunStore::Access::shared : study::RunStore::Access::alone);
  const study::FileLock share_lock(
      folder / (is_share ? fmt::format("share-{}-of-{}.lock", options.part, options.parts)
                         : "share.lock"),
      study::FileLock::Wait::no);
  if (!share_lock.is_held()) {
    throw base::InputError({folder.string()},
                           "another process works on this share; wait for it, or "
                           "take another --shard");
  }
  tell_stale(store);
  if (options.retries) store.forget_failures();
  return run_share(plan, store, options);
}

}  // namespace chuanzhe::app
