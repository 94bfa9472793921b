#include "study/response.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace chuanzhe::study {
namespace {

constexpr std::size_t most_values = 20, slices = 10;

/// Student's t for a 95 % interval of n values (n - 1 degrees of freedom; standard table).
double student_t(std::size_t n) {
  constexpr double table[] = {0,     0,     12.706, 4.303, 3.182, 2.776, 2.571,
                              2.447, 2.365, 2.306,  2.262, 2.228, 2.201, 2.179,
                              2.160, 2.145, 2.131,  2.120, 2.110, 2.101, 2.093};
  return n < std::size(table) ? table[n] : 1.96 + 2.5 / static_cast<double>(n - 1);
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  std::size_t n = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++n;
  }
  return n == 0 ? std::nan("") : sum / static_cast<double>(n);
}

/// Mean with its interval by Student's t; without one for fewer than two values.
IndexEstimate interval_of(const std::vector<double>& values) {
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known),
               [](double value) { return !std::isnan(value); });
  const double mean = mean_of(known);
  if (known.size() < 2) return {mean, mean, mean};
  double squares = 0;
  for (const double value : known) squares += (value - mean) * (value - mean);
  const auto n = static_cast<double>(known.size());
  const double half = student_t(known.size()) * std::sqrt(squares / (n - 1) / n);
  return {mean, mean - half, mean + half};
}

/// Points by number, in groups of a shared value or in slices of equal size.
std::vector<std::vector<std::size_t>> grouped(const Runs& runs, std::size_t factor) {
  std::map<double, std::vector<std::size_t>> by_value;
  for (std::size_t i = 0; i < runs.coordinates.size(); ++i) {
    by_value[runs.coordinates[i][factor]].push_back(i);
  }
  std::vector<std::vector<std::size_t>> groups;
  if (by_value.size() <= most_values) {
    for (auto& [value, points] : by_value) groups.push_back(std::move(points));
    return groups;
  }
  groups.resize(slices);
  std::size_t place = 0;
  for (const auto& [value, points] : by_value) {
    for (const std::size_t point : points) {
      groups[place++ * slices / runs.coordinates.size()].push_back(point);
    }
  }
  return groups;
}

/// The mean over points, replicate by replicate.
std::vector<double> replicate_means(const Runs& runs, const std::vector<std::size_t>& points) {
  std::vector<double> means;
  for (std::size_t r = 0; r < runs.figures.front().size(); ++r) {
    std::vector<double> values;
    for (const std::size_t point : points) values.push_back(runs.figures[point][r]);
    means.push_back(mean_of(values));
  }
  return means;
}

/// Replicates are paired: what a replicate has in common at all points is no doubt about how the
/// figure answers to a factor, so the interval is of each replicate's departure from its own mean.
IndexEstimate paired_interval(const Runs& runs, const std::vector<std::size_t>& points) {
  std::vector<std::size_t> all(runs.figures.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::vector<double> own = replicate_means(runs, points);
  const std::vector<double> common = replicate_means(runs, all);
  std::vector<double> departures;
  for (std::size_t r = 0; r < own.size(); ++r) departures.push_back(own[r] - common[r]);
  const IndexEstimate departure = interval_of(departures);
  const double mean = mean_of(own);
  return {mean, mean + departure.low - departure.value, mean + departure.high - departure.value};
}

Group summarised(const Runs& runs, std::size_t factor, const std::vector<std::size_t>& points) {
  Group group;
  group.points = points.size();
  std::vector<double> means;
  std::set<double> values;
  for (const std::size_t point : points) {
    group.value += runs.coordinates[point][factor] / static_cast<double>(points.size());
    values.insert(runs.coordinates[point][factor]);
    means.push_back(mean_of(runs.figures[point]));
  }
  if (values.size() == 1) group.value = *values.begin();
  group.figure = values.size() == 1 ? paired_interval(runs, points) : interval_of(means);

  return group;
}

/// Mean square distance of `values` from `centre`.
double spread(const std::vector<double>& values, double centre) {
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares / static_cast<double>(values.size());
}

/// Means over points that agree in the factors chosen, and the variance of those means.
double variance_between(const Runs& runs, const std::vector<double>& means,
                        const std::vector<bool>& agrees_in, double centre) {
  std::map<std::vector<double>, std::vector<double>> groups;
  for (std::size_t i = 0; i < means.size(); ++i) {
    std::vector<double> key;
    for (std::size_t f = 0; f < agrees_in.size(); ++f) {
      if (agrees_in[f]) key.push_back(runs.coordinates[i][f]);
    }
    groups[key].push_back(means[i]);
  }
  std::vector<double> centres;
  for (const auto& [key, values] : groups) centres.push_back(mean_of(values));
  return spread(centres, centre);
}

bool is_full_grid(const Runs& runs) {
  std::set<std::vector<double>> points(runs.coordinates.begin(), runs.coordinates.end());
  double cells = 1;
  for (std::size_t f = 0; f < runs.coordinates.front().size(); ++f) {
    std::set<double> values;
    for (const auto& point : runs.coordinates) values.insert(point[f]);
    cells *= static_cast<double>(values.size());
  }
  return points.size() == runs.coordinates.size() &&
         cells == static_cast<double>(runs.coordinates.size());
}

}  // namespace

