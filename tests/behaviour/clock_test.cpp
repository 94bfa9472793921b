#include "behaviour/clock.hpp"

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
