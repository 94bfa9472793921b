#include "study/target_figures.hpp"

#include <algorithm>

namespace chuanzhe::study {
namespace {

using Reduction = FigureRow::Reduction;
using Default = FigureRow::Default;

bool is_histogram(const engine::VariableRow& row) {
  return std::find(row.axes.begin(), row.axes.end(), engine::Axis::bin) != row.axes.end();
}

/// Money is kept in fen and told in CNY.
FigureRow of_variable(const engine::VariableRow& variable) {
  const bool is_money = variable.unit == "fen", is_flow = variable.cell_methods == "time: sum";
  FigureRow row;
  row.name = variable.name;
  row.unit = is_money ? "CNY" : std::string(variable.unit);
  row.long_name = variable.long_name;
  row.reduction = is_flow ? Reduction::sum : Reduction::mean;
  row.period = is_flow ? Default::whole_run : Default::last_month;
  row.parts = {{row.name, {}}};
  row.factor = is_money ? 0.01 : 1;
  return row;
}

FigurePart outcome(const char* word) { return {"festival", {{"outcome", word}}}; }
FigurePart status(const char* word) { return {"status_stock", {{"status", word}}}; }
FigurePart cause(const char* word) { return {"flow_cause", {{"cause", word}}}; }
FigurePart group(const char* word) { return {"zhejiang_by_group", {{"worker_group", word}}}; }

FigureRow spell(std::string name, std::string long_name, const char* histogram, Reduction reduction,
                double share = 0.5) {
  return {std::move(name),
          "months",
          std::move(long_name),
          reduction,
          Default::last_month,
          {{histogram, {}}},
          {},
          1,
          share};
}

void add_stocks(std::vector<FigureRow>& rows) {
  const FigurePart all = {"zhejiang_by_group", {}};
  const auto stock = [&](std::string name, std::string long_name, std::vector<FigurePart> parts) {
    rows.push_back({std::move(name), "persons", std::move(long_name), Reduction::mean,
                    Default::last_month, std::move(parts)});
  };
  const auto share = [&](std::string name, std::string long_name, FigurePart part, FigurePart per) {
    rows.push_back({std::move(name),
                    "%",
                    std::move(long_name),
                    Reduction::ratio,
                    Default::last_month,
                    {std::move(part)},
                    {std::move(per)},
                    100});
  };
  stock("workers_in_zhejiang", "Sichuan workers in Zhejiang", {all});
  stock("workers_elsewhere", "workers in the rest of Sichuan and other provinces",
        {status("elsewhere")});
  stock("workers_in_local_posts", "workers in posts of their own county", {status("local_job")});
  stock("workers_at_home", "workers at home", {status("home")});
  share("women_share", "women among the workers in Zhejiang", group("female"), all);
  share("junior_share", "junior secondary schooling among them", group("junior"), all);
  share("under_30_share", "aged 16 to 29 among them", group("16-29"), all);
  share("poor_share", "formerly poor among them", group("poor"), all);
}

void add_festival(std::vector<FigureRow>& rows) {
  const auto share = [&](std::string name, std::string long_name, Default period,
                         std::vector<FigurePart> parts, std::vector<FigurePart> per) {
    rows.push_back({std::move(name), "%", std::move(long_name), Reduction::ratio, period,
                    std::move(parts), std::move(per), 100});
  };
  share("stay_share", "staff who stayed over the festival", Default::last_festival,
        {outcome("stayed")}, {outcome("staff")});
  share("same_post_return", "goers back at the same post", Default::last_festival,
        {outcome("back_same_post")},
        {outcome("back_same_post"), outcome("back_elsewhere"), outcome("not_back")});
  share("staff_kept", "staff before the festival who are at the same post after it",
        Default::whole_run, {outcome("stayed"), outcome("back_same_post")}, {outcome("staff")});
  rows.push_back({"festival_departures",
                  "persons",
                  "workers who went home for the festival",
                  Reduction::sum,
                  Default::whole_run,
                  {outcome("went")}});
}

void add_market(std::vector<FigureRow>& rows) {
  // After the barrier: who is still seeking and who was hired were the seekers of the month.
  rows.push_back({"matched_share",
                  "%",
                  "seekers hired within the month",
                  Reduction::ratio,
                  Default::whole_run,
                  {{"hires", {}}},
                  {{"hires", {}}, {"seekers", {}}},
                  100});
  rows.push_back({"separation_rate",
                  "%/year",
                  "quits and layoffs per worker in post",
                  Reduction::ratio,
                  Default::whole_run,
                  {cause("quit"), cause("laid_off")},
                  {{"in_post", {}}},
                  1200});
  rows.push_back({"policy_posts_fill_share",
                  "%",
                  "posts opened by policies that are filled",
                  Reduction::ratio,
                  Default::last_month,
                  {{"policy_posts_filled", {}}},
                  {{"policy_posts", {}}},
                  100});
  rows.push_back({"policy_posts_poor_share",
                  "%",
                  "formerly poor among the workers in them",
                  Reduction::ratio,
                  Default::last_month,
                  {{"policy_posts_poor", {}}},
                  {{"policy_posts_filled", {}}},
                  100});
}

void add_spells(std::vector<FigureRow>& rows) {
  const auto quantile = Reduction::quantile;
  rows.push_back(spell("tenure_quartile", "months in the post that a quarter is below",
                       "tenure_histogram", quantile, 0.25));
  rows.push_back(spell("tenure_median", "months in the post that half are below",
                       "tenure_histogram", quantile));
  rows.push_back(
      spell("tenure_mean", "mean months in the post", "tenure_histogram", Reduction::mean_bin));
  rows.push_back(
      spell("stay_median", "months of the stay that half are below", "stay_histogram", quantile));
  rows.push_back(
      spell("stay_mean", "mean months of the stay", "stay_histogram", Reduction::mean_bin));
}

}  // namespace

const std::vector<FigureRow>& figure_rows() {
  static const std::vector<FigureRow> rows = [] {
    std::vector<FigureRow> all;
    for (const engine::VariableRow& variable : engine::variable_rows()) {
      if (!is_histogram(variable)) all.push_back(of_variable(variable));
    }
    add_stocks(all);
    add_festival(all);
    add_market(all);
    add_spells(all);
    return all;
  }();
  return rows;
}

}  // namespace chuanzhe::study
