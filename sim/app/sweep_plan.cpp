#include "app/sweep_plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "model_digest.hpp"
#include "scenario/tables_reader.hpp"
#include "study/design.hpp"
#include "study/measures.hpp"

namespace chuanzhe::app {
namespace {

using scenario::DesignKind;

constexpr std::int64_t most_runs = 10'000'000;

std::vector<std::vector<double>> as_numbers(const std::vector<std::vector<int>>& rows) {
  std::vector<std::vector<double>> numbers;
  for (const auto& row : rows) numbers.emplace_back(row.begin(), row.end());
  return numbers;
}

/// Unit coordinates become level numbers where a factor has levels.
void choose_levels(const std::vector<scenario::Factor>& factors,
                   std::vector<std::vector<double>>& points) {
  for (auto& point : points) {
    for (std::size_t f = 0; f < factors.size(); ++f) {
      if (factors[f].range) continue;
      const auto n = static_cast<double>(factors[f].levels.size());
      point[f] = std::min(std::floor(point[f] * n), n - 1);
    }
  }
}

std::vector<std::vector<double>> designed(const scenario::Sweep& sweep) {
  const auto size = static_cast<int>(sweep.design.size);
  const auto factors = static_cast<int>(sweep.factors.size());
  const base::Draws draws(base::make_key(static_cast<std::uint64_t>(sweep.design.seed), 0));
  switch (sweep.design.kind) {
    case DesignKind::latin_hypercube:
      return study::latin_hypercube(size, factors, draws);
    case DesignKind::sobol:
      return study::saltelli(size, factors);
    case DesignKind::morris:
      return study::morris(size, factors, static_cast<int>(sweep.design.levels), draws);
    default:
      return {};
  }
}

}  // namespace

std::string code_version() { return fmt::format("{}+{}", CHUANZHE_VERSION, model_digest); }

SweepPlan::SweepPlan(scenario::Sweep sweep) : sweep_(std::move(sweep)) {
  place_points();
  drop_points();
  if (points_.empty()) {
    throw base::InputError(sweep_.design.at, "the constraints drop every point; loosen one");
  }
  if (runs() > most_runs) {
    throw base::InputError(sweep_.design.at,
                           fmt::format("the sweep has {} runs (at most {}); take fewer levels, "
                                       "points or replicates",
                                       runs(), most_runs));
  }
  digest_points();
}

void SweepPlan::place_points() {
  if (sweep_.design.kind == DesignKind::grid) {
    std::vector<int> levels;
    double count = 1;
    for (const auto& factor : sweep_.factors) {
      levels.push_back(static_cast<int>(factor.levels.size()));
      count *= levels.back();
    }
    if (count > static_cast<double>(most_runs)) {
      throw base::InputError(sweep_.design.at, fmt::format("the grid has {:.3g} points (at most "
                                                           "{}); take fewer levels",
                                                           count, most_runs));
    }
    points_ = as_numbers(study::grid(levels));
  } else if (!sweep_.design.rows.empty()) {
    points_ = as_numbers(sweep_.design.rows);
  } else {
    points_ = designed(sweep_);
    choose_levels(sweep_.factors, points_);
  }
}

void SweepPlan::drop_points() {
  const auto breaks_one = [&](const std::vector<double>& point) {
    std::vector<double> values;
    for (std::size_t f = 0; f < point.size(); ++f) {
      values.push_back(level_at(sweep_.factors[f], point[f]).number.value_or(std::nan("")));
    }
    return std::any_of(sweep_.constraints.begin(), sweep_.constraints.end(),
                       [&](const auto& condition) { return !condition.holds(values); });
  };
  if (!sweep_.constraints.empty()) dropped_ = std::erase_if(points_, breaks_one);
}

/// A point that is no legal scenario has a digest of its own: its failure is kept like a run.
void SweepPlan::digest_points() {
  digests_.resize(points_.size());
  base::ThreadPool pool(0);
  pool.for_each(static_cast<int>(points_.size()), [&](int point, int) {
    const RunNumber run{static_cast<std::size_t>(point), 0};
    try {
      digests_[run.point] = scenario::digest_of(scenario_of(run, 1));
    } catch (const base::InputError& error) {
      digests_[run.point] = scenario::sha256(label_of(run) + error.what());
    }
  });
}

bool SweepPlan::changes_axes() const {
  return std::any_of(sweep_.factors.begin(), sweep_.factors.end(), [](const auto& factor) {
    return factor.is_overlay() || factor.path == "run.start" || factor.path == "run.end";
  });
}

RunNumber SweepPlan::run(std::int64_t number) const {
  const auto n = static_cast<std::int64_t>(points_.size());
  return {static_cast<std::size_t>(number % n), number / n};
}

scenario::Scenario SweepPlan::scenario_of(RunNumber run, std::int64_t threads) const {
  std::vector<const scenario::Node*> overlays;
  std::vector<scenario::Setting> settings;
  for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
    const scenario::Factor& factor = sweep_.factors[f];
    const double coordinate = points_[run.point][f];
    if (factor.is_overlay()) {
      overlays.push_back(&factor.levels.at(static_cast<std::size_t>(coordinate)).value);
    } else {
      settings.push_back({factor.path, level_at(factor, coordinate).value, factor.path_at});
    }
  }
  scenario::Scenario scenario = sweep_.variants->make(overlays, settings);
  scenario.run.replicates = 1;
  scenario.run.first_replicate = run.replicate;
  scenario.run.threads = threads;
  return scenario;
}

