#include "study/tables/difference_rows.hpp"

#include <cmath>

#include <fmt/format.h>

namespace chuanzhe::study {

int digits_of(const std::string& unit) {
  return unit == "persons" || unit == "CNY" || unit == "person-months" || unit == "month-persons"
             ? 0
             : 2;
}

std::vector<Column> difference_columns() {
  return {{"base"}, {"with policy"},    {"difference"},    {"low"},
          {"high"}, {"difference [%]"}, {"variance gain"}, {"unpaired runs"}};
}

std::vector<Cell> difference_cells(const PairedDifference& difference, const std::string& unit) {
  const int digits = digits_of(unit);
  const auto& [low, high] = difference.difference.interval;
  const double percent = difference.percent(difference.difference.mean);
  const bool is_share = unit == "%" || unit == "1";  // per cent of per cent mislead
  std::vector<Cell> cells = {
      Number{difference.base.mean, digits}, Number{difference.policy.mean, digits},
      Number{difference.difference.mean, digits}, Number{low, digits}, Number{high, digits}};
  cells.emplace_back(Number{is_share || !std::isfinite(percent) ? undefined : percent, 2});
  cells.emplace_back(Number{difference.variance_reduction, 1});
  const double unpaired = difference.unpaired_replicates;
  cells.emplace_back(Number{unpaired > 0 ? unpaired : undefined, 0});
  return cells;
}

std::string interval_note(const ComparisonPlan& plan) {
  const bool student = plan.interval.kind == IntervalKind::student;
  return fmt::format(
      "difference: policy minus base, mean of {} pairs of replicates; low, high: {:.0f} % interval "
      "({} over pairs)",
      plan.pairs, plan.interval.level * 100, student ? "Student's t" : "bootstrap");
}

std::string pairing_note() {
  return "variance gain: variance of the difference without pairing over that with it; unpaired "
         "runs: replicates of each scenario that an unpaired study needs for the same interval";
}

void add_difference_row(const Comparison& comparison, std::size_t policy, const std::string& name,
                        const std::string& title, const std::string& request, Table& table) {
  const PairedDifference difference =
      paired_difference(comparison.base.measure(request),
                        comparison.policies[policy].measure(request), comparison.plan.interval);
  if (difference.difference.n == 0) return;
  const std::string& unit = comparison.base.infos.at(request).unit;
  table.rows.push_back({name, title, unit});
  const auto cells = difference_cells(difference, unit);
  table.rows.back().insert(table.rows.back().end(), cells.begin(), cells.end());
}

std::vector<std::string> policy_names(const Comparison& comparison) {
  std::vector<std::string> names;
  for (const Reading& policy : comparison.policies) {
    int same = 0;
    for (const Reading& other : comparison.policies) {
      same += other.run.scenario_name == policy.run.scenario_name ? 1 : 0;
    }
    names.push_back(same == 1 ? policy.run.scenario_name
                              : fmt::format("{} ({})", policy.run.scenario_name, names.size() + 1));
  }
  return names;
}

}  // namespace chuanzhe::study
