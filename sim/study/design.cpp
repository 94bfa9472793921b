#include "study/design.hpp"

#include <algorithm>
#include <numeric>

#include <boost/random/sobol.hpp>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

using base::Purpose;

std::uint32_t small(int n) { return static_cast<std::uint32_t>(n); }

/// The numbers 0..n-1 of `items` in a keyed order (Fisher and Yates).
void shuffle(std::vector<int>& items, const base::Draws& draws, std::uint32_t who,
             std::uint32_t month) {
  for (std::size_t i = items.size(); i > 1; --i) {
    const double u = draws.uniform(Purpose::design, who, month, static_cast<std::uint32_t>(i));
    std::swap(items[i - 1], items[static_cast<std::size_t>(u * static_cast<double>(i))]);
  }
}

/// Slices of [0, 1) out of `slices` in which no value lies yet.
std::vector<int> free_slices(const std::vector<double>& values, int slices) {
  std::vector<bool> taken(static_cast<std::size_t>(slices), false);
  for (const double value : values) taken[static_cast<std::size_t>(value * slices)] = true;
  std::vector<int> free;
  for (int slice = 0; slice < slices; ++slice) {
    if (!taken[static_cast<std::size_t>(slice)]) free.push_back(slice);
  }
  return free;
}

/// One factor's coordinates: half of the points first, then the slices they left free.
std::vector<double> sliced(int points, std::uint32_t factor, const base::Draws& draws) {
  std::vector<double> values;
  if (points % 2 == 0) values = sliced(points / 2, factor, draws);
  std::vector<int> free = free_slices(values, points);
  shuffle(free, draws, factor, small(points));
  for (const int slice : free) {
    const auto place = static_cast<std::uint32_t>(points + 1 + slice);  // beyond the shuffle's
    const double within = draws.uniform(Purpose::design, factor, small(points), place);
    values.push_back((slice + within) / points);
  }
  return values;
}

}  // namespace

std::vector<std::vector<int>> grid(const std::vector<int>& levels) {
  std::vector<std::vector<int>> points;
  std::vector<int> point(levels.size(), 0);
  if (std::any_of(levels.begin(), levels.end(), [](int n) { return n <= 0; })) return points;
  for (;;) {
    points.push_back(point);
    std::size_t factor = levels.size();
    while (factor > 0 && ++point[factor - 1] == levels[factor - 1]) point[--factor] = 0;
    if (factor == 0) return points;
  }
}

std::vector<UnitPoint> latin_hypercube(int points, int factors, const base::Draws& draws) {
  base::expect(points > 0 && factors > 0, "a design has points and factors");
  const auto n = static_cast<std::size_t>(points), k = static_cast<std::size_t>(factors);
  std::vector<UnitPoint> design(n, UnitPoint(k));
  for (std::size_t factor = 0; factor < k; ++factor) {
    const auto values = sliced(points, static_cast<std::uint32_t>(factor), draws);
    for (std::size_t i = 0; i < n; ++i) design[i][factor] = values[i];
  }
  return design;
}

std::vector<UnitPoint> saltelli(int samples, int factors) {
  base::expect(samples > 0 && factors > 0, "a design has points and factors");
  const auto k = static_cast<std::size_t>(factors);
  boost::random::sobol sequence(2 * k);
  std::vector<UnitPoint> design;
  design.reserve(static_cast<std::size_t>(samples) * (k + 2));
  for (int sample = 0; sample < samples; ++sample) {
    UnitPoint a(k), b(k);
    // 53 bits, so that a coordinate never rounds up to 1.
    for (double& u : a) u = static_cast<double>(sequence() >> 11) * 0x1p-53;
    for (double& u : b) u = static_cast<double>(sequence() >> 11) * 0x1p-53;
    design.push_back(a);
    design.push_back(b);
    for (std::size_t factor = 0; factor < k; ++factor) {
      design.push_back(a);
      design.back()[factor] = b[factor];
    }
  }
  return design;
}

std::vector<UnitPoint> morris(int trajectories, int factors, int levels, const base::Draws& draws) {
  base::expect(levels >= 2 && levels % 2 == 0, "the levels of a Morris design are even");
  const auto k = static_cast<std::size_t>(factors);
  const int half = levels / 2;
  std::vector<UnitPoint> design;
  for (int t = 0; t < trajectories; ++t) {
    std::vector<int> level(k), step(k), order(k);
    std::iota(order.begin(), order.end(), 0);
    shuffle(order, draws, 0, small(t));
    for (std::size_t i = 0; i < k; ++i) {
      const auto draw = draws.block(Purpose::design, static_cast<std::uint32_t>(i) + 1, small(t));
      step[i] = draw.uniform(1) < 0.5 ? half : -half;
      level[i] = static_cast<int>(draw.uniform(0) * half) + (step[i] < 0 ? half : 0);
    }
    const auto add_point = [&] {
      UnitPoint& point = design.emplace_back(k);
      for (std::size_t i = 0; i < k; ++i) point[i] = static_cast<double>(level[i]) / (levels - 1);
    };
    add_point();
    for (const int i : order) {
      level[static_cast<std::size_t>(i)] += step[static_cast<std::size_t>(i)];
      add_point();
    }
  }
  return design;
}

}  // namespace chuanzhe::study
