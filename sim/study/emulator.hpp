// A quick stand-in for the model in history matching: a figure as a quadratic surface over the unit
// cube of the constants, by least squares, with the variance of what it leaves over.
#pragma once

#include <vector>

#include "study/design.hpp"

namespace chuanzhe::study {

class Emulator {
 public:
  /// `figures[i]` belongs to `points[i]`. Quadratic with all products where the points are at least
  /// three times its terms, without products or linear where they are fewer. At least one more
  /// point than constants.
  Emulator(const std::vector<UnitPoint>& points, const std::vector<double>& figures);

  double mean(const UnitPoint& point) const;
  double variance() const { return variance_; }  ///< of a figure around the surface

 private:
  std::vector<double> terms(const UnitPoint& point) const;

  enum class Shape { linear, squares, quadratic } shape_ = Shape::linear;
  std::vector<double> weights_;
  double variance_ = 0;
};

/// What a figure of the model is held against.
struct Observation {
  double value = 0;
  double variance = 0;  ///< of the observation, the model's discrepancy and chance together
};

/// Implausibility (Vernon, Goldstein and Bower 2010): the largest distance of a figure from its
/// observation in standard deviations. Infinite when a figure is not defined.
double implausibility(const std::vector<double>& figures,
                      const std::vector<Observation>& observations);

/// The same of a point that was not simulated.
double implausibility(const std::vector<Emulator>& emulators, const UnitPoint& point,
                      const std::vector<Observation>& observations);

}  // namespace chuanzhe::study
