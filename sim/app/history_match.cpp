#include "app/history_match.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <limits>

#include <fmt/format.h>

#include "app/calibrated_file.hpp"
#include "app/progress.hpp"
#include "app/set_behaviour.hpp"
#include "app/sweep_plan.hpp"
#include "base/parallel.hpp"
#include "scenario/tables_reader.hpp"
#include "study/interval.hpp"

namespace chuanzhe::app {
namespace {

constexpr int batch = 50;          ///< points that start from what the points before have found
constexpr int chance_seeds = 8;    ///< runs that tell what chance does to the figures
constexpr int candidates = 20000;  ///< points at which emulators are asked for the room left
constexpr double far_off = 15;     ///< more implausible points are left out of the emulators
constexpr double stable_room = 0.02;
constexpr std::uint64_t seed = 8;            ///< of the hypercubes, one by wave
constexpr std::uint32_t room_design = 1000;  ///< and one at which the room left is looked at

std::vector<std::string> paths_of(const std::vector<scenario::RangeRow>& rows) {
  std::vector<std::string> paths;
  for (const scenario::RangeRow& row : rows) paths.push_back(row.path);
  return paths;
}

/// A tolerance counts as three standard deviations of what the observation may be off.
double observation_variance(const scenario::TargetRow& target) {
  const double deviation = target.tolerance * target.value / 3;
  return deviation * deviation;
}

study::RunRecord record_of(const std::string& key, const std::string& label,
                           const MatchedPoint& point) {
  study::RunRecord record;
  record.key = key;
  record.label = label;
  record.values = point.fitted;
  record.values.insert(record.values.end(), point.figures.begin(), point.figures.end());
  return record;
}

}  // namespace

HistoryMatch::HistoryMatch(const scenario::TargetsFile& file, const TargetRuns& runs,
                           const RunSize& size, MatchSettings settings)
    : file_(file),
      runs_(runs),
      size_(size),
      settings_(std::move(settings)),
      unidentified_(paths_of(file.unidentified)),
      problem_(problem_of(file, runs, unidentified_)),
      store_(settings_.store, identity(), study::RunStore::Access::alone) {
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::Weight weight = file.targets[t].weight;
    if (weight == scenario::Weight::high || weight == scenario::Weight::medium) {
      observed_.push_back(t);
    }
  }
}

void HistoryMatch::run() {
  measure_chance();
  find_slopes();
  for (int wave = 0; wave < settings_.waves; ++wave) {
    const auto number = static_cast<std::uint32_t>(wave);
    auto units = next_units(number);
    if (units.empty()) break;
    waves_.push_back({std::move(units), {}, 1});
    simulate(number);
    waves_.back().room = room();
    if (is_stable()) break;
  }
}

/// Variance of the figures from seed to seed at the fit, beside that of the observations.
void HistoryMatch::measure_chance() {
  study::Figures figures(chance_seeds);
  base::ThreadPool pool(size_.threads);
  pool.for_each(chance_seeds, [&](int number, int) {
    figures[static_cast<std::size_t>(number)] =
        runs_.figures(runs_.model(), number, TargetRuns::Elasticities::yes);
  });
  for (const std::size_t t : observed_) {
    std::vector<double> values;
    for (const auto& row : figures) values.push_back(row[t]);
    observations_.push_back({file_.targets[t].value, observation_variance(file_.targets[t]) +
                                                         study::moments_of(values).variance});
  }
}

/// What the constants move at the fit: one run each, side by side.
void HistoryMatch::find_slopes() {
  const study::Simulate simulate = [&](const study::Figures& points) {
    study::Figures fitted(points.size());
    base::ThreadPool pool(size_.threads);
    pool.for_each(static_cast<int>(points.size()), [&](int number, int) {
      const auto p = static_cast<std::size_t>(number);
      behaviour::Parameters model = runs_.model();
      for (std::size_t i = 0; i < problem_.paths.size(); ++i) {
        scenario::set_constant(model, {problem_.paths[i], points[p][i]});
      }
      fitted[p] =
          figures_at(problem_.places, runs_.figures(model, 0, TargetRuns::Elasticities::no));
    });
    return fitted;
  };
  study::FitSettings only_look;
  only_look.rounds = 0;
  slopes_ = study::fit(problem_.constants, problem_.targets, simulate, only_look).jacobian;
}

std::vector<study::UnitPoint> HistoryMatch::next_units(std::uint32_t wave) const {
  const int factors = static_cast<int>(unidentified_.size());
  const base::Draws draws(base::make_key(seed, wave));
  if (emulators_.empty()) return study::latin_hypercube(settings_.points, factors, draws);
  std::vector<study::UnitPoint> left;
  for (study::UnitPoint& unit : study::latin_hypercube(candidates, factors, draws)) {
    if (study::implausibility(emulators_, unit, observations_) > settings_.cut) continue;
    left.push_back(std::move(unit));
    if (static_cast<int>(left.size()) == settings_.points) break;
  }
  return left;
}

