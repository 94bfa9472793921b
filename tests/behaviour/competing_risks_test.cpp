#include "behaviour/competing_risks.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

constexpr std::uint32_t n = 4000000;

double band(double p) { return 4 * std::sqrt(p * (1 - p) / n); }  // 4 sd

/// Share in state 1 after `ticks`, from 0, with hazards a (0 to 1) and b (1 to 0); at most
/// `most` events a tick.
double two_state_share(int ticks, double a, double b, std::uint32_t most, std::uint32_t agents) {
  const base::Draws draws(base::make_key(31, 0));
  std::uint32_t in_one = 0;
  for (std::uint32_t i = 0; i < agents; ++i) {
    bool one = false;
    for (int t = 0; t < ticks; ++t) {
      double now = 0;
      for (std::uint32_t k = 0; k < most; ++k) {
        const auto risk = next_risk(draws, i, t, k, now, std::array{one ? b : a});
        if (!risk) break;
        now = risk->time;
        one = !one;
      }
    }
    in_one += one;
  }
  return static_cast<double>(in_one) / agents;
}

}  // namespace

TEST_CASE("a single hazard gives the exponential survival and mean life (V1)") {
  const base::Draws draws(base::make_key(30, 0));
  constexpr std::uint32_t agents = 400000;
  double lives = 0, ticks = 0;
  std::uint32_t survivors = 0;

  for (std::uint32_t i = 0; i < agents; ++i) {
    for (int t = 0;; ++t) {
      const auto risk = next_risk(draws, i, t, 0, 0, std::array{0.03});
      if (t == 12) ++survivors;
      if (!risk) continue;
      lives += t + risk->time;
      ticks += t + 1;
      break;
    }
  }

  const double sd = std::sqrt(agents * 0.697676 * 0.302324);
  CHECK(survivors == Approx(agents * 0.697676).margin(4 * sd));
  CHECK(lives / agents == Approx(33.3333).margin(4 * 33.3333 / std::sqrt(agents)));
  CHECK(ticks / agents == Approx(33.8358).margin(4 * 33.3333 / std::sqrt(agents)));
}

TEST_CASE("causes split in proportion to their hazards (V2)") {
  const base::Draws draws(base::make_key(32, 0));
  std::array<double, 3> split{};

  for (std::uint32_t i = 0; i < n; ++i) {
    const auto risk = next_risk(draws, i, 0, 0, 0, std::array{0.02, 0.03, 0.05});
    if (risk) split[risk->cause] += 1;
  }

  const double any = split[0] + split[1] + split[2];
  CHECK(any / n == Approx(0.0951626).margin(band(0.0951626)));
  CHECK(split[0] / any == Approx(0.2).margin(4 * std::sqrt(0.2 * 0.8 / any)));
  CHECK(split[1] / any == Approx(0.3).margin(4 * std::sqrt(0.3 * 0.7 / any)));
  CHECK(split[2] / any == Approx(0.5).margin(4 * std::sqrt(0.5 * 0.5 / any)));
}

TEST_CASE("several events a tick give the exact two-state law, one event a tick does not (V3)") {
  const double exact = two_state_share(12, 0.04, 0.02, 8, n);
  const double capped = two_state_share(12, 0.04, 0.02, 1, n);

  CHECK(two_state_share(1, 0.04, 0.02, 8, n) == Approx(0.0388236).margin(band(0.0388236)));
  CHECK(exact == Approx(0.342165).margin(band(0.342165)));
  CHECK(capped == Approx(0.344214).margin(band(0.344214)));
  CHECK(std::fabs(capped - 0.342165) > band(0.342165));
}
