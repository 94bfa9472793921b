#include "study/ratio.hpp"

#include <algorithm>
#include <cmath>

namespace chuanzhe::study {

// All R with (c - R e)^2 <= t^2 (s_cc - 2 R s_ce + R^2 s_ee) / n, an interval when a > 0:
//   a R^2 - 2 b R + q <= 0,  a = e^2 - t^2 s_ee / n,  b = c e - t^2 s_ce / n,  q = c^2 - t^2 s_cc /
//   n
Ratio fieller(std::span<const double> numerator, std::span<const double> denominator,
              double level) {
  Ratio ratio;
  ratio.n = numerator.size();
  if (ratio.n < 2) return ratio;
  const Moments cost = moments_of(numerator), effect = moments_of(denominator);
  const double t = student_t(ratio.n, level);
  const double g = t * t / static_cast<double>(ratio.n);
  const double a = effect.mean * effect.mean - g * effect.variance;
  if (!(a > 0)) return ratio;
  const double b = cost.mean * effect.mean - g * covariance(numerator, denominator);
  const double q = cost.mean * cost.mean - g * cost.variance;
  const double root = std::sqrt(std::max(0.0, b * b - a * q));
  ratio.is_identified = true;
  ratio.value = cost.mean / effect.mean;
  ratio.interval = {(b - root) / a, (b + root) / a};
  return ratio;
}

}  // namespace chuanzhe::study
