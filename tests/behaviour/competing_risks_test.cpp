#include "behaviour/competing_risks.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <boost/random/poisson_distribution.hpp>
#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

constexpr std::uint32_t n = 4000000;

double band(double p) { return 4 * std::sqrt(p * (1 - p) / n); }  // 4 sd

enum class Start { in_zero, two_of_three_in_one };

/// Share in state 1 after `ticks` with hazards a (0 to 1) and b (1 to 0); at most `most` events a
/// tick.
double two_state_share(int ticks, double a, double b, std::uint32_t most, std::uint32_t agents,
                       Start start = Start::in_zero) {
  const base::Draws draws(base::make_key(31, 0));
  std::uint32_t in_one = 0;
  for (std::uint32_t i = 0; i < agents; ++i) {
    bool one = start == Start::two_of_three_in_one && i % 3 != 0;
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

struct Moments {
  double mean = 0, variance = 0;
};

/// Stock without capacity, counted at the end of every tick once it is stationary: `entrants` a
/// tick (their number Poisson if so told), uniformly over the tick, each staying 24 ticks on
/// average.
Moments stock_moments(double entrants, int ticks, bool poisson) {
  constexpr int settled = 480;  // ticks: exp(-20) of the start is left
  const base::Draws draws(base::make_key(33, 0));
  base::KeyedEngine engine(draws, base::Purpose::synthesis, 0, 0);
  boost::random::poisson_distribution<int, double> number(entrants);
  std::vector<int> change(static_cast<std::size_t>(ticks) + 1);
  std::uint32_t id = 0;
  for (int t = 0; t < ticks; ++t) {
    const int n_t = poisson ? number(engine) : static_cast<int>(entrants);
    for (int i = 0; i < n_t; ++i, ++id) {
      double now = draws.uniform(base::Purpose::synthesis, id, 1);
      ++change[static_cast<std::size_t>(t)];
      for (int tick = t; tick < ticks; ++tick, now = 0) {
        if (!next_risk(draws, id, tick, 0, now, std::array{1.0 / 24})) continue;
        --change[static_cast<std::size_t>(tick)];
        break;
      }
    }
  }
  double stock = 0, sum = 0, squares = 0;
  for (int t = 0; t < ticks; ++t) {
    stock += change[static_cast<std::size_t>(t)];
    if (t >= settled) sum += stock, squares += stock * stock;
  }
  const double mean = sum / (ticks - settled);
  return {mean, squares / (ticks - settled) - mean * mean};
}

using Generator = std::array<std::array<double, 5>, 5>;  // [from][to] hazard, 1/month

/// P = exp(Q) of the generator whose rates off the diagonal are `rates`, by the power series.
Generator transition(const Generator& rates) {
  Generator q = rates, p{}, term{};
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) q[i][i] -= j == i ? 0 : rates[i][j];
    p[i][i] = term[i][i] = 1;
  }
  for (int k = 1; k < 40; ++k) {
    Generator next{};
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = 0; j < 5; ++j) {
        for (std::size_t l = 0; l < 5; ++l) next[i][j] += term[i][l] * q[l][j] / k;
        p[i][j] += next[i][j];
      }
    }
    term = next;
  }
  return p;
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

TEST_CASE("the stationary share is two thirds, one event a tick misses it (V3b)") {
  constexpr auto start = Start::two_of_three_in_one;  // 60 ticks leave 2 % of any distance

  const double exact = two_state_share(60, 0.04, 0.02, 8, n, start);
  const double capped = two_state_share(60, 0.04, 0.02, 1, n, start);

  CHECK(exact == Approx(2.0 / 3).margin(band(2.0 / 3)));
  CHECK(capped == Approx(0.664452).margin(band(0.664452)));
  CHECK(std::fabs(capped - 2.0 / 3) > band(2.0 / 3));
}

TEST_CASE("a stock is entrants times mean stay, and Poisson when they are (V4)") {
  const Moments large = stock_moments(1000, 4800, true);
  const Moments small = stock_moments(100, 24000, true);
  const Moments even = stock_moments(100, 24000, false);

  // The stock's memory is 24 ticks: sd of a mean over T ticks is sqrt(2 L 24 / T).
  CHECK(large.mean == Approx(24000).margin(4 * std::sqrt(2 * 24000.0 * 24 / 4320)));
  CHECK(large.variance == Approx(24000).epsilon(4 * std::sqrt(2.0 * 24 / 4320)));
  CHECK(small.mean == Approx(2400).margin(4 * std::sqrt(2 * 2400.0 * 24 / 23520)));
  CHECK(small.variance == Approx(2400).epsilon(4 * std::sqrt(2.0 * 24 / 23520)));
  CHECK(even.variance < 0.6 * small.variance);  // 100 every tick is less than Poisson: about half
}

TEST_CASE("a thousand posts refilled every tick see 29.5545 separations a tick (V10)") {
  const base::Draws draws(base::make_key(34, 0));
  constexpr int ticks = 4000;
  int separations = 0;

  for (int t = 0; t < ticks; ++t) {
    for (std::uint32_t post = 0; post < 1000; ++post) {
      // Who is hired at the end of the tick cannot leave before the next.
      separations += next_risk(draws, post, t, 0, 0, std::array{0.03}).has_value();
    }
  }

  const double sd = std::sqrt(1000 * 0.0295545 * 0.9704455 / ticks);
  CHECK(static_cast<double>(separations) / ticks == Approx(29.5545).margin(4 * sd));
}

TEST_CASE("five states with constant hazards follow the matrix exponential (V23)") {
  // home, local post, elsewhere, searching, in post; some legs are short so that several events
  // fall into one tick.
  const Generator rates = {{{0, 0.02, 0.03, 0.05, 0.01},
                            {0.01, 0, 0.01, 0.02, 0.02},
                            {0.02, 0.005, 0, 0.01, 0.02},
                            {0.08, 0, 0.02, 0, 0.7},
                            {0.02, 0.01, 0.01, 0.06, 0}}};
  const Generator p = transition(rates);
  const base::Draws draws(base::make_key(35, 0));
  constexpr std::uint32_t agents = 200000;
  std::vector<std::uint8_t> state(agents, 0);
  std::array<double, 5> expected = {1, 0, 0, 0, 0};

  for (int t = 0; t < 36; ++t) {
    std::array<std::uint32_t, 5> count{};
    for (std::uint32_t i = 0; i < agents; ++i) {
      double now = 0;
      for (std::uint32_t k = 0; k < 16; ++k) {
        const auto risk = next_risk(draws, i, t, k, now, rates[state[i]]);
        if (!risk) break;
        now = risk->time;
        state[i] = static_cast<std::uint8_t>(risk->cause);
      }
      ++count[state[i]];
    }
    std::array<double, 5> after{};
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = 0; j < 5; ++j) after[j] += expected[i] * p[i][j];
    }
    expected = after;
    for (std::size_t j = 0; j < 5; ++j) {
      const double sd = std::sqrt(agents * expected[j] * (1 - expected[j]));
      CHECK(count[j] == Approx(agents * expected[j]).margin(4 * sd));
    }
  }
}
