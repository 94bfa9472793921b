#include "world/calendar.hpp"

#include <catch2/catch.hpp>

using namespace chuanzhe;

namespace {

// Lunar New Year days of docs/model.md (V12).
const std::vector<base::Date> festivals = {
    {2019, 2, 5},  {2020, 1, 25}, {2021, 2, 12}, {2022, 2, 1},  {2023, 1, 22}, {2024, 2, 10},
    {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},  {2028, 1, 26}, {2029, 2, 13}, {2030, 2, 3},
    {2031, 1, 23}, {2032, 2, 11}, {2033, 1, 31}, {2034, 2, 19}, {2035, 2, 8}};

}  // namespace

TEST_CASE("workers decide in January and return in February, except in 2026 and 2034 (V12)") {
  const world::Calendar calendar(festivals);

  for (int year = 2019; year <= 2035; ++year) {
    const bool late = year == 2026 || year == 2034;
    CHECK(calendar.decision_month(year) == base::Month(year, late ? 2 : 1));
    CHECK(calendar.return_month(year) == base::Month(year, late ? 3 : 2));
  }
}

TEST_CASE("months are counted from the latest decision month") {
  const world::Calendar calendar(festivals);

  CHECK(calendar.months_since_decision(base::Month(2021, 1)) == 0);
  CHECK(calendar.months_since_decision(base::Month(2021, 12)) == 11);
  CHECK(calendar.months_since_decision(base::Month(2026, 1)) == 12);
  CHECK(calendar.months_since_decision(base::Month(2026, 2)) == 0);
}
