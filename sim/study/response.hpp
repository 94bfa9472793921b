// How a figure of a sweep answers to its factors (docs/sweeps.md, Analysis): curves over one
// factor, surfaces over two, the efficient frontier of cost and effect, and the exact shares of
// variance of a full grid. Numbers in, numbers out; NaN stands for a run that is not there.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "study/sensitivity.hpp"

namespace chuanzhe::study {

/// The runs of a sweep for one figure.
struct Runs {
  std::vector<std::vector<double>> coordinates;  ///< [point][factor]
  std::vector<std::vector<double>> figures;      ///< [point][replicate]
};

/// Mean over the replicates of every point that has one.
std::vector<double> point_means(const Runs& runs);

/// Points that share a value of a factor, or a slice of its range when it has many values.
struct Group {
  double value = 0;      ///< the shared value, or the mean of the slice's
  IndexEstimate figure;  ///< mean with its 95 % interval; equal to the mean when it has none
  std::size_t points = 0;
};

/// One group per value (at most 20 of them) or per tenth of the points. Where points share a value
/// the interval is over replicates, of each one's departure from its own mean: they are paired. In
/// a slice it is over points.
std::vector<Group> response_curve(const Runs& runs, std::size_t factor);

struct SurfaceCell {
  double first = 0, second = 0;  ///< values of the two factors
  double mean = 0;
  std::size_t points = 0;
};
std::vector<SurfaceCell> response_surface(const Runs& runs, std::size_t first, std::size_t second);

/// Which points no other beats: none costs less (or the same) and has more (or the same) effect
/// while being better in one of the two.
std::vector<bool> efficient_points(std::span<const double> cost, std::span<const double> effect);

/// Sobol indices of a full grid, every level equally likely: exact, so without intervals. Empty
/// when the points are no full grid or the figure does not vary.
std::vector<SobolIndex> grid_indices(const Runs& runs);

}  // namespace chuanzhe::study
