#include "base/month.hpp"

#include <catch2/catch.hpp>

using namespace chuanzhe::base;

TEST_CASE("months count from January 1950 and print as YYYY-MM") {
  const Month month(2022, 6);

  CHECK(month.index == 72 * 12 + 5);
  CHECK(to_string(month) == "2022-06");
  CHECK(to_string(month + 7) == "2023-01");
  CHECK(to_string(month - 6) == "2021-12");
  CHECK(Month(2025, 12) - Month(2019, 1) == 83);
}

TEST_CASE("only real months and days are read") {
  CHECK(parse_month("2022-06") == Month(2022, 6));
  CHECK_FALSE(parse_month("2022-13"));
  CHECK_FALSE(parse_month("2022-6"));
  CHECK_FALSE(parse_month("2022/06"));
  CHECK_FALSE(parse_month("-022-06"));
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  CHECK_FALSE(parse_date("2023-02-29"));
}

TEST_CASE("day numbers and dates are inverse of each other") {
  CHECK(days_since_epoch({1970, 1, 1}) == 0);
  CHECK(days_since_epoch({2000, 3, 1}) == 11017);

  for (long day = 7000; day < 30000; ++day) {
    REQUIRE(days_since_epoch(date_from_days(day)) == day);
  }
}
