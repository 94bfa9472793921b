// Where a sweep puts its points (docs/sweeps.md, Designs). Pure numbers: points lie in the unit
// cube or are counted in levels; what a coordinate means is the sweep file's business. Larger
// designs contain smaller ones wherever the method allows it, so that a sweep can be extended.
#pragma once

#include <vector>

#include "base/draws.hpp"

namespace chuanzhe::study {

/// One coordinate per factor, each in [0, 1] ([0, 1) but for the Morris design).
using UnitPoint = std::vector<double>;

/// Every combination of levels, the last factor fastest; a point is one level per factor.
std::vector<std::vector<int>> grid(const std::vector<int>& levels);

/// One point in each of `points` equal slices of every factor (McKay, Beckman, Conover 1979).
/// Doubling the number keeps the points there were.
std::vector<UnitPoint> latin_hypercube(int points, int factors, const base::Draws& draws);

/// Saltelli's scheme over Sobol's sequence: for each sample the points A, B and, for every factor,
/// A with that one coordinate of B (Saltelli et al. 2010, table 2). `samples` x (factors + 2)
/// points, sample by sample; more samples keep those there were.
std::vector<UnitPoint> saltelli(int samples, int factors);

/// Trajectories that change one factor at a time by half of the levels (Morris 1991); each has
/// factors + 1 points. `levels` is even. More trajectories keep those there were.
std::vector<UnitPoint> morris(int trajectories, int factors, int levels, const base::Draws& draws);

}  // namespace chuanzhe::study
