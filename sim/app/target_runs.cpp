#include "app/target_runs.hpp"

#include <fmt/format.h>

#include "app/target_table.hpp"
#include "base/parallel.hpp"
#include "study/target_figures.hpp"

namespace chuanzhe::app {
namespace {

base::Month last_month(const scenario::TargetsFile& file) {
  std::optional<base::Month> last;
  for (const scenario::TargetRow& target : file.targets) {
    try {
      const auto period = study::figure_period(target.measure);
      if (period) last = std::max(last.value_or(period->to), period->to);
    } catch (const base::InputError& error) {
      throw base::InputError(target.measure_at,
                             "target " + target.id + ": " + error.problems().front().text);
    }
  }
  return last.value_or(base::Month(2021, 12));
}

scenario::Scenario load_until(const scenario::TargetsFile& file, const RunSize& size,
                              const std::vector<std::string>& overrides) {
  std::vector<std::string> all = overrides;
  all.push_back("run.end=" + base::to_string(last_month(file)));
  all.push_back(fmt::format("run.persons_per_agent={}", size.persons_per_agent));
  all.push_back("run.replicates=1");
  all.push_back("run.threads=1");
  return scenario::load(file.scenario, all);
}

}  // namespace

TargetRuns::TargetRuns(const scenario::TargetsFile& file, const RunSize& size,
                       const std::vector<std::string>& overrides)
    : size_(size), scenario_(load_until(file, size, overrides)), requests_(requests_of(file)) {
  if (!scenario_.policies.empty()) {
    throw base::InputError(
        {file.scenario.string(), 0, 0},
        "the scenario has policies (constants are fitted to the world without them, and policy "
        "runs take them from there); calibrate the baseline and let the policy run extend it");
  }
  check_measures(file, engine::describe(scenario_.inputs()));
}

std::vector<double> TargetRuns::run_once(const behaviour::Parameters& model, int seed) const {
  study::TargetFigures measures(requests_);
  engine::RunInputs inputs = scenario_.inputs();
  engine::RunInputs own = {inputs.tables, model, inputs.policies, inputs.settings, 0};
  own.settings.seed += seed;
  measures.begin(engine::describe(own));
  engine::run(own, &measures);
  measures.finish();
  return measures.values().front();
}

study::Figures TargetRuns::simulate(const std::vector<std::string>& paths,
                                    const study::Figures& points) const {
  const auto seeds = static_cast<std::size_t>(size_.seeds);
  study::Figures by_run(points.size() * seeds);
  base::ThreadPool pool(size_.threads);
  pool.for_each(static_cast<int>(by_run.size()), [&](int run, int) {
    const auto number = static_cast<std::size_t>(run);
    behaviour::Parameters model = scenario_.model;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      *scenario::find_constant(model, paths[i]) = points[number / seeds][i];
    }
    by_run[number] = run_once(model, static_cast<int>(number % seeds));
  });
  study::Figures means(points.size(), std::vector<double>(requests_.size()));
  for (std::size_t run = 0; run < by_run.size(); ++run) {
    for (std::size_t t = 0; t < requests_.size(); ++t) {
      means[run / seeds][t] += by_run[run][t] / static_cast<double>(seeds);
    }
  }
  return means;
}

double TargetRuns::value_of(const std::string& path) const {
  behaviour::Parameters model = scenario_.model;
  return *scenario::find_constant(model, path);
}

}  // namespace chuanzhe::app
