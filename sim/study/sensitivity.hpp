// What a figure of a sweep depends on (docs/sweeps.md, Sensitivity): Sobol's indices, Morris's
// measures, and how much of the variance rests on which grade of evidence. Numbers in, numbers
// out. Points at which a figure is undefined (NaN) drop out with the sample they belong to.
#pragma once

#include <span>
#include <vector>

#include "base/draws.hpp"
#include "base/field.hpp"

namespace chuanzhe::study {

/// An estimate with its 95 % bootstrap interval (percentiles).
struct IndexEstimate {
  double value = 0, low = 0, high = 0;
};

inline constexpr int usual_resamples = 1000;

/// Shares of the variance that a factor explains alone (first) and with others (total).
struct SobolIndex {
  IndexEstimate first, total;
};

/// `figures` in the order of saltelli(). First order after Saltelli et al. 2010 (table 2, b),
/// total after Jansen 1999 (table 2, f). Empty when the figure does not vary.
std::vector<SobolIndex> sobol_indices(std::span<const double> figures, int factors,
                                      const base::Draws& draws, int resamples = usual_resamples);

/// Elementary effects over the whole range of a factor: mean of their sizes (mu*), mean, spread.
struct MorrisMeasure {
  IndexEstimate mu_star, mu, sigma;
};

/// `points` and `figures` in the order of morris().
std::vector<MorrisMeasure> morris_measures(std::span<const std::vector<double>> points,
                                           std::span<const double> figures, int factors,
                                           const base::Draws& draws,
                                           int resamples = usual_resamples);

/// How much of the variance rests on the factors of one grade. Interactions between grades belong
/// to both: alone <= what the grade explains <= alone and with others. `share` adds up to 1.
struct GradeShare {
  base::Grade grade = base::Grade::assumption;
  double alone = 0, with_others = 0, share = 0;
};
std::vector<GradeShare> shares_by_grade(std::span<const SobolIndex> indices,
                                        std::span<const base::Grade> grades);

}  // namespace chuanzhe::study
