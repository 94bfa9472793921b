#include "study/tables/life_rows.hpp"

#include <fmt/format.h>

namespace chuanzhe::study {

std::vector<double> along_pairs(const Comparison& comparison, std::size_t policy,
                                const std::function<double(const LifeFigures&)>& figure) {
  std::vector<double> values;
  for (const LifeFigures& pair : comparison.lives.by_policy.at(policy)) {
    values.push_back(figure(pair));
  }
  return values;
}

std::vector<Cell> estimate_cells(const std::vector<double>& values, const ComparisonPlan& plan,
                                 int digits) {
  const Estimate told = estimate(values, plan.interval);
  return {Number{told.mean, digits}, Number{told.interval.low, digits},
          Number{told.interval.high, digits}};
}

std::vector<Cell> share_cells(const std::vector<double>& percents, const ComparisonPlan& plan,
                              int digits) {
  const Estimate told = estimate(percents, plan.interval);
  const auto within = [&](double value) {  // NaN stays
    return Number{value < 0 ? 0 : value > 100 ? 100 : value, digits};
  };
  return {Number{told.mean, digits}, within(told.interval.low), within(told.interval.high)};
}

std::vector<Column> estimate_columns(const std::string& name) {
  return {{name}, {name + ", low"}, {name + ", high"}};
}

double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : undefined; }

bool enough_workers(const std::vector<double>& workers) {
  return moments_of(workers).mean >= static_cast<double>(smallest_cell);
}

std::vector<Cell> hidden_estimate() {
  return {fmt::format("under {}", smallest_cell), Number{undefined, 0}, Number{undefined, 0}};
}

std::vector<Cell> undefined_estimate() {
  return {Number{undefined, 0}, Number{undefined, 0}, Number{undefined, 0}};
}

std::string observed_note(const Comparison& comparison) {
  const double share = comparison.base.run.trajectory_share;
  if (share >= 1) return "lives: of all workers";
  return fmt::format(
      "lives: of the {:g} % of workers whose lives the results keep, the same in both worlds",
      share * 100);
}

}  // namespace chuanzhe::study
