#include "app/sweep_result.hpp"

#include <cmath>
#include <iostream>

#include "output/sweep_join.hpp"

namespace chuanzhe::app {

output::SweepPoint point_of(const SweepPlan& plan, const study::RunStore& store,
                            std::size_t point) {
  const std::size_t figures = plan.sweep().outputs.size();
  output::SweepPoint runs;
  for (std::int64_t replicate = 0; replicate < plan.sweep().replicates; ++replicate) {
    const std::string key = plan.key_of({point, replicate});
    const study::RunStatus status = store.status(key);
    runs.status.push_back(static_cast<std::uint8_t>(status));
    runs.figures.push_back(status == study::RunStatus::done
                               ? store.read(key).values
                               : std::vector<double>(figures, std::nan("")));
  }
  return runs;
}

namespace {

/// One file over the full result files of all runs, where every point has the same axes.
void join_files(const SweepPlan& plan, const study::RunStore& store) {
  std::vector<std::string> files;
  for (std::size_t point = 0; point < plan.points().size(); ++point) {
    for (std::int64_t replicate = 0; replicate < plan.sweep().replicates; ++replicate) {
      const std::string key = plan.key_of({point, replicate});
      const bool is_there = store.status(key) == study::RunStatus::done;
      files.push_back(is_there ? "files/" + key + ".h5" : std::string());
    }
  }
  if (files.size() > output::most_joined || plan.changes_axes()) {
    std::cerr << "the full files are not joined (more than " << output::most_joined
              << " of them, or points that differ in period or policies); read them one by one\n";
    return;
  }
  const scenario::Scenario& base = plan.sweep().variants->base();
  engine::RunDescription run = engine::describe(base.inputs());
  run.replicates = static_cast<int>(plan.sweep().replicates);
  run.scenario_name = plan.sweep().name;
  run.question = plan.sweep().question;
  run.resolved_yaml = scenario::resolved_yaml(base);
  run.digests = base.digests;
  run.version = CHUANZHE_VERSION;
  output::join_runs(store.folder() / "runs.h5", run, plan.points().size(),
                    static_cast<std::size_t>(plan.sweep().replicates), files);
}

}  // namespace

void write_result(const SweepPlan& plan, const study::RunStore& store) {
  const std::filesystem::path& folder = store.folder();
  const study::FileLock lock(folder / "result.lock", study::FileLock::Wait::yes);
  output::SweepTable table(folder / "sweep.h5", folder / "sweep.csv", plan.describe());
  for (std::size_t point = 0; point < plan.points().size(); ++point) {
    table.add(point_of(plan, store, point));
  }
  table.finish();
  if (plan.sweep().keeps_files) join_files(plan, store);
}

}  // namespace chuanzhe::app
