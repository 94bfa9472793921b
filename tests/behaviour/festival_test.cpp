#include "behaviour/festival.hpp"

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

TEST_CASE("a stay bonus raises the share that stays as the logit says (V8)") {
  Parameters model;
  model.festival_scale = 3000;
  model.festival_home_value = -3000 * base::log(0.21 / 0.79);  // stay share .21 without a bonus

  const double bonuses[] = {0, 200, 500, 1000, 2000};
  const double shares[] = {.210000, .221274, .238984, .270598, .341131};

  for (int i = 0; i < 5; ++i) {
    FestivalSituation situation;
    situation.stay_bonus = bonuses[i];
    CHECK(stay_probability(model, value_of_going(model, situation)) ==
          Approx(shares[i]).margin(5e-7));
  }
}

TEST_CASE("every term moves the value of going by its own amount") {
  const Parameters model;
  const double plain = value_of_going(model, {});
  FestivalSituation s;
  s.child_behind = true;
  s.fare_over_mean = 100;
  s.overtime_over_mean = 50;
  s.visit_grant = 800;
  s.restriction = 4900;
  s.long_absent = true;

  CHECK(plain == model.festival_home_value);
  CHECK(value_of_going(model, s) == plain + 800 - 100 - 50 + 800 - 4900 + 400);
}

TEST_CASE("days away are allotted to calendar months exactly") {
  const Absence absence{10, 12};  // away 31 January to 21 February 2024, back on the 22nd

  CHECK(share_present({2024, 2, 10}, absence, base::Month(2024, 1)) == Approx(30.0 / 31));
  CHECK(share_present({2024, 2, 10}, absence, base::Month(2024, 2)) == Approx(8.0 / 29));
  CHECK(share_present({2024, 2, 10}, absence, base::Month(2024, 3)) == 1.0);
}

TEST_CASE("goers come back as observed: 23 % by day 8, all by day 25") {
  const base::Draws draws(base::make_key(2, 0));
  constexpr int n = 100000;
  int early = 0, latest = 0;

  for (std::uint32_t i = 0; i < n; ++i) {
    const Absence absence = draw_absence(draws, i, 2021, 0);
    early += absence.days_after < 8;
    latest = std::max(latest, absence.days_after);
    REQUIRE(absence.days_before >= 3);
    REQUIRE(absence.days_before <= 20);
  }

  CHECK(early == Approx(0.23 * n).margin(4 * 133));
  CHECK(latest <= 25);
}

TEST_CASE("days of leaving are uniform, days of return piecewise, each apart from the other") {
  const base::Draws draws(base::make_key(3, 0));
  constexpr std::uint32_t n = 200000;
  const auto near = [](int count, double share) {
    return Approx(n * share).margin(4 * std::sqrt(n * share * (1 - share))) == count;
  };
  std::array<int, 32> leave{}, back{};
  int both = 0;

  for (std::uint32_t i = 0; i < n; ++i) {
    const Absence absence = draw_absence(draws, i, 2022, 0);
    ++leave.at(static_cast<std::size_t>(absence.days_before));
    ++back.at(static_cast<std::size_t>(absence.days_after));
    both += absence.days_before < 12 && absence.days_after < 8 ? 1 : 0;
    REQUIRE(draw_absence(draws, i, 2022, 10).days_before == absence.days_before + 10);
  }

  for (std::size_t day = 3; day <= 20; ++day) CHECK(near(leave[day], 1.0 / 18));
  for (std::size_t day = 1; day <= 7; ++day) CHECK(near(back[day], 0.23 / 7));
  for (std::size_t day = 8; day <= 24; ++day) CHECK(near(back[day], 0.77 / 17));
  CHECK(leave[2] + leave[21] + back[0] + back[26] == 0);
  CHECK(near(both, 0.5 * 0.23));
}
