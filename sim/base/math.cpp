#include "base/math.hpp"

#include <bit>
#include <cstdint>

namespace chuanzhe::base {
namespace {

// ln 2 in two parts: the first has 32 significant bits, so that k * ln2_high is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr double inverse_ln2 = 0x1.71547652b82fep+0;
constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;

}  // namespace

// x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(s), s = (m - 1) / (m + 1).
double log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>(bits >> 52) - 1022;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3fe0000000000000ULL);
  if (m < sqrt_half) {
    m += m;
    --exponent;
  }
  const double f = m - 1.0;
  const double s = f / (m + 1.0);
  const double z = s * s;
  const double w = z * z;  // two chains, so that the processor can run them side by side
  double odd = 1.0 / 21;
  odd = odd * w + 1.0 / 17;
  odd = odd * w + 1.0 / 13;
  odd = odd * w + 1.0 / 9;
  odd = odd * w + 1.0 / 5;
  double even = 1.0 / 19;
  even = even * w + 1.0 / 15;
  even = even * w + 1.0 / 11;
  even = even * w + 1.0 / 7;
  even = even * w + 1.0 / 3;
  const double tail = even + z * odd;
  // 2s = f - f s keeps the leading term exact.
  const double k = exponent;
  return k * ln2_high + (f - (s * (f - 2.0 * z * tail) - k * ln2_low));
}

// x = k ln 2 + r, |r| <= ln(2)/2; e^r by its series to r^13.
double exp(double x) {
  if (x < -700.0) return 0.0;
  if (x > 700.0) return 1.7976931348623157e308;
  const double scaled = x * inverse_ln2;
  const auto k = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const auto kd = static_cast<double>(k);
  const double r = (x - kd * ln2_high) - kd * ln2_low;
  const double w = r * r;
  double odd = 1.0 / 6227020800.0;
  odd = odd * w + 1.0 / 39916800.0;
  odd = odd * w + 1.0 / 362880.0;
  odd = odd * w + 1.0 / 5040.0;
  odd = odd * w + 1.0 / 120.0;
  odd = odd * w + 1.0 / 6.0;
  double even = 1.0 / 479001600.0;
  even = even * w + 1.0 / 3628800.0;
  even = even * w + 1.0 / 40320.0;
  even = even * w + 1.0 / 720.0;
  even = even * w + 1.0 / 24.0;
  even = even * w + 0.5;
  double p = even + r * odd;
  p = 1.0 + (r + r * r * p);
  return p * std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

}  // namespace chuanzhe::base
