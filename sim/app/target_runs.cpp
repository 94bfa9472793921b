#include "app/target_runs.hpp"

#include <cmath>

#include <fmt/format.h>

#include "app/target_table.hpp"
#include "base/parallel.hpp"
#include "study/target_figures.hpp"

namespace chuanzhe::app {
namespace {

/// Last month that the targets ask for.
base::Month last_month(const scenario::TargetsFile& file, const std::vector<std::size_t>& targets) {
  std::optional<base::Month> last;
  for (const std::size_t t : targets) {
    const scenario::TargetRow& target = file.targets[t];
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
  all.push_back("run.end=" + base::to_string(last_month(file, targets_of_one_run(file))));
  all.push_back(fmt::format("run.persons_per_agent={}", size.persons_per_agent));
  all.push_back("run.replicates=1");
  all.push_back("run.threads=1");
  return scenario::load(file.scenario, all);
}

}  // namespace

TargetRuns::TargetRuns(const scenario::TargetsFile& file, const RunSize& size,
                       const std::vector<std::string>& overrides)
    : file_(file), size_(size), scenario_(load_until(file, size, overrides)) {
  if (!scenario_.policies.empty()) {
    throw base::InputError(
        {file.scenario.string(), 0, 0},
        "the scenario has policies (constants are fitted to the world without them, and policy "
        "runs take them from there); calibrate the baseline and let the policy run extend it");
  }
  worlds_ = plan_worlds();
  check_measures(file, engine::describe(scenario_.inputs()));
}

std::vector<TargetRuns::World> TargetRuns::plan_worlds() const {
  std::vector<World> worlds(1);
  worlds[0].targets = targets_of_one_run(file_);
  for (std::size_t t = 0; t < file_.targets.size(); ++t) {
    const auto& elasticity = file_.targets[t].elasticity;
    if (!elasticity) continue;
    worlds.push_back({elasticity->given, elasticity->to, 1, {t}, {}, {}});
    worlds.push_back({elasticity->given, elasticity->to, elasticity->factor, {t}, {}, {}});
  }
  for (World& world : worlds) {
    world.requests = requests_of(file_, world.targets);
    world.end = last_month(file_, world.targets);
  }
  return worlds;
}

std::vector<double> TargetRuns::run_once(behaviour::Parameters model, const World& world,
                                         int seed) const {
  for (const scenario::ConstantValue& setting : world.given) scenario::set_constant(model, setting);
  if (!world.scaled.empty()) *scenario::find_constant(model, world.scaled) *= world.factor;
  study::TargetFigures measures(world.requests);
  engine::RunInputs inputs = scenario_.inputs();
  engine::RunInputs own = {inputs.tables, model, inputs.policies, inputs.settings, 0};
  own.settings.seed += seed;
  own.settings.end = world.end;
  measures.begin(engine::describe(own));
  engine::run(own, &measures);
  measures.finish();
  return measures.values().front();
}

/// `by_world` holds the figures that each world gives of its targets.
double TargetRuns::figure_of(std::size_t target, const study::Figures& by_world) const {
  for (std::size_t w = 0; w < worlds_.size(); ++w) {
    const auto& targets = worlds_[w].targets;
    const auto place = std::find(targets.begin(), targets.end(), target);
    if (place == targets.end()) continue;
    const double figure = by_world[w][static_cast<std::size_t>(place - targets.begin())];
    if (worlds_[w].scaled.empty()) return figure;
    return std::log(by_world[w + 1].front() / figure) / std::log(worlds_[w + 1].factor);
  }
  return std::nan("");
}

study::Figures TargetRuns::simulate(const std::vector<std::string>& paths,
                                    const study::Figures& points) const {
  const auto seeds = static_cast<std::size_t>(size_.seeds);
  const std::size_t worlds = worlds_.size();
  study::Figures by_run(points.size() * seeds * worlds);
  base::ThreadPool pool(size_.threads);
  pool.for_each(static_cast<int>(by_run.size()), [&](int run, int) {
    const auto number = static_cast<std::size_t>(run);
    behaviour::Parameters model = scenario_.model;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      *scenario::find_constant(model, paths[i]) = points[number / worlds / seeds][i];
    }
    by_run[number] =
        run_once(model, worlds_[number % worlds], static_cast<int>(number / worlds % seeds));
  });
  study::Figures means(points.size(), std::vector<double>(file_.targets.size()));
  for (std::size_t run = 0; run < by_run.size(); run += worlds) {
    const auto first = by_run.begin() + static_cast<std::ptrdiff_t>(run);
    const study::Figures by_world(first, first + static_cast<std::ptrdiff_t>(worlds));
    for (std::size_t t = 0; t < file_.targets.size(); ++t) {
      means[run / worlds / seeds][t] += figure_of(t, by_world) / static_cast<double>(seeds);
    }
  }
  return means;
}

double TargetRuns::value_of(const std::string& path) const {
  behaviour::Parameters model = scenario_.model;
  return *scenario::find_constant(model, path);
}

}  // namespace chuanzhe::app
