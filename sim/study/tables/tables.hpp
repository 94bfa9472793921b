// The tables of a comparison, one file each; comparison_tables.cpp lists them. What each figure
// means is in docs/compare.md.
#pragma once

#include "study/comparison.hpp"

namespace chuanzhe::study {

/// A headline figure: its title and the measure behind it.
struct HeadlineFigure {
  std::string title, request;
};
std::vector<HeadlineFigure> headline_figures(const ComparisonPlan& plan);

/// The same comparison made with each draw of a set of constants: what of the doubt about each
/// headline figure is of the constants and what is chance. `sample` names the set and its draws.
std::vector<Table> doubt_tables(const std::vector<Comparison>& by_draw, const std::string& sample);

TableMaker headline_table();      ///< differences of the headline figures
TableMaker measure_table();       ///< differences of the measures asked for
TableMaker breakdown_table();     ///< differences by county, city, sector or group
TableMaker spending_table();      ///< policy money by policy and payer
TableMaker cost_table();          ///< cost per additional worker-month
TableMaker coherence_table();     ///< lives the policy left alone, when and why the others parted
TableMaker deadweight_table();    ///< paid for what happens without the policy, too
TableMaker displacement_table();  ///< posts taken from workers no policy reaches
TableMaker winners_and_losers_table();  ///< changes of income and transfers by kind of worker

}  // namespace chuanzhe::study
