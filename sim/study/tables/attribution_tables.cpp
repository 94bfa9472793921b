#include "study/tables/attribution_tables.hpp"

#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"

namespace chuanzhe::study {
namespace {

void add_estimate(const Estimate& estimate, const Estimate& package, int digits,
                  std::vector<Cell>& row) {
  const double share = package.mean == 0 ? undefined : 100 * estimate.mean / package.mean;
  row.insert(row.end(), {Number{estimate.mean, digits}, Number{estimate.interval.low, digits},
                         Number{estimate.interval.high, digits}, Number{share, 1}});
}

std::string method_note(const Attribution& attribution) {
  if (attribution.is_exact) {
    return fmt::format("exact: all {} sets of policies were run", attribution.coalitions);
  }
  return fmt::format(
      "sampled: {} orders of introduction, {} sets of policies run; intervals hold "
      "the error of the sample",
      attribution.orders, attribution.coalitions);
}

Table shares(const Attribution& attribution, const std::vector<std::string>& players,
             const std::vector<FigureName>& figures) {
  Table table{"shares",
              "Shapley shares: what each policy adds, averaged over all orders of introduction",
              {{"figure"}, {"unit"}, {"policy"}, {"share"}, {"low"}, {"high"}, {"of package [%]"}},
              {},
              {method_note(attribution), "shares of a figure sum to the whole package"}};
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const FigureAttribution& figure = attribution.figures[f];
    const int digits = digits_of(figures[f].unit);
    const auto add = [&](const std::string& name, const Estimate& estimate) {
      table.rows.push_back({figures[f].title, figures[f].unit, name});
      add_estimate(estimate, figure.package, digits, table.rows.back());
    };
    for (std::size_t i = 0; i < players.size(); ++i) add(players[i], figure.shares[i].estimate);
    add("whole package", figure.package);
  }
  return table;
}

Table interactions(const Attribution& attribution, const std::vector<std::string>& players,
                   const std::vector<FigureName>& figures) {
  Table table{"interactions",
              "Shapley interactions: what two policies do together beyond what each does",
              {{"figure"},
               {"unit"},
               {"policy"},
               {"and"},
               {"together"},
               {"low"},
               {"high"},
               {"of package [%]"}},
              {},
              {"positive: they strengthen each other; negative: one replaces the other"}};
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const FigureAttribution& figure = attribution.figures[f];
    for (const PairShare& pair : figure.pairs) {
      table.rows.push_back(
          {figures[f].title, figures[f].unit, players[pair.first], players[pair.second]});
      add_estimate(pair.share.estimate, figure.package, digits_of(figures[f].unit),
                   table.rows.back());
    }
  }
  return table;
}

}  // namespace

std::vector<Table> attribution_tables(const Attribution& attribution,
                                      const std::vector<std::string>& players,
                                      const std::vector<FigureName>& figures) {
  std::vector<Table> tables = {shares(attribution, players, figures)};
  if (players.size() > 1) tables.push_back(interactions(attribution, players, figures));
  return tables;
}

}  // namespace chuanzhe::study
