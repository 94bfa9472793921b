#include "behaviour/clock.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "../engine/small_world.hpp"
#include "world/worker.hpp"

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

struct Fixture {
  Parameters model;
  world::Calendar calendar{test::small_tables().festivals};
  base::Month first{2018, 1};
  int ticks = 84;
  base::Draws draws{base::make_key(9, 0)};
};

}  // namespace

TEST_CASE("candidates come at the bounded hazard of every age and season") {
  Fixture f;
  const Clock clock(f.model, f.calendar, f.first, f.ticks, f.draws);
  constexpr std::uint32_t n = 200000;
  const int birth = f.first.index - 35 * 12;  // band 30-44 in every window
  std::vector<double> counts(static_cast<std::size_t>(f.ticks), 0);

  for (std::uint32_t i = 0; i < n; ++i) {
    auto candidates = clock.candidates(i, birth);
    for (auto t = candidates.next(0); t; t = candidates.next(*t)) {
      counts[static_cast<std::size_t>(*t)] += 1;
    }
  }

  for (int t = 0; t < f.ticks; ++t) {
    const double expected = n * (f.model.reconsider * clock.season(t) + f.model.layoff);
    CHECK(counts[static_cast<std::size_t>(t)] ==
          Approx(expected).margin(4 * std::sqrt(expected)));  // Poisson, 4 sd
  }
}

TEST_CASE("the next candidate does not depend on where one looks from") {
  Fixture f;
  const Clock clock(f.model, f.calendar, f.first, f.ticks, f.draws);
  const int birth = f.first.index - 25 * 12;

  for (std::uint32_t i = 0; i < 20000; ++i) {
    auto candidates = clock.candidates(i, birth);
    double last = -1e-9;
    for (auto t = candidates.next(last); t; t = candidates.next(last)) {
      REQUIRE(*t > last);
      const double between = last + (*t - last) / 2;
      REQUIRE(clock.candidates(i, birth).next(between) == t);
      REQUIRE(candidates.next(last) == t);  // told twice when asked twice
      last = *t;
    }
  }
}

TEST_CASE("candidates are thinned to the actual hazard") {
  Fixture f;
  f.model.layoff = 0.02;
  const Clock clock(f.model, f.calendar, f.first, f.ticks, f.draws);
  constexpr std::uint32_t n = 400000;
  const int birth = f.first.index - (30 * 12 - 12);  // turns 30 in the middle of the window
  double reconsidered = 0, laid_off = 0;

  for (std::uint32_t i = 0; i < n; ++i) {
    auto candidates = clock.candidates(i, birth);
    for (auto t = candidates.next(0); t && *t < 24; t = candidates.next(*t)) {
      if (*t < 18) continue;
      reconsidered += clock.cause(i, birth, *t) == Cause::reconsider;
      laid_off += clock.cause(i, birth, *t) == Cause::layoff;
    }
  }

  double season = 0;
  for (int t = 18; t < 24; ++t) season += clock.season(t);
  CHECK(reconsidered == Approx(n * f.model.reconsider * season).epsilon(0.02));
  CHECK(laid_off == Approx(n * 0.02 * 6).epsilon(0.02));
}

TEST_CASE("nobody retires before the age of onset and everybody by 65") {
  Fixture f;

  for (std::uint32_t i = 0; i < 20000; ++i) {
    const int age = 45 * 12 + static_cast<int>(i % 240);
    const int birth = f.first.index - age;
    const auto tick = retirement_tick(i, i % 2 == 0, birth, f.first, f.ticks, f.draws);
    if (tick == world::never) {
      REQUIRE(age + f.ticks <= 65 * 12);
    } else {
      REQUIRE(age + tick >= (i % 2 == 0 ? 50 : 55) * 12);
      REQUIRE(age + tick <= std::max(65 * 12, age));
    }
  }
}

TEST_CASE("women retire from 50 and men from 55 at the hazard of their age, the rest at 65") {
  Fixture f;
  constexpr std::uint32_t n = 200000;
  constexpr int ticks = 200;
  for (const bool female : {true, false}) {
    const int onset = female ? 50 : 55, years = 65 - onset;
    for (const int past : {0, 40}) {  // months past the onset when the run starts
      const int birth = f.first.index - onset * 12 - past;
      std::vector<int> retired(ticks, 0);
      for (std::uint32_t i = 0; i < n; ++i) {
        ++retired.at(retirement_tick(i, female, birth, f.first, ticks, f.draws));
      }

      double hazard = 0, so_far = 0;  // passed since the start; workers retired
      for (int month = past; month < years * 12; ++month) {
        so_far += retired[static_cast<std::size_t>(month - past)];
        hazard += 1 / (1 + std::exp(6.0 - 0.15 * month / 12));
        if (month % 12 != 11) continue;
        const double share = 1 - std::exp(-hazard);
        CHECK(so_far == Approx(n * share).margin(4 * std::sqrt(n * share * (1 - share))));
      }
      CHECK(retired[static_cast<std::size_t>(years * 12 - past)] == n - so_far);
      CHECK(n - so_far > 0.1 * n);
    }
  }
}
