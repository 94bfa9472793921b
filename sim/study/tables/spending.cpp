#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/money.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Needs needs(const ComparisonPlan& plan) { return {{}, {debits_in(plan.months)}}; }

std::string lever_of(const engine::RunDescription& run, const std::string& id) {
  const auto& ids = run.axes[static_cast<int>(engine::Axis::policy)].names;
  for (std::size_t i = 0; i < ids.size() && i < run.policy_levers.size(); ++i) {
    if (ids[i] == id) return run.policy_levers[i];
  }
  return "";
}

void add_estimate(std::vector<double> fen, const IntervalChoice& choice, std::vector<Cell>& row) {
  for (double& value : fen) value /= 100;
  const Estimate paid = estimate(fen, choice);
  row.insert(row.end(),
             {Number{paid.mean, 0}, Number{paid.interval.low, 0}, Number{paid.interval.high, 0}});
}

bool pays(const std::vector<double>& fen) {
  for (const double value : fen) {
    if (value != 0) return true;
  }
  return false;
}

void add_rows(const Comparison& comparison, const Reading& reading, const std::string& name,
              Table& table) {
  const Cells& cells = reading.breakdown(debits_in(comparison.plan.months));
  std::vector<double> total(cells.by_replicate.size(), 0);
  bool any = false;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const std::vector<double> fen = cells.cell(cell);
    for (std::size_t r = 0; r < fen.size(); ++r) total[r] += fen[r];
    if (!pays(fen)) continue;
    any = true;
    const std::string& id = cells.labels[cell][0];
    table.rows.push_back({name, id, lever_of(reading.run, id), cells.labels[cell][1]});
    add_estimate(fen, comparison.plan.interval, table.rows.back());
  }
  if (!any) return;
  table.rows.push_back({name, "all", "", "all"});
  add_estimate(total, comparison.plan.interval, table.rows.back());
}

std::vector<Table> make(const Comparison& comparison) {
  const Period& months = comparison.plan.months;
  Table table{"spending",
              fmt::format("Gross policy spending by policy and payer, {} to {} [CNY]",
                          base::to_string(months.first), base::to_string(months.last)),
              {{"scenario"}, {"policy"}, {"lever"}, {"payer"}, {"paid"}, {"low"}, {"high"}},
              {},
              {"prices of the month; gross: savings elsewhere are not subtracted"}};
  const auto names = policy_names(comparison);
  add_rows(comparison, comparison.base, "base: " + comparison.base.run.scenario_name, table);
  for (std::size_t p = 0; p < names.size(); ++p) {
    add_rows(comparison, comparison.policies[p], names[p], table);
  }
  if (table.rows.empty()) table.notes.emplace_back("no policy paid anything");
  return {table};
}

}  // namespace

TableMaker spending_table() { return {"spending", needs, make}; }

}  // namespace chuanzhe::study
