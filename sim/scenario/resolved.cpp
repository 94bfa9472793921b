// The resolved scenario told back: as a file, and value by value.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/scenario.hpp"

namespace chuanzhe::scenario {
namespace {

std::string after(const std::string& path, const std::string& prefix) {
  return path.substr(prefix.size());
}

std::string line(const Resolved& row, const std::string& key) {
  const bool number =
      !row.unit.empty() && row.value.find_first_of("{[") == std::string::npos && row.value != "all";
  if (!number || row.source.empty()) {
    return fmt::format("{}: {}\n", key, row.value);
  }
  std::string text = fmt::format("{}: {{value: {}, source: {}", key, row.value, quote(row.source));
  if (!row.grade.empty()) text += ", grade: " + row.grade;
  if (!row.range.empty()) text += ", range: " + row.range;
  return text + "}\n";
}

/// What never changes a result is no part of it.
bool is_of_the_machine(const std::string& path) {
  return path == "run.threads" || path == "run.checkpoint";
}

std::string section(const Scenario& scenario, const std::string& name) {
  std::string text = name + ":\n";
  for (const Resolved& row : scenario.resolved) {
    if (!row.path.starts_with(name + ".") || is_of_the_machine(row.path)) continue;
    const bool month = row.path == "run.start" || row.path == "run.end";
    text += "  " + (month || name == "run" || name == "output"
                        ? fmt::format("{}: {}\n", after(row.path, name + "."), row.value)
                        : line(row, after(row.path, name + ".")));
  }
  return text;
}

std::string policy_text(const Scenario& scenario, const policy::Policy& policy) {
  const std::string prefix = "policies." + policy.id + ".";
  std::string text = "  - id: " + policy.id + "\n";
  for (const Resolved& row : scenario.resolved) {
    if (row.path.starts_with(prefix)) text += "    " + line(row, after(row.path, prefix));
  }
  return text;
}

}  // namespace

std::string resolved_yaml(const Scenario& scenario) {
  std::string text =
      fmt::format("name: {}\nquestion: {}\n", scenario.name, quote(scenario.question));
  if (!scenario.source.empty()) text += "source: " + quote(scenario.source) + "\n";
  text += "data:\n  folder: " +
          quote(std::filesystem::weakly_canonical(scenario.data_folder).filename().string()) + "\n";
  for (const char* name : {"run", "model", "output"}) text += section(scenario, name);
  text += scenario.policies.empty() ? "policies: []\n" : "policies:\n";
  for (const policy::Policy& policy : scenario.policies) text += policy_text(scenario, policy);
  return text;
}

std::string explain(const Scenario& scenario, const std::string& path) {
  std::vector<std::string> paths;
  for (const Resolved& row : scenario.resolved) {
    if (row.path == path) {
      return fmt::format("{} = {}{}\n  meaning: {}\n  set by:  {}\n  source:  {}{}\n{}", row.path,
                         row.value, row.unit.empty() ? "" : " " + row.unit, row.meaning, row.origin,
                         row.source.empty() ? "none given" : row.source,
                         row.grade.empty() ? "" : " (" + row.grade + ")",
                         row.range.empty() ? "" : "  range:   " + row.range + "\n");
    }
    paths.push_back(row.path);
  }
  const std::string near = base::nearest(path, paths);
  throw base::InputError({}, fmt::format("there is no value '{}'; {}", path,
                                         near.empty() ? "see check --resolved for all of them"
                                                      : "did you mean '" + near + "'?"));
}

}  // namespace chuanzhe::scenario
