#include "study/fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "study/linear_system.hpp"

namespace chuanzhe::study {
namespace {

using Row = std::vector<double>;

/// The step that makes the weighted squares of the errors least, in units of the constants' own
/// steps; `ridge` keeps constants that move nothing where they are.
Row newton_step(const Figures& jacobian, const Row& errors,
                const std::vector<FitConstant>& constants, const std::vector<FitTarget>& targets,
                double ridge) {
  const std::size_t n = constants.size();
  Figures normal(n, Row(n));
  Row right(n);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const double weight = targets[t].weight / targets[t].tolerance / targets[t].tolerance;
    for (std::size_t i = 0; i < n; ++i) {
      const double slope = jacobian[t][i] * constants[i].step;
      right[i] -= weight * slope * errors[t];
      for (std::size_t k = 0; k < n; ++k) {
        normal[i][k] += weight * slope * jacobian[t][k] * constants[k].step;
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) normal[i][i] += ridge * (normal[i][i] + 1e-6);
  Row step = solve_linear(std::move(normal), std::move(right));
  for (std::size_t i = 0; i < n; ++i) step[i] *= constants[i].step;
  return step;
}

Row errors_of(const Row& simulated, const std::vector<FitTarget>& targets) {
  Row errors;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (!std::isfinite(simulated[t])) {
      throw base::RunError("target " + targets[t].name + " is not defined in the run (0 / 0)");
    }
    errors.push_back(simulated[t] / targets[t].value - 1);
  }
  return errors;
}

double worst_of(const Row& errors, const std::vector<FitTarget>& targets) {
  double worst = 0;
  for (std::size_t t = 0; t < errors.size(); ++t) {
    worst = std::max(worst, std::fabs(errors[t]) / targets[t].tolerance);
  }
  return worst;
}

double squares_of(const Row& errors, const std::vector<FitTarget>& targets) {
  double sum = 0;
  for (std::size_t t = 0; t < errors.size(); ++t) {
    const double part = errors[t] / targets[t].tolerance;
    sum += targets[t].weight * part * part;
  }
  return sum;
}

/// What the constants move, from one run each with that constant changed by its step.
Figures first_jacobian(const Row& errors, const Figures& moved, const std::vector<double>& steps,
                       const std::vector<FitTarget>& targets) {
  Figures jacobian(targets.size(), Row(steps.size()));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Row changed = errors_of(moved[i + 1], targets);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      jacobian[t][i] = (changed[t] - errors[t]) / steps[i];
    }
  }
  return jacobian;
}

/// Broyden's update: the least change of the matrix that explains what was just seen. Lengths are
/// in steps of the constants.
void update(Figures& jacobian, const Row& step, const Row& before, const Row& after,
            const std::vector<FitConstant>& constants) {
  double length = 0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    length += step[i] * step[i] / constants[i].step / constants[i].step;
  }
  if (length <= 0) return;
  for (std::size_t t = 0; t < jacobian.size(); ++t) {
    double surprise = after[t] - before[t];
    for (std::size_t i = 0; i < step.size(); ++i) surprise -= jacobian[t][i] * step[i];
    for (std::size_t i = 0; i < step.size(); ++i) {
      jacobian[t][i] += surprise * step[i] / constants[i].step / constants[i].step / length;
    }
  }
}

Row moved_within(const Row& from, const Row& step, const std::vector<FitConstant>& constants,
                 double share) {
  constexpr double furthest = 8;  // steps of a constant in one round: the slopes are local
  Row to = from;
  for (std::size_t i = 0; i < to.size(); ++i) {
    const double most = furthest * constants[i].step;
    to[i] = std::clamp(from[i] + std::clamp(share * step[i], -most, most), constants[i].low,
                       constants[i].high);
  }
  return to;
}

Row difference(const Row& a, const Row& b) {
  Row d;
  for (std::size_t i = 0; i < a.size(); ++i) d.push_back(a[i] - b[i]);
  return d;
}

void conclude(Fit& found, const std::vector<FitConstant>& constants,
              const std::vector<FitTarget>& targets) {
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (std::fabs(found.errors[t]) > targets[t].tolerance) found.unmet.push_back(t);
  }
  for (std::size_t i = 0; i < constants.size(); ++i) {
    const double near = 1e-6 * (constants[i].high - constants[i].low);
    found.at_edge.push_back(found.constants[i] <= constants[i].low + near ||
                            found.constants[i] >= constants[i].high - near);
  }
}