void HistoryMatch::simulate(std::uint32_t wave) {
  const std::size_t count = waves_.back().units.size();
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t first = 0; first < count; first += batch) {
    learn_starts();
    simulate_batch(wave, first, std::min(first + batch, count));
    const auto& points = waves_.back().points;
    const auto left = std::count_if(points.begin(), points.end(), [&](const MatchedPoint& point) {
      return point.implausibility <= settings_.cut;
    });
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::cerr << fmt::format("wave {}: {} of {} points, {} not ruled out, {:.0f} s\n", wave + 1,
                             points.size(), count, left, seconds);
  }
  std::vector<study::UnitPoint> units;
  std::vector<std::vector<double>> figures(observed_.size());
  for (const Wave& done : waves_) {
    for (std::size_t i = 0; i < done.points.size(); ++i) {
      if (done.points[i].implausibility > far_off) continue;
      units.push_back(done.units[i]);
      for (std::size_t k = 0; k < observed_.size(); ++k) {
        figures[k].push_back(done.points[i].figures[observed_[k]]);
      }
    }
  }
  emulators_.clear();
  if (units.size() <= unidentified_.size() + 1) return;
  for (const auto& column : figures) emulators_.emplace_back(units, column);
}

void HistoryMatch::simulate_batch(std::uint32_t wave, std::size_t first, std::size_t last) {
  Wave& now = waves_.back();
  now.points.resize(last);
  base::ThreadPool pool(size_.threads);
  pool.for_each(static_cast<int>(last - first), [&](int number, int) {
    if (is_stop_asked()) return;
    const std::size_t p = first + static_cast<std::size_t>(number);
    const std::string key = key_of(wave, p);
    MatchedPoint& point = now.points[p];
    if (store_.status(key) == study::RunStatus::done) {
      const std::vector<double> values = store_.read(key).values;
      const auto split = values.begin() + static_cast<std::ptrdiff_t>(problem_.paths.size());
      point.fitted.assign(values.begin(), split);
      point.figures.assign(split, values.end());
    } else {
      point = match(now.units[p], start_at(now.units[p]));
      store_.add(record_of(key, fmt::format("wave {} point {}", wave + 1, p + 1), point));
    }
    point.unidentified = values_at(now.units[p]);
    point.implausibility = implausibility_of(point.figures);
  });
  if (is_stop_asked()) throw engine::Interrupted{};
}

/// Fits the other constants at a point and simulates it, elasticities as well.
MatchedPoint HistoryMatch::match(const study::UnitPoint& unit,
                                 const std::vector<double>& start) const {
  behaviour::Parameters model = runs_.model();
  const std::vector<double> values = values_at(unit);
  for (std::size_t i = 0; i < unidentified_.size(); ++i) {
    scenario::set_constant(model, {unidentified_[i], values[i]});
  }
  const auto put = [&](const std::vector<double>& constants) {
    for (std::size_t i = 0; i < problem_.paths.size(); ++i) {
      scenario::set_constant(model, {problem_.paths[i], constants[i]});
    }
  };
  std::vector<study::FitConstant> constants = problem_.constants;
  for (std::size_t i = 0; i < constants.size(); ++i) constants[i].start = start[i];
  study::FitSettings settings;
  settings.rounds = 5;
  settings.closeness = 0.3;
  settings.slopes = slopes_;
  MatchedPoint point;
  point.fitted = start;
  try {
    const study::Simulate simulate = [&](const study::Figures& points) {
      put(points.front());
      return study::Figures{
          figures_at(problem_.places, runs_.figures(model, 0, TargetRuns::Elasticities::no))};
    };
    point.fitted = study::fit(constants, problem_.targets, simulate, settings).constants;
  } catch (const base::RunError&) {
    // A figure is not defined there (0 / 0): the point is ruled out.
  }
  for (double& constant : point.fitted) constant = rounded(constant);
  put(point.fitted);
  // Elasticities need two long runs: not where the other figures rule the point out by far.
  point.figures = runs_.figures(model, 0, TargetRuns::Elasticities::no);
  if (implausibility_of(point.figures, Told::by_one_run) <= 1.5 * settings_.cut) {
    point.figures = runs_.figures(model, 0, TargetRuns::Elasticities::yes);
  }
  return point;
}

/// Where the fit of a point begins: what the points so far say, or the fit of stage 1.
std::vector<double> HistoryMatch::start_at(const study::UnitPoint& unit) const {
  std::vector<double> start;
  for (std::size_t i = 0; i < problem_.constants.size(); ++i) {
    const study::FitConstant& constant = problem_.constants[i];
    const double guess = starts_.empty() ? constant.start : starts_[i].mean(unit);
    start.push_back(std::clamp(guess, constant.low, constant.high));
  }
  return start;
}

