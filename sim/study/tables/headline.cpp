#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

using Figure = HeadlineFigure;

std::string at(const std::string& measure, base::Month month) {
  return fmt::format("{}@{}", measure, base::to_string(month));
}

std::string over(const std::string& measure, const Period& period) {
  return fmt::format("{}@{}..{}", measure, base::to_string(period.first),
                     base::to_string(period.last));
}

void add_stocks(const ComparisonPlan& plan, std::vector<Figure>& figures) {
  const base::Month end = plan.months.last;
  const std::string when = ", " + base::to_string(end);
  figures.push_back({"workers in Zhejiang" + when, at("stock_zj", end)});
  figures.push_back({"formerly poor among them" + when, at("stock_poor_zj", end)});
  figures.push_back({"filled posts" + when, at("filled_posts", end)});
  figures.push_back({"median months in the post" + when, at("median_tenure", end)});
  figures.push_back({"mean months of the stay" + when, at("mean_stay", end)});
}

void add_flows(const ComparisonPlan& plan, std::vector<Figure>& figures) {
  for (const Horizon& horizon : horizons_of(plan)) {
    const std::string when = " over " + in_words(horizon);
    figures.push_back({"worker-months" + when, over("worker_months_zj", horizon.period)});
    figures.push_back(
        {"worker-months of the poor" + when, over("worker_months_poor_zj", horizon.period)});
  }
  const std::string when = " since " + base::to_string(plan.policy_begins);
  figures.push_back({"hires" + when, over("hires", plan.policy_period())});
  figures.push_back({"gross pay" + when, over("gross_pay_yuan", plan.policy_period())});
  figures.push_back({"remittances" + when, over("remittances_yuan", plan.policy_period())});
}

void add_festivals(const ComparisonPlan& plan, std::vector<Figure>& figures) {
  for (int year = plan.policy_begins.year(); year <= plan.months.last.year(); ++year) {
    figures.push_back(
        {fmt::format("stayed over the festival {}", year), fmt::format("stay_share@{}", year)});
    figures.push_back(
        {fmt::format("back at the same post {}", year), fmt::format("same_post_share@{}", year)});
  }
}

Needs needs(const ComparisonPlan& plan) {
  Needs result;
  for (const Figure& figure : headline_figures(plan)) result.measures.push_back(figure.request);
  return result;
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{"headlines",
              "Differences of the headline figures",
              {{"policy"}, {"figure"}, {"unit"}},
              {},
              {interval_note(comparison.plan), pairing_note()}};
  for (const Column& column : difference_columns()) table.columns.push_back(column);
  const auto names = policy_names(comparison);
  for (std::size_t p = 0; p < names.size(); ++p) {
    for (const Figure& figure : headline_figures(comparison.plan)) {
      add_difference_row(comparison, p, names[p], figure.title, figure.request, table);
    }
  }
  return {table};
}

}  // namespace

std::vector<HeadlineFigure> headline_figures(const ComparisonPlan& plan) {
  std::vector<HeadlineFigure> figures;
  add_stocks(plan, figures);
  add_flows(plan, figures);
  add_festivals(plan, figures);
  return figures;
}

TableMaker headline_table() { return {"headlines", needs, make}; }

}  // namespace chuanzhe::study
