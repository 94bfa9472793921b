#include "app/calibration.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace chuanzhe::app {
namespace {

double weight_of(scenario::Weight weight) {
  constexpr double weights[] = {4, 1, 0.25, 0};
  return weights[static_cast<std::size_t>(weight)];
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Problem problem_of(const scenario::TargetsFile& file, const TargetRuns& runs,
                   const std::vector<std::string>& without) {
  Problem problem;
  std::vector<std::string> wanted;
  for (const scenario::ConstantRow& row : file.constants) {
    if (contains(without, row.path)) continue;
    problem.constants.push_back({row.path, runs.value_of(row.path), row.low, row.high, row.step});
    problem.paths.push_back(row.path);
    wanted.insert(wanted.end(), row.targets.begin(), row.targets.end());
  }
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::TargetRow& row = file.targets[t];
    if (!contains(wanted, row.id)) continue;
    problem.targets.push_back({row.id, row.value, row.tolerance, weight_of(row.weight)});
    problem.places.push_back(t);
  }
  return problem;
}

std::vector<double> figures_at(const std::vector<std::size_t>& places,
                               const std::vector<double>& figures) {
  std::vector<double> chosen;
  for (const std::size_t place : places) chosen.push_back(figures[place]);
  return chosen;
}

std::vector<std::string> provenance(const scenario::TargetsFile& file, const TargetRuns& runs,
                                    const std::string& how) {
  std::vector<std::string> lines = {
      "Written by `chuanzhe calibrate` for the targets " + file.name + "; change those, not this.",
      fmt::format("{}, program {}", how, CHUANZHE_VERSION)};
  for (const auto& [table, digest] : runs.scenario().digests) {
    lines.push_back("data " + table + " " + digest.substr(0, 16));
  }
  return lines;
}

}  // namespace chuanzhe::app
