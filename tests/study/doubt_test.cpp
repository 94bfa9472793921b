// Doubt about an effect, parted into constants and chance, by hand.
#include <cmath>

#include <catch2/catch.hpp>

#include "study/doubt.hpp"

using namespace chuanzhe;

TEST_CASE("the variance between draws is parted into constants and chance") {
  // Means 1, 4, 7: variance 9. Within each draw the values are 2 apart: variance 2, 1 of a mean.
  const auto doubt = study::doubt_of({{0, 2}, {3, 5}, {6, 8}});

  CHECK(doubt.mean == Approx(4));
  CHECK(doubt.chance == Approx(1));
  CHECK(doubt.constants == Approx(8));
  CHECK(doubt.constants_share() == Approx(8.0 / 9));
  CHECK(doubt.draws == 3);
  CHECK(doubt.interval.high - doubt.mean == Approx(4.302653 * 3).epsilon(1e-5));
}

TEST_CASE("draws that differ no more than chance lets them leave no doubt of constants") {
  const auto doubt = study::doubt_of({{0, 10}, {1, 9}, {-1, 11}});

  CHECK(doubt.constants == 0);
  CHECK(doubt.constants_share() == 0);
}

TEST_CASE("one replicate a draw does not tell the parts, undefined effects are left out") {
  const auto doubt = study::doubt_of({{1}, {3}, {std::nan("")}});

  CHECK(doubt.draws == 2);
  CHECK(doubt.mean == Approx(2));
  CHECK(std::isnan(doubt.constants_share()));
  CHECK(study::doubt_of({{std::nan("")}}).draws == 0);
}
