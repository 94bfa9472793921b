#include "study/paired.hpp"

#include <cmath>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

struct Pairs {
  std::vector<double> base, policy;
};

Pairs defined_pairs(std::span<const double> base, std::span<const double> policy) {
  base::expect(base.size() == policy.size(), "every replicate of a pair has its partner");
  Pairs pairs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (std::isnan(base[i]) || std::isnan(policy[i])) continue;
    pairs.base.push_back(base[i]);
    pairs.policy.push_back(policy[i]);
  }
  return pairs;
}

double reduction(const Pairs& pairs, std::span<const double> difference) {
  const double apart = moments_of(pairs.base).variance + moments_of(pairs.policy).variance;
  const double together = moments_of(difference).variance;
  if (apart == 0 && together == 0) return undefined;
  return together == 0 ? std::numeric_limits<double>::infinity() : apart / together;
}

}  // namespace

std::vector<double> differences(std::span<const double> base, std::span<const double> policy) {
  base::expect(base.size() == policy.size(), "every replicate of a pair has its partner");
  std::vector<double> result(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) result[i] = policy[i] - base[i];
  return result;
}

PairedDifference paired_difference(std::span<const double> base, std::span<const double> policy,
                                   const IntervalChoice& choice) {
  const Pairs pairs = defined_pairs(base, policy);
  const std::vector<double> difference = differences(pairs.base, pairs.policy);
  PairedDifference result{estimate(pairs.base, choice), estimate(pairs.policy, choice),
                          estimate(difference, choice)};
  result.variance_reduction = reduction(pairs, difference);
  if (std::isfinite(result.variance_reduction)) {
    const auto n = static_cast<double>(difference.size());
    result.unpaired_replicates = std::ceil(n * result.variance_reduction);
  }
  return result;
}

}  // namespace chuanzhe::study
