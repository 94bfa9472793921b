#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

using engine::Axis;

constexpr double fewest_persons = 30;  // cells with fewer are not shown (docs/compare.md)

BreakdownRequest request_of(const ByRequest& by, const ComparisonPlan& plan) {
  return {by.variable, {by.axis}, plan.policy_period()};
}

/// Whose number decides whether a cell is shown: the persons themselves, or the workers behind an
/// amount of money.
std::optional<BreakdownRequest> persons_behind(const ByRequest& by, const ComparisonPlan& plan) {
  if (by.variable == "paid") return request_of({by.axis, "recipients"}, plan);
  if (by.variable == "gross_pay" || by.variable == "remittances") {
    return request_of({by.axis, "in_post"}, plan);
  }
  return std::nullopt;
}

Needs needs(const ComparisonPlan& plan) {
  Needs result;
  for (const ByRequest& by : plan.by) {
    result.breakdowns.push_back(request_of(by, plan));
    if (const auto persons = persons_behind(by, plan)) result.breakdowns.push_back(*persons);
  }
  return result;
}

bool has_enough_persons(const Reading& base, const Reading& policy, const BreakdownRequest& request,
                        std::size_t cell) {
  const double before = moments_of(base.breakdown(request).cell(cell)).mean;
  const double after = moments_of(policy.breakdown(request).cell(cell)).mean;
  return std::max(before, after) >= fewest_persons;
}

std::vector<Cell> hidden_cells() {
  std::vector<Cell> cells(difference_columns().size(), Number{undefined, 0});
  cells[0] = fmt::format("under {:.0f}", fewest_persons);
  return cells;
}

void add_rows(const Comparison& comparison, const ByRequest& by, std::size_t policy,
              const std::string& name, Table& table) {
  const BreakdownRequest request = request_of(by, comparison.plan);
  const auto persons = persons_behind(by, comparison.plan);
  const Cells& base = comparison.base.breakdown(request);
  const Cells& other = comparison.policies[policy].breakdown(request);
  const bool is_money = row_to_break_down(by.variable, {by.axis}).unit == "fen";
  const double unit = is_money ? 100 : 1;
  for (std::size_t cell = 0; cell < base.size(); ++cell) {
    table.rows.push_back({name, base.labels[cell].front()});
    std::vector<double> before = base.cell(cell), after = other.cell(cell);
    for (auto* values : {&before, &after}) {
      for (double& value : *values) value /= unit;
    }
    const bool shown = has_enough_persons(comparison.base, comparison.policies[policy],
                                          persons.value_or(request), cell);
    const auto cells =
        shown ? difference_cells(paired_difference(before, after, comparison.plan.interval),
                                 is_money ? "CNY" : "persons")
              : hidden_cells();
    table.rows.back().insert(table.rows.back().end(), cells.begin(), cells.end());
  }
}

Table table_of(const Comparison& comparison, const ByRequest& by) {
  const engine::VariableRow& row = row_to_break_down(by.variable, {by.axis});
  const std::string axis(engine::axis_words[static_cast<int>(by.axis)]);
  const Period period = comparison.plan.policy_period();
  const std::string when =
      row.cell_methods == "time: point"
          ? base::to_string(period.last)
          : fmt::format("{} to {}", base::to_string(period.first), base::to_string(period.last));
  Table table{
      fmt::format("{}_by_{}", by.variable, axis),
      fmt::format("Differences of {} by {}, {} [{}]", by.variable, axis, when,
                  row.unit == "fen" ? "CNY" : row.unit),
      {{"policy"}, {axis}},
      {},
      {interval_note(comparison.plan),
       fmt::format("cells with under {:.0f} persons in both runs are not shown", fewest_persons)}};
  for (const Column& column : difference_columns()) table.columns.push_back(column);
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) add_rows(comparison, by, p, names[p], table);
  return table;
}

std::vector<Table> make(const Comparison& comparison) {
  std::vector<Table> tables;
  for (const ByRequest& by : comparison.plan.by) tables.push_back(table_of(comparison, by));
  return tables;
}

}  // namespace

TableMaker breakdown_table() { return {"breakdown", needs, make}; }

}  // namespace chuanzhe::study
