#include "base/math.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace chuanzhe::base {
namespace {

// ln 2 in two parts: the first has 32 significant bits, so that k * ln2_high is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr double inverse_ln2 = 0x1.71547652b82fep+0;
constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;

/// ln c of the centre c of a cell of m, in two parts, and 1 / c.
struct LogCell {
  double centre, inverse, high, low;
};
constexpr int log_cells = 96;  // m from 0.6875 to 1.4375 in steps of 1/128
constexpr double log_begin = 0.6875, log_step = 1.0 / 128;

/// ln x = 2 atanh((x - 1) / (x + 1)) in extended precision, for the table only.
constexpr long double series_log(long double x) {
  const long double s = (x - 1) / (x + 1), z = s * s;
  long double term = s, sum = 0;
  for (int n = 1; n < 60; n += 2, term *= z) sum += term / n;
  return 2 * sum;
}

constexpr std::array<LogCell, log_cells> make_log_table() {
  std::array<LogCell, log_cells> table{};
  for (int i = 0; i < log_cells; ++i) {
    double centre = log_begin + (i + 0.5) * log_step;
    // Next to 1 the centre is 1 itself, so that nothing cancels where ln m is small.
    if (centre > 1 - log_step && centre < 1 + log_step) centre = 1;
    const long double exact = series_log(static_cast<long double>(centre));
    const auto high = static_cast<double>(exact);
    const auto low = static_cast<double>(exact - static_cast<long double>(high));
    table[static_cast<std::size_t>(i)] = {centre, 1 / centre, high, low};
  }
  return table;
}
constexpr auto log_table = make_log_table();

}  // namespace

// x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = ln c + ln(1 + r), r = (m - c) / c with m - c
// exact.
double log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>(bits >> 52) - 1022;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3fe0000000000000ULL);
  if (m < sqrt_half) {
    m += m;
    --exponent;
  }
  const LogCell& cell = log_table[static_cast<std::size_t>((m - log_begin) * 128)];
  const double r = (m - cell.centre) * cell.inverse;
  const double w = r * r;
  const double even = -0.5 + w * (-0.25 + w * (-1.0 / 6 + w * (-1.0 / 8)));
  const double odd = 1.0 / 3 + w * (0.2 + w * (1.0 / 7 + w * (1.0 / 9)));
  const double tail = w * (even + r * odd) + (cell.low + exponent * ln2_low);
  // Added from large to small, each sum keeping what it loses (Knuth's two-sum).
  const double big = exponent * ln2_high;
  const double sum = big + cell.high;
  const double lost = cell.high - (sum - big);
  const double whole = sum + r;
  const double rest = r - (whole - sum);
  return whole + (rest + (lost + tail));
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