std::vector<double> point_means(const Runs& runs) {
  std::vector<double> means;
  for (const auto& figures : runs.figures) means.push_back(mean_of(figures));
  return means;
}

std::vector<Group> response_curve(const Runs& runs, std::size_t factor) {
  std::vector<Group> curve;
  for (const auto& points : grouped(runs, factor)) {
    if (!points.empty()) curve.push_back(summarised(runs, factor, points));
  }
  return curve;
}

std::vector<SurfaceCell> response_surface(const Runs& runs, std::size_t first, std::size_t second) {
  const auto rows = grouped(runs, first), columns = grouped(runs, second);
  const std::vector<double> means = point_means(runs);
  std::vector<SurfaceCell> cells;
  for (const auto& row : rows) {
    for (const auto& column : columns) {
      std::vector<double> values;
      for (const std::size_t point : row) {
        if (std::find(column.begin(), column.end(), point) != column.end()) {
          values.push_back(means[point]);
        }
      }
      if (values.empty()) continue;
      cells.push_back({summarised(runs, first, row).value, summarised(runs, second, column).value,
                       mean_of(values), values.size()});
    }
  }
  return cells;
}

std::vector<bool> efficient_points(std::span<const double> cost, std::span<const double> effect) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < cost.size(); ++i) {
    if (!std::isnan(cost[i]) && !std::isnan(effect[i])) order.push_back(i);
  }
  // From the cheapest on, with more effect first: each must beat all that cost no more.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return cost[a] != cost[b] ? cost[a] < cost[b] : effect[a] > effect[b];
  });
  std::vector<bool> efficient(cost.size(), false);
  double best = -HUGE_VAL, best_cost = 0;
  for (const std::size_t i : order) {
    const bool is_twin = effect[i] == best && cost[i] == best_cost;
    if (effect[i] <= best && !is_twin) continue;
    efficient[i] = true;
    best = effect[i];
    best_cost = cost[i];
  }
  return efficient;
}

std::vector<SobolIndex> grid_indices(const Runs& runs) {
  const std::vector<double> means = point_means(runs);
  if (means.empty() || !is_full_grid(runs)) return {};
  if (std::any_of(means.begin(), means.end(), [](double m) { return std::isnan(m); })) return {};
  const double centre = mean_of(means);
  const double variance = spread(means, centre);
  if (!(variance > 0)) return {};
  const std::size_t factors = runs.coordinates.front().size();
  std::vector<SobolIndex> indices;
  for (std::size_t f = 0; f < factors; ++f) {
    std::vector<bool> alone(factors, false), others(factors, true);
    alone[f] = true;
    others[f] = false;
    const double first = variance_between(runs, means, alone, centre) / variance;
    const double total = 1 - variance_between(runs, means, others, centre) / variance;
    indices.push_back({{first, first, first}, {total, total, total}});
  }
  return indices;
}

}  // namespace chuanzhe::study
