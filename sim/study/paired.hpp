// The difference of two scenarios, replicate by replicate: both runs of a pair share every random
// number, so what they have in common cancels (docs/compare.md, "Pairs"). Also how much the pairing
// was worth against two independent sets of runs.
#pragma once

#include <span>
#include <vector>

#include "study/interval.hpp"

namespace chuanzhe::study {

struct PairedDifference {
  Estimate base, policy;  ///< over the pairs in which both are defined
  Estimate difference;    ///< policy minus base

  /// (var base + var policy) / var difference: how many times more replicates an unpaired study
  /// needs. Infinite when the difference never varies, undefined below two pairs or without noise.
  double variance_reduction = undefined;

  /// Unpaired replicates of each scenario for the same interval, rounded up. 0 = not known.
  double unpaired_replicates = 0;

  /// The difference in per cent of the base's mean, with its interval.
  double percent(double value) const { return 100 * value / base.mean; }
};

/// `base[r]` and `policy[r]` are the same replicate.
PairedDifference paired_difference(std::span<const double> base, std::span<const double> policy,
                                   const IntervalChoice& choice = {});

/// policy - base, pair by pair.
std::vector<double> differences(std::span<const double> base, std::span<const double> policy);

}  // namespace chuanzhe::study
