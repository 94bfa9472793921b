// Money paid for what would have happened anyway, policy by policy.
#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/life_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Needs needs(const ComparisonPlan&) { return {}; }

void add_row(const Comparison& comparison, std::size_t run, std::size_t policy,
             const std::string& name, Table& table) {
  const auto figure = [&](auto member) {
    return along_pairs(comparison, run, [&](const LifeFigures& pair) {
      return static_cast<double>(member(pair.deadweight.at(policy)));
    });
  };
  const engine::RunDescription& description = comparison.policies[run].run;
  const auto recipients = figure([](const Deadweight& d) { return d.recipients; });
  if (moments_of(recipients).mean <= 0) return;
  const ActRow act = act_of(description.policy_levers.at(policy));
  auto& row = table.rows.emplace_back();
  row = {name, description.axes[static_cast<int>(engine::Axis::policy)].names.at(policy),
         std::string(act.lever), std::string(act.text)};
  const bool shown = enough_workers(recipients);
  row.emplace_back(shown ? Cell(Number{moments_of(recipients).mean, 0}) : hidden_estimate()[0]);
  const auto add = [&](const std::vector<double>& shares) {
    const auto cells = shown && act.act != Act::none ? share_cells(shares, comparison.plan, 1)
                                                     : undefined_estimate();
    row.insert(row.end(), cells.begin(), cells.end());
  };
  add(figure([](const Deadweight& d) {
    return percent(static_cast<double>(d.fen_anyway), static_cast<double>(d.fen_paid));
  }));
  add(figure([](const Deadweight& d) {
    return percent(static_cast<double>(d.recipients_anyway), static_cast<double>(d.recipients));
  }));
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{"deadweight",
              "Deadweight: paid to workers for what they do without the policy, too",
              {{"policy run"}, {"policy"}, {"lever"}, {"act"}, {"recipients observed"}},
              {},
              {}};
  for (const char* name : {"of money [%]", "of recipients [%]"}) {
    for (const Column& column : estimate_columns(name)) table.columns.push_back(column);
  }
  if (!comparison.lives.absent.empty()) {
    table.notes.push_back(comparison.lives.absent);
    return {table};
  }
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) {
    const std::size_t policies = comparison.policies[p].run.policy_levers.size();
    for (std::size_t i = 0; i < policies; ++i) add_row(comparison, p, i, names[p], table);
  }
  table.notes = {observed_note(comparison),
                 "of money: what was paid for acts that the same worker did in the base run, too; "
                 "of recipients: workers all of whose payments were of this kind"};
  if (table.rows.empty()) table.notes.emplace_back("no policy paid an observed worker");
  return {table};
}

}  // namespace

TableMaker deadweight_table() { return {"deadweight", needs, make}; }

}  // namespace chuanzhe::study
