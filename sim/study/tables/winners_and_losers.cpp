// Who gains and who loses by a policy: by group, prefecture of origin and fifth of income.
#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/life_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Needs needs(const ComparisonPlan&) { return {}; }

void add(std::vector<Cell>& row, const std::vector<Cell>& cells) {
  row.insert(row.end(), cells.begin(), cells.end());
}

/// False when the cell is too small to be shown.
bool add_row(const Comparison& comparison, std::size_t policy, std::size_t cell,
             const std::string& name, Table& table) {
  const auto figure = [&](auto member) {
    return along_pairs(comparison, policy, [&](const LifeFigures& pair) {
      return static_cast<double>(member(pair.incidence.at(cell)));
    });
  };
  const auto workers = figure([](const IncidenceCell& c) { return c.workers; });
  if (!enough_workers(workers)) return moments_of(workers).mean <= 0;
  const IncidenceCell& first = comparison.lives.by_policy[policy].front().incidence.at(cell);
  auto& row = table.rows.emplace_back();
  row = {name, first.by, first.label};
  const auto share = [&](auto member) {
    const auto counts = figure([&](const IncidenceCell& c) {
      return percent(static_cast<double>(member(c)), static_cast<double>(c.workers));
    });
    return Number{moments_of(counts).mean, 2};
  };
  add(row,
      {Number{moments_of(workers).mean, 0}, share([](const IncidenceCell& c) { return c.winners; }),
       share([](const IncidenceCell& c) { return c.losers; })});
  add(row,
      estimate_cells(figure([](const IncidenceCell& c) { return c.income; }), comparison.plan, 2));
  add(row, estimate_cells(figure([](const IncidenceCell& c) { return c.transfers; }),
                          comparison.plan, 2));
  return true;
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{
      "winners_and_losers",
      "Winners and losers: change of the mean monthly income and of transfers [CNY a person "
      "and month]",
      {{"policy"}, {"by"}, {"workers"}, {"observed"}, {"winners [%]"}, {"losers [%]"}},
      {},
      {}};
  for (const char* name : {"income", "transfers"}) {
    for (const Column& column : estimate_columns(name)) table.columns.push_back(column);
  }
  if (!comparison.lives.absent.empty()) {
    table.notes.push_back(comparison.lives.absent);
    return {table};
  }
  const auto names = policy_names(comparison);
  int hidden = 0;
  for (std::size_t p = 0; p < names.size(); ++p) {
    const std::size_t cells = comparison.lives.by_policy[p].front().incidence.size();
    for (std::size_t cell = 0; cell < cells; ++cell) {
      hidden += add_row(comparison, p, cell, names[p], table) ? 0 : 1;
    }
  }
  table.notes = {observed_note(comparison),
                 "income at standard pay of place and industry; winners and losers by more than 1 "
                 "CNY a month; fifths by income at the start of the run"};
  if (hidden > 0) {
    table.notes.push_back(
        fmt::format("{} kinds with fewer than {} workers observed are not shown; a larger "
                    "output.trajectory_share shows more",
                    hidden, smallest_cell));
  }
  return {table};
}

}  // namespace

TableMaker winners_and_losers_table() { return {"winners_and_losers", needs, make}; }

}  // namespace chuanzhe::study
