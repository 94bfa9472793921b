#include "study/emulator.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "study/linear_system.hpp"

namespace chuanzhe::study {
namespace {

/// Keeps the surface defined where the points leave a direction open.
constexpr double ridge = 1e-8;

double distance(double figure, const Observation& observation, double more_variance) {
  if (!std::isfinite(figure)) return std::numeric_limits<double>::infinity();
  return std::fabs(figure - observation.value) / std::sqrt(observation.variance + more_variance);
}

}  // namespace

Emulator::Emulator(const std::vector<UnitPoint>& points, const std::vector<double>& figures) {
  base::expect(!points.empty() && points.size() == figures.size(), "a figure for each point");
  const std::size_t n = points.size(), k = points.front().size();
  base::expect(n > k + 1, "an emulator has more points than constants");
  if (n >= 3 * (1 + 2 * k)) shape_ = Shape::squares;
  if (n >= 3 * (1 + 2 * k + k * (k - 1) / 2)) shape_ = Shape::quadratic;
  const std::size_t size = terms(points.front()).size();
  std::vector<std::vector<double>> normal(size, std::vector<double>(size));
  std::vector<double> right(size);
  for (std::size_t i = 0; i < n; ++i) {
    const std::vector<double> x = terms(points[i]);
    for (std::size_t a = 0; a < size; ++a) {
      right[a] += x[a] * figures[i];
      for (std::size_t b = 0; b < size; ++b) normal[a][b] += x[a] * x[b];
    }
  }
  for (std::size_t a = 0; a < size; ++a) normal[a][a] += ridge * static_cast<double>(n);
  weights_ = solve_linear(std::move(normal), std::move(right));
  double squares = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double left = figures[i] - mean(points[i]);
    squares += left * left;
  }
  variance_ = squares / static_cast<double>(std::max<std::size_t>(1, n - std::min(n - 1, size)));
}

/// Constant, coordinates from -1 to 1, their squares, their products.
std::vector<double> Emulator::terms(const UnitPoint& point) const {
  std::vector<double> x = {1};
  for (const double u : point) x.push_back(2 * u - 1);
  const std::size_t k = point.size();
  if (shape_ == Shape::linear) return x;
  for (std::size_t i = 1; i <= k; ++i) x.push_back(x[i] * x[i]);
  if (shape_ == Shape::squares) return x;
  for (std::size_t i = 1; i <= k; ++i) {
    for (std::size_t j = 1; j < i; ++j) x.push_back(x[i] * x[j]);
  }
  return x;
}

double Emulator::mean(const UnitPoint& point) const {
  const std::vector<double> x = terms(point);
  double sum = 0;
  for (std::size_t a = 0; a < x.size(); ++a) sum += weights_[a] * x[a];
  return sum;
}

double implausibility(const std::vector<double>& figures,
                      const std::vector<Observation>& observations) {
  double worst = 0;
  for (std::size_t t = 0; t < observations.size(); ++t) {
    worst = std::max(worst, distance(figures[t], observations[t], 0));
  }
  return worst;
}

double implausibility(const std::vector<Emulator>& emulators, const UnitPoint& point,
                      const std::vector<Observation>& observations) {
  double worst = 0;
  for (std::size_t t = 0; t < observations.size(); ++t) {
    worst = std::max(worst,
                     distance(emulators[t].mean(point), observations[t], emulators[t].variance()));
  }
  return worst;
}

}  // namespace chuanzhe::study
