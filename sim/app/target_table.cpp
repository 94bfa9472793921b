#include "app/target_table.hpp"

#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "study/target_figures.hpp"

namespace chuanzhe::app {
namespace {

std::string_view word_of(scenario::Weight weight) {
  return scenario::weight_words[static_cast<std::size_t>(weight)];
}

std::string in_words(const scenario::TargetRow& target, double simulated) {
  if (!std::isfinite(simulated)) {
    return target.elasticity ? "told by `calibrate`, of two runs" : "not defined here";
  }
  return is_met(target, simulated) ? "yes" : "NO";
}

std::string number(double value) {
  if (!std::isfinite(value)) return "-";
  return fmt::format("{:.{}f}", value, std::fabs(value) < 1000 ? 2 : 0);
}

std::string per_cent(double share) {
  return std::isfinite(share) ? fmt::format("{:+.1f}%", 100 * share) : "-";
}

}  // namespace

double error_of(const scenario::TargetRow& target, double simulated) {
  return simulated / target.value - 1;
}

bool is_met(const scenario::TargetRow& target, double simulated) {
  return std::fabs(error_of(target, simulated)) <= target.tolerance;
}

void print_targets(const scenario::TargetsFile& file, const std::vector<double>& simulated) {
  std::cout << fmt::format("{:<14}{:<64}{:>12}{:>12}{:>8}{:>8}  {:<7} within\n", "", "target",
                           "value", "simulated", "error", "allowed", "weight");
  int wanted = 0, met = 0;
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::TargetRow& target = file.targets[t];
    std::cout << fmt::format("{:<14}{:<64.63}{:>12}{:>12}{:>8}{:>8}  {:<7} {}\n", target.id,
                             target.what, number(target.value), number(simulated[t]),
                             per_cent(error_of(target, simulated[t])),
                             fmt::format("{:.0f}%", 100 * target.tolerance), word_of(target.weight),
                             in_words(target, simulated[t]));
    if (target.weight != scenario::Weight::high && target.weight != scenario::Weight::medium) {
      continue;
    }
    if (target.elasticity && !std::isfinite(simulated[t])) continue;
    ++wanted;
    met += is_met(target, simulated[t]) ? 1 : 0;
  }
  std::cout << fmt::format("{} of {} targets of high and medium weight are met\n", met, wanted);
}

std::vector<std::size_t> targets_of_one_run(const scenario::TargetsFile& file) {
  std::vector<std::size_t> targets;
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    if (!file.targets[t].elasticity) targets.push_back(t);
  }
  return targets;
}

std::vector<std::string> requests_of(const scenario::TargetsFile& file,
                                     const std::vector<std::size_t>& targets) {
  std::vector<std::string> requests;
  for (const std::size_t t : targets) requests.push_back(file.targets[t].measure);
  return requests;
}

void check_measures(const scenario::TargetsFile& file, const engine::RunDescription& run) {
  std::vector<base::Problem> problems;
  for (const scenario::TargetRow& target : file.targets) {
    try {
      if (!target.elasticity) study::TargetFigures({target.measure}).begin(run);
    } catch (const base::InputError& error) {
      for (const base::Problem& problem : error.problems()) {
        problems.push_back({target.measure_at, "target " + target.id + ": " + problem.text});
      }
    }
  }
  if (!problems.empty()) throw base::InputError(std::move(problems));
}

}  // namespace chuanzhe::app
