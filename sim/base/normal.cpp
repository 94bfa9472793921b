#include "base/normal.hpp"

#include "base/math.hpp"

#include <cstddef>

namespace chuanzhe::base {
namespace {

constexpr double centre_above[] = {-3.969683028665376e+01, 2.209460984245205e+02,
                                   -2.759285104469687e+02, 1.383577518672690e+02,
                                   -3.066479806614716e+01, 2.506628277459239e+00};
constexpr double centre_below[] = {-5.447609879822406e+01, 1.615858368580409e+02,
                                   -1.556989798598866e+02, 6.680131188771972e+01,
                                   -1.328068155288572e+01, 1};
constexpr double tail_above[] = {-7.784894002430293e-03, -3.223964580411365e-01,
                                 -2.400758277161838e+00, -2.549732539343734e+00,
                                 4.374664141464968e+00,  2.938163982698783e+00};
constexpr double tail_below[] = {7.784695709041462e-03, 3.224671290700398e-01,
                                 2.445134137142996e+00, 3.754408661907416e+00, 1};
constexpr double tail = 0.02425;  // share beyond which the tail's approximation serves

template <std::size_t n>
double polynomial(const double (&coefficients)[n], double x) {
  double sum = 0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

double tail_quantile(double u) {
  const double q = exp(0.5 * log(-2 * log(u)));  // sqrt(-2 ln u)
  return polynomial(tail_above, q) / polynomial(tail_below, q);
}

}  // namespace

double normal_quantile(double u) {
  if (u < tail) return tail_quantile(u);
  if (u > 1 - tail) return -tail_quantile(1 - u);
  const double q = u - 0.5, r = q * q;
  return q * polynomial(centre_above, r) / polynomial(centre_below, r);
}

}  // namespace chuanzhe::base
