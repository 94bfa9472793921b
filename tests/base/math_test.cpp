#include "base/exponential.hpp"
#include "base/math.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace chuanzhe;

namespace {

/// Distance of `value` from the long double result, in units of its last place.
double ulps(double value, long double exact) {
  const double near = static_cast<double>(exact);
  const double unit = std::nextafter(std::fabs(near), INFINITY) - std::fabs(near);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact)) / unit;
}

}  // namespace

TEST_CASE("the logarithm is within one unit in the last place") {
  double worst = 0;

  for (int i = 1; i < 400000; ++i) {
    const double u = i / 400000.0;
    worst = std::max(worst, ulps(base::log(u), std::log(static_cast<long double>(u))));
    const double big = u * 1e12;
    worst = std::max(worst, ulps(base::log(big), std::log(static_cast<long double>(big))));
  }

  CHECK(worst <= 1.0);
  CHECK(base::log(1.0) == 0.0);
}

TEST_CASE("the exponential is within one unit in the last place") {
  double worst = 0;

  for (int i = -400000; i < 400000; ++i) {
    const double x = i / 10000.0;
    worst = std::max(worst, ulps(base::exp(x), std::exp(static_cast<long double>(x))));
  }

  CHECK(worst <= 1.0);
  CHECK(base::exp(0.0) == 1.0);
  CHECK(base::exp(-800.0) == 0.0);
}

TEST_CASE("the exponential variate of a word is minus the logarithm of its uniform") {
  double worst = 0;

  for (std::uint64_t i = 0; i < 2000000; ++i) {
    std::uint32_t word = static_cast<std::uint32_t>(i * 2147U);
    if (i < 1000) word = static_cast<std::uint32_t>(i);  // the longest waits
    if (i >= 1999000) word = 0xffffffffU - static_cast<std::uint32_t>(1999999 - i);  // the shortest
    const long double exact = -std::log((static_cast<long double>(word) + 0.5L) / 4294967296.0L);
    worst = std::max(worst, static_cast<double>(std::fabs(base::exponential_of(word) / exact - 1)));
  }

  CHECK(worst < 1e-10);
}
