// Months of post taken from workers whom no policy reaches by workers whom one does.
#include "study/tables/difference_rows.hpp"
#include "study/tables/life_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Needs needs(const ComparisonPlan&) { return {}; }

struct Figure {
  const char* words;
  const char* unit;
  int digits;
  double (*value)(const Displacement& displacement, int persons_per_agent);
};

double persons(std::int64_t agents, int persons_per_agent) {
  return static_cast<double>(agents) * persons_per_agent;
}

constexpr Figure figures[] = {
    {"months in post gained", "person-months", 0,
     [](const Displacement& d, int scale) { return persons(d.gained, scale); }},
    {"  of them by workers a policy reaches", "person-months", 0,
     [](const Displacement& d, int scale) { return persons(d.subsidised, scale); }},
    {"months in post lost", "person-months", 0,
     [](const Displacement& d, int scale) { return persons(d.lost, scale); }},
    {"  of them displaced", "person-months", 0,
     [](const Displacement& d, int scale) { return persons(d.displaced, scale); }},
    {"displaced workers", "persons", 0,
     [](const Displacement& d, int scale) { return persons(d.displaced_workers, scale); }},
    {"displaced for each month gained by workers reached", "%", 1,
     [](const Displacement& d, int) {
       return percent(static_cast<double>(d.displaced), static_cast<double>(d.subsidised));
     }},
};

void add_rows(const Comparison& comparison, std::size_t policy, const std::string& name,
              Table& table) {
  const int scale = comparison.base.run.persons_per_agent;
  for (const Figure& figure : figures) {
    const auto values = along_pairs(comparison, policy, [&](const LifeFigures& pair) {
      return figure.value(pair.displacement, scale);
    });
    if (moments_of(values).n == 0) continue;
    auto& row = table.rows.emplace_back();
    row = {name, std::string(figure.words), std::string(figure.unit)};
    const auto cells = figure.unit == std::string_view("%")
                           ? share_cells(values, comparison.plan, figure.digits)
                           : estimate_cells(values, comparison.plan, figure.digits);
    row.insert(row.end(), cells.begin(), cells.end());
  }
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{"displacement",
              "Displacement: workers pushed out of a post by workers a policy reaches",
              {{"policy"}, {"figure"}, {"unit"}, {"mean"}, {"low"}, {"high"}},
              {},
              {}};
  if (!comparison.lives.absent.empty()) {
    table.notes.push_back(comparison.lives.absent);
    return {table};
  }
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) add_rows(comparison, p, names[p], table);
  table.notes.push_back(observed_note(comparison));
  if (comparison.base.run.trajectory_share < 1) {
    table.notes.emplace_back(
        "from a sample, displaced is a lower bound: who took the post is seldom observed; run both "
        "with output.trajectory_share: 1 to know it");
  }
  return {table};
}

}  // namespace

TableMaker displacement_table() { return {"displacement", needs, make}; }

}  // namespace chuanzhe::study
