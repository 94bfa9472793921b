#include "study/tables/difference_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Needs needs(const ComparisonPlan& plan) { return {plan.measures, {}}; }

std::vector<Table> make(const Comparison& comparison) {
  if (comparison.plan.measures.empty()) return {};
  Table table{"measures",
              "Differences of the measures asked for",
              {{"policy"}, {"figure"}, {"unit"}},
              {},
              {interval_note(comparison.plan)}};
  for (const Column& column : difference_columns()) table.columns.push_back(column);
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) {
    for (const std::string& request : comparison.plan.measures) {
      add_difference_row(comparison, p, names[p], request, request, table);
    }
  }
  return {table};
}

}  // namespace

TableMaker measure_table() { return {"measures", needs, make}; }

}  // namespace chuanzhe::study
