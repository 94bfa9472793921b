#include "scenario/policy_doubt.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "scenario/csv.hpp"

namespace chuanzhe::scenario {
namespace {

constexpr const char* take_up = "take_up";
const double default_take_up = policy::Scope{}.take_up;

/// The value that lever and field have when a scenario does not set them; none for other words.
std::optional<double> default_of(const std::string& lever_name, const std::string& key) {
  if (key == take_up) return default_take_up;
  for (const policy::MakeLever make : policy::lever_list()) {
    const auto lever = make();
    if (lever->info().name != lever_name) continue;
    for (const base::FieldRef& field : lever->fields()) {
      auto* const* number = std::get_if<double*>(&field.target);
      if (field.key == key && number != nullptr) return **number;
    }
  }
  return std::nullopt;
}

/// The two numbers of "[low, high]".
std::optional<std::pair<double, double>> parse_range(const std::string& text) {
  const auto comma = text.find(", ");
  double low = 0, high = 0;
  if (comma == std::string::npos || !parse_number(text.substr(1, comma - 1), low) ||
      !parse_number(text.substr(comma + 2, text.size() - comma - 3), high)) {
    return std::nullopt;
  }
  return std::pair{low, high};
}

const Resolved* find_resolved(const Scenario& scenario, const std::string& path) {
  const auto row = std::find_if(scenario.resolved.begin(), scenario.resolved.end(),
                                [&](const Resolved& r) { return r.path == path; });
  return row == scenario.resolved.end() ? nullptr : &*row;
}

}  // namespace

std::vector<std::string> policy_value_paths() {
  std::vector<std::string> paths = {take_up};
  for (const policy::MakeLever make : policy::lever_list()) {
    const auto lever = make();
    for (const base::FieldRef& field : lever->fields()) {
      if (!std::holds_alternative<double*>(field.target)) continue;
      paths.push_back(fmt::format("{}.{}", lever->info().name, field.key));
    }
  }
  return paths;
}

std::vector<DrawnValue> drawn_values(const Scenario& scenario, const std::vector<RangeRow>& rows) {
  std::vector<DrawnValue> drawn;
  for (const policy::Policy& policy : scenario.policies) {
    const std::string lever(policy.lever->info().name);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::string key = rows[r].path.substr(rows[r].path.find('.') + 1);
      if (rows[r].path != key && rows[r].path != lever + "." + key) continue;
      const Resolved* value =
          find_resolved(scenario, fmt::format("policies.{}.{}", policy.id, key));
      if (value == nullptr || value->grade != "assumption") continue;
      double number = 0;
      const auto own = parse_range(value->range);
      if (own) {
        drawn.push_back({value->path, r, own->first, own->second});
      } else if (parse_number(value->value, number) && number != 0 &&
                 number == default_of(lever, key)) {
        drawn.push_back({value->path, r, rows[r].low, rows[r].high});
      }
    }
  }
  return drawn;
}

std::vector<std::string> drawn_overrides(const std::vector<DrawnValue>& values,
                                         const std::vector<double>& shares) {
  std::vector<std::string> overrides;
  for (const DrawnValue& value : values) {
    overrides.push_back(fmt::format("{}={:.6g}", value.path,
                                    value.low + shares[value.row] * (value.high - value.low)));
  }
  return overrides;
}

}  // namespace chuanzhe::scenario