/// The first look from a place whose slopes are known.
Figures look_at(Fit& found, const Figures& slopes, const std::vector<FitConstant>& constants,
                const std::vector<FitTarget>& targets, const Simulate& simulate) {
  for (const FitConstant& c : constants) {
    found.constants.push_back(std::clamp(c.start, c.low, c.high));
  }
  found.simulated = simulate({found.constants})[0];
  found.errors = errors_of(found.simulated, targets);
  found.runs = 1;
  found.rounds.push_back({found.constants, found.simulated, worst_of(found.errors, targets)});
  return slopes;
}

/// The first look: the start and one point for each constant, its step turned inward at an edge.
Figures look_around(Fit& found, const std::vector<FitConstant>& constants,
                    const std::vector<FitTarget>& targets, const Simulate& simulate) {
  Row start, steps;
  for (const FitConstant& c : constants) {
    start.push_back(std::clamp(c.start, c.low, c.high));
    steps.push_back(start.back() + c.step <= c.high ? c.step : -c.step);
  }
  Figures points = {start};
  for (std::size_t i = 0; i < constants.size(); ++i) {
    points.push_back(start);
    points.back()[i] += steps[i];
  }
  const Figures seen = simulate(points);
  found.constants = start;
  found.simulated = seen[0];
  found.errors = errors_of(seen[0], targets);
  found.runs = static_cast<int>(points.size());
  found.rounds.push_back({start, seen[0], worst_of(found.errors, targets)});
  return first_jacobian(found.errors, seen, steps, targets);
}

}  // namespace

Fit fit(const std::vector<FitConstant>& constants, const std::vector<FitTarget>& targets,
        const Simulate& simulate, const FitSettings& settings) {
  Fit found;
  found.jacobian = settings.slopes.empty()
                       ? look_around(found, constants, targets, simulate)
                       : look_at(found, settings.slopes, constants, targets, simulate);
  double ridge = 1e-4;
  for (int round = 0; round < settings.rounds; ++round) {
    if (worst_of(found.errors, targets) <= settings.closeness) break;
    const Row step = newton_step(found.jacobian, found.errors, constants, targets, ridge);
    const Row to = moved_within(found.constants, step, constants, settings.damping);
    const Row taken = difference(to, found.constants);
    if (std::all_of(taken.begin(), taken.end(), [](double d) { return d == 0; })) break;
    const Row simulated = simulate({to})[0];
    const Row errors = errors_of(simulated, targets);
    ++found.runs;
    found.rounds.push_back({to, simulated, worst_of(errors, targets)});
    update(found.jacobian, taken, found.errors, errors, constants);
    if (squares_of(errors, targets) < squares_of(found.errors, targets)) {
      found.constants = to;
      found.simulated = simulated;
      found.errors = errors;
      ridge = std::max(ridge / 4, 1e-6);
    } else {
      ridge *= 16;
    }
  }
  conclude(found, constants, targets);
  return found;
}

std::vector<Conflict> conflicts(const Fit& fit, const std::vector<FitConstant>& constants,
                                const std::vector<FitTarget>& targets) {
  constexpr double insistence = 1e6;  // weight that makes a target come before all others
  std::vector<Conflict> found;
  for (const std::size_t t : fit.unmet) {
    std::vector<FitTarget> insisting = targets;
    insisting[t].weight = insistence;
    const Row step = newton_step(fit.jacobian, fit.errors, constants, insisting, 1e-6);
    Row taken = step;
    for (std::size_t i = 0; i < step.size(); ++i) {
      taken[i] = std::clamp(fit.constants[i] + step[i], constants[i].low, constants[i].high) -
                 fit.constants[i];
    }
    Conflict conflict{t, fit.errors[t], {}, {}};
    for (std::size_t other = 0; other < targets.size(); ++other) {
      double error = fit.errors[other];
      for (std::size_t i = 0; i < taken.size(); ++i) error += fit.jacobian[other][i] * taken[i];
      if (other == t || std::fabs(error) <= targets[other].tolerance) continue;
      conflict.against.push_back(other);
      conflict.errors_without.push_back(error);
    }
    found.push_back(conflict);
  }
  return found;
}

}  // namespace chuanzhe::study
