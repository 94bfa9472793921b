// What a policy does to people that no target tells, because no baseline has policies: how many
// claim, what information is worth, how many posts are new. A set of draws names such values and
// their ranges; `compare --over` draws them with the constants (docs/validation.md).
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/targets_file.hpp"

namespace chuanzhe::scenario {

/// Every value that such a row can name: "take_up", of all policies, and "lever.field".
std::vector<std::string> policy_value_paths();

/// A value of a scenario that is drawn.
struct DrawnValue {
  std::string path;  ///< e.g. "policies.rent.take_up"
  std::size_t row = 0;
  double low = 0, high = 0;
};

/// The values that the rows name in this scenario: those left at their default, over the range of
/// the row; those that the scenario assumes with a range, over that one. What it sets otherwise is
/// known and stays; so does a default of 0, which switches an effect off.
std::vector<DrawnValue> drawn_values(const Scenario& scenario, const std::vector<RangeRow>& rows);

/// Overrides that set the drawn values; `shares[row]` says how far up its range each one stands.
std::vector<std::string> drawn_overrides(const std::vector<DrawnValue>& values,
                                         const std::vector<double>& shares);

}  // namespace chuanzhe::scenario
