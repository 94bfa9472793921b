#include "study/doubt.hpp"

#include <algorithm>
#include <cmath>

namespace chuanzhe::study {

Doubt doubt_of(const std::vector<std::vector<double>>& effects, double level) {
  std::vector<double> means;
  double chance = 0;
  bool has_chance = true;
  for (const std::vector<double>& replicates : effects) {
    std::vector<double> known;
    std::copy_if(replicates.begin(), replicates.end(), std::back_inserter(known),
                 [](double value) { return std::isfinite(value); });
    if (known.empty()) continue;
    const Moments moments = moments_of(known);
    means.push_back(moments.mean);
    has_chance = has_chance && moments.n >= 2;
    if (has_chance) chance += moments.variance / static_cast<double>(moments.n);
  }
  Doubt doubt;
  doubt.draws = means.size();
  if (means.empty()) return doubt;
  const Moments between = moments_of(means);
  doubt.mean = between.mean;
  if (means.size() < 2) return doubt;
  const double half = student_t(means.size(), level) * std::sqrt(between.variance);
  doubt.interval = {doubt.mean - half, doubt.mean + half};
  if (!has_chance) return doubt;
  doubt.chance = chance / static_cast<double>(means.size());
  doubt.constants = std::max(0.0, between.variance - doubt.chance);
  return doubt;
}

}  // namespace chuanzhe::study
