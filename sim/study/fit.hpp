// Fits constants to targets by a damped quasi-Newton search (docs/validation.md, Stage 1). It sees
// numbers only: what a constant means and how a run is made is the caller's business. All runs of
// one fit must share their seeds, so that figures move with the constants and not with chance.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace chuanzhe::study {

/// A constant to be found, in its own unit.
struct FitConstant {
  std::string name;
  double start = 0, low = 0, high = 0;  ///< never left
  double step = 0;                      ///< first change, to see what it moves
};

/// A figure to be met. Errors are relative: simulated / value - 1.
struct FitTarget {
  std::string name;
  double value = 0;      ///< not 0
  double tolerance = 0;  ///< relative
  double weight = 1;
};

/// Figures of several points at once, so that they can be run side by side: [point][target].
using Figures = std::vector<std::vector<double>>;
using Simulate = std::function<Figures(const Figures& points)>;

struct FitSettings {
  int rounds = 10;         ///< at most, after the first look
  double damping = 0.9;    ///< share of each Newton step that is taken
  double closeness = 0.1;  ///< done when every error is within this share of its tolerance
  Figures slopes = {};     ///< [target][constant] where they are known: saves the first look
};

struct FitRound {
  std::vector<double> constants, simulated;
  double worst = 0;  ///< largest error in units of its tolerance
};

struct Fit {
  std::vector<double> constants, simulated, errors;
  std::vector<bool> at_edge;  ///< [constant] at an end of its range
  std::vector<FitRound> rounds;
  int runs = 0;      ///< points simulated
  Figures jacobian;  ///< [target][constant] change of the error per unit
  bool is_met() const { return unmet.empty(); }
  std::vector<std::size_t> unmet;  ///< targets outside their tolerance
};

/// The best point seen. Throws base::RunError when a figure is not defined.
Fit fit(const std::vector<FitConstant>& constants, const std::vector<FitTarget>& targets,
        const Simulate& simulate, const FitSettings& settings = {});

/// Targets that cannot be met together, as the linear model at the end of the fit tells: for each
/// target outside its tolerance, those that would have to give way, with the errors of both.
struct Conflict {
  std::size_t target = 0;
  double error = 0;
  std::vector<std::size_t> against;
  std::vector<double> errors_without;  ///< [against] their errors when only `target` is met
};
std::vector<Conflict> conflicts(const Fit& fit, const std::vector<FitConstant>& constants,
                                const std::vector<FitTarget>& targets);

}  // namespace chuanzhe::study
