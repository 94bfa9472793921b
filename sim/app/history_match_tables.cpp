// The report of a match: its waves, what is left of each range, which target rules out how much.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/history_match.hpp"
#include "study/interval.hpp"

namespace chuanzhe::app {

std::vector<study::Table> HistoryMatch::tables() const {
  return {wave_table(), constant_table(), target_table()};
}

study::Table HistoryMatch::wave_table() const {
  using study::Number;
  study::Table table{
      "waves",
      "Waves of history matching",
      {{"wave"}, {"points"}, {"not ruled out"}, {"room left [%]"}},
      {},
      {fmt::format("not ruled out: simulated, implausibility at most {:g}", settings_.cut),
       "room left: part of the ranges that emulators do not rule out"}};
  for (std::size_t w = 0; w < waves_.size(); ++w) {
    const auto& points = waves_[w].points;
    const auto left = std::count_if(points.begin(), points.end(), [&](const MatchedPoint& point) {
      return point.implausibility <= settings_.cut;
    });
    table.rows.push_back({Number{static_cast<double>(w + 1), 0},
                          Number{static_cast<double>(points.size()), 0},
                          Number{static_cast<double>(left), 0}, Number{100 * waves_[w].room, 1}});
  }
  return table;
}

/// Where the draws that are left lie in the range of each constant.
study::Table HistoryMatch::constant_table() const {
  using study::Number;
  study::Table table{"set",
                     "Constants over the points not ruled out",
                     {{"constant"}, {"low"}, {"high"}, {"5 %"}, {"median"}, {"95 %"}},
                     {},
                     {"low, high: the range looked at; 5 %, median, 95 %: of the points left"}};
  const std::size_t unidentified = unidentified_.size();
  for (std::size_t i = 0; i < unidentified + problem_.constants.size(); ++i) {
    std::vector<double> values;
    for (const MatchedPoint& point : waves_.back().points) {
      if (point.implausibility > settings_.cut) continue;
      values.push_back(i < unidentified ? point.unidentified[i] : point.fitted[i - unidentified]);
    }
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) -> study::Cell {
      if (values.empty()) return Number{study::undefined, 0};
      return fmt::format(
          "{:.4g}",
          values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)]);
    };
    const bool free = i < unidentified;
    const double low = free ? file_.unidentified[i].low : problem_.constants[i - unidentified].low;
    const double high =
        free ? file_.unidentified[i].high : problem_.constants[i - unidentified].high;
    table.rows.push_back({free ? unidentified_[i] : problem_.paths[i - unidentified] + " (fitted)",
                          fmt::format("{:g}", low), fmt::format("{:g}", high), at(0.05), at(0.5),
                          at(0.95)});
  }
  return table;
}

/// Which target rules out how much.
study::Table HistoryMatch::target_table() const {
  using study::Number;
  study::Table table{
      "ruled_out",
      "Points of the first wave that a target rules out",
      {{"target"}, {"value"}, {"standard deviation"}, {"ruled out [%]"}},
      {},
      {"standard deviation: of the observation (a third of the tolerance) and chance",
       "elasticities are told only of points that the other figures do not rule out "
       "by far"}};
  for (std::size_t k = 0; k < observed_.size(); ++k) {
    const auto& points = waves_.front().points;
    const auto out = std::count_if(points.begin(), points.end(), [&](const MatchedPoint& point) {
      return std::isfinite(point.figures[observed_[k]]) &&
             study::implausibility(std::vector<double>{point.figures[observed_[k]]},
                                   {observations_[k]}) > settings_.cut;
    });
    table.rows.push_back(
        {file_.targets[observed_[k]].id, fmt::format("{:g}", observations_[k].value),
         fmt::format("{:.3g}", std::sqrt(observations_[k].variance)),
         Number{100.0 * static_cast<double>(out) / static_cast<double>(points.size()), 1}});
  }
  return table;
}

}  // namespace chuanzhe::app