void HistoryMatch::learn_starts() {
  std::vector<study::UnitPoint> units;
  std::vector<std::vector<double>> fitted(problem_.constants.size());
  for (const Wave& wave : waves_) {
    for (std::size_t i = 0; i < wave.points.size(); ++i) {
      const MatchedPoint& point = wave.points[i];
      if (implausibility_of(point.figures, Told::by_one_run) > far_off) continue;
      units.push_back(wave.units[i]);
      for (std::size_t c = 0; c < fitted.size(); ++c) {
        fitted[c].push_back(point.fitted[c]);
      }
    }
  }
  starts_.clear();
  if (units.size() < 2 * (unidentified_.size() + 1)) return;
  for (const auto& column : fitted) starts_.emplace_back(units, column);
}

double HistoryMatch::room() const {
  if (emulators_.empty()) return 0;
  const auto units = study::latin_hypercube(candidates, static_cast<int>(unidentified_.size()),
                                            base::Draws(base::make_key(seed, room_design)));
  const auto left = std::count_if(units.begin(), units.end(), [&](const study::UnitPoint& unit) {
    return study::implausibility(emulators_, unit, observations_) <= settings_.cut;
  });
  return static_cast<double>(left) / candidates;
}

bool HistoryMatch::is_stable() const {
  if (waves_.size() < 3) return false;
  const double before = waves_[waves_.size() - 2].room, now = waves_.back().room;
  return std::fabs(now - before) < stable_room;
}

double HistoryMatch::implausibility_of(const std::vector<double>& figures, Told told) const {
  double worst = 0;
  for (std::size_t k = 0; k < observed_.size(); ++k) {
    if (told == Told::by_one_run && file_.targets[observed_[k]].elasticity) continue;
    worst = std::max(worst,
                     study::implausibility(std::vector{figures[observed_[k]]}, {observations_[k]}));
  }
  return worst;
}

std::vector<double> HistoryMatch::values_at(const study::UnitPoint& unit) const {
  std::vector<double> values;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const scenario::RangeRow& row = file_.unidentified[i];
    values.push_back(rounded(row.low + unit[i] * (row.high - row.low)));
  }
  return values;
}

std::string HistoryMatch::key_of(std::uint32_t wave, std::size_t point) const {
  std::string text =
      fmt::format("{}\n{}\n{} {} {} {}\n", scenario::digest_of(runs_.scenario()), code_version(),
                  size_.persons_per_agent, settings_.points, wave, point);
  for (const auto& row : file_.targets) {
    text += fmt::format("{} {} {} {}\n", row.id, row.measure, row.value, row.tolerance);
  }
  for (const auto& row : file_.constants)
    text += fmt::format("{} {} {}\n", row.path, row.low, row.high);
  for (const auto& row : file_.unidentified) {
    text += fmt::format("{} {} {}\n", row.path, row.low, row.high);
  }
  return scenario::sha256(text).substr(0, 32);
}

study::StoreIdentity HistoryMatch::identity() const {
  std::string tables;
  for (const auto& [name, digest] : runs_.scenario().digests) tables += name + digest;
  study::StoreIdentity identity{code_version(), scenario::sha256(tables).substr(0, 16), {}};
  identity.outputs = problem_.paths;
  for (const auto& row : file_.targets) identity.outputs.push_back(row.id);
  return identity;
}

scenario::ConstantSet HistoryMatch::set() const {
  scenario::ConstantSet set;
  set.name = file_.name + "_set";
  set.constants = unidentified_;
  set.constants.insert(set.constants.end(), problem_.paths.begin(), problem_.paths.end());
  set.given = scenario::constants_of(runs_.model(), set.constants);
  set.data = runs_.scenario().digests;
  set.policy_values = file_.policy_values;
  for (const MatchedPoint& point : waves_.back().points) {
    if (point.implausibility > settings_.cut) continue;
    set.draws.push_back(point.unidentified);
    set.draws.back().insert(set.draws.back().end(), point.fitted.begin(), point.fitted.end());
  }
  if (set.draws.empty()) {
    throw base::RunError(
        "no point is left: the targets rule out the whole of the ranges (see the tables for which "
        "target does); widen ranges or tolerances");
  }
  set.about = provenance(
      file_, runs_,
      fmt::format("history matching, {} waves of {} points, {} persons per "
                  "agent, implausibility up to {:g}",
                  waves_.size(), settings_.points, size_.persons_per_agent, settings_.cut));
  set.about[0] += " A draw is a line of `draws`.";
  set.behaviour = behaviour_of(set, runs_.scenario());
  return set;
}

}  // namespace chuanzhe::app