std::string SweepPlan::key_of(RunNumber run) const {
  return scenario::sha256(
             fmt::format("{}\n{}\n{}", digests_[run.point], code_version(), run.replicate))
      .substr(0, 32);
}

std::string SweepPlan::label_of(RunNumber run) const {
  std::string label;
  for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
    const scenario::Factor& factor = sweep_.factors[f];
    label += fmt::format("{}={} ", factor.name, level_at(factor, points_[run.point][f]).label);
  }
  return label + fmt::format("replicate {}", run.replicate);
}

study::StoreIdentity SweepPlan::identity() const {
  std::string tables;
  for (const auto& [name, digest] : sweep_.variants->base().digests) tables += name + digest;
  study::StoreIdentity identity{code_version(), scenario::sha256(tables).substr(0, 16), {}};
  for (const auto& output : sweep_.outputs) identity.outputs.push_back(output.request);
  return identity;
}

std::vector<output::SweepFigure> figures_of(const scenario::Sweep& sweep) {
  std::vector<output::SweepFigure> figures;
  std::vector<base::Problem> problems;
  const engine::RunDescription description = engine::describe(sweep.variants->base().inputs());
  for (const auto& output : sweep.outputs) {
    try {
      study::Measures measures({output.request});
      measures.begin(description);
      const study::MeasureInfo& info = measures.infos().front();
      figures.push_back({output.name, output.request, info.unit, info.long_name});
    } catch (const base::InputError& error) {
      for (const base::Problem& problem : error.problems()) {
        problems.push_back({output.at, problem.text});
      }
    }
  }
  if (!problems.empty()) throw base::InputError(std::move(problems));
  return figures;
}

output::SweepDescription SweepPlan::describe() const {
  const scenario::Scenario& base = sweep_.variants->base();
  output::SweepDescription description;
  description.name = sweep_.name;
  description.question = sweep_.question;
  description.sweep_yaml = sweep_.text;
  description.base_yaml = scenario::resolved_yaml(base);
  description.design = scenario::design_words[static_cast<int>(sweep_.design.kind)];
  description.version = CHUANZHE_VERSION;
  description.code = code_version();
  description.digests = base.digests;
  description.seed = base.run.seed;
  description.points = points_.size();
  description.replicates = static_cast<std::size_t>(sweep_.replicates);
  description.figures = figures_of(sweep_);
  description.status_words.assign(std::begin(study::run_status_words),
                                  std::end(study::run_status_words));
  for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
    const scenario::Factor& factor = sweep_.factors[f];
    const auto grade = base::grade_words[static_cast<std::size_t>(factor.grade)];
    output::SweepFactor column{factor.name,        factor.path, factor.unit, factor.meaning,
                               std::string(grade), {},          {}};
    for (const auto& point : points_) {
      const scenario::Level level = level_at(factor, point[f]);
      if (factor.is_numeric()) {
        column.numbers.push_back(*level.number);
      } else {
        column.words.push_back(level.label);
      }
    }
    description.factors.push_back(std::move(column));
  }
  return description;
}

}  // namespace chuanzhe::app
