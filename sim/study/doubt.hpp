// What is not known of an effect, in two parts: the constants of the model, which differ from draw
// to draw of a set that the data do not rule out, and chance, which differs between the replicates
// of one draw (one-way analysis of variance with random effects;
// Searle, Casella and McCulloch 1992).
#pragma once

#include <vector>

#include "study/interval.hpp"

namespace chuanzhe::study {

struct Doubt {
  double mean = undefined;       ///< over draws, of the means over replicates
  Interval interval;             ///< of the effect of one draw's replicates, constants unknown
  double constants = undefined;  ///< variance of the effect between draws, chance taken off
  double chance = undefined;     ///< variance of a draw's mean by chance alone
  std::size_t draws = 0;         ///< in which the effect is defined
  /// Part of the variance that the constants are answerable for [0, 1].
  double constants_share() const { return constants / (constants + chance); }
};

/// `effects[draw][replicate]`. Undefined replicates are left out, draws without one as well.
/// With one replicate a draw the parts cannot be told apart and are not given.
Doubt doubt_of(const std::vector<std::vector<double>>& effects, double level = 0.95);

}  // namespace chuanzhe::study
