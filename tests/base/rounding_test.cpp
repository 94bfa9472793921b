#include "base/rounding.hpp"

#include <catch2/catch.hpp>

using chuanzhe::base::largest_remainder;

TEST_CASE("largest remainders add up and favour the largest fractions") {
  const std::vector<double> weights = {1, 1, 1};

  CHECK(largest_remainder(weights, 10) == std::vector<std::int64_t>{4, 3, 3});
  CHECK(largest_remainder(std::vector<double>{0.5, 0.3, 0.2}, 7) ==
        std::vector<std::int64_t>{4, 2, 1});
}

TEST_CASE("nothing is given to a zero weight") {
  CHECK(largest_remainder(std::vector<double>{0, 1, 0}, 5) == std::vector<std::int64_t>{0, 5, 0});
  CHECK(largest_remainder(std::vector<double>{0, 0}, 5) == std::vector<std::int64_t>{0, 0});
}
