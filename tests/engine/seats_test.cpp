#include "engine/seats.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::engine;

TEST_CASE("seats divided by agents lose nothing over the months") {
  // 610 persons a year, agents of 100: 6.1 agents a year, 0.508 a month
  std::int64_t first_year = 0, ten_years = 0;
  for (int month = 0; month < 120; ++month) {
    const std::int64_t agents = agents_of_period(610, 1200, month);
    CHECK((agents == 0 || agents == 1));
    if (month < 12) first_year += agents;
    ten_years += agents;
  }

  CHECK(first_year == 6);
  CHECK(ten_years == 61);
  CHECK(agents_of_period(14400, 1200, 7) == 12);
  CHECK(agents_of_period(0, 1200, 7) == 0);
}

TEST_CASE("seats of a year are spread over the months in which the policy acts") {
  terms::Reach reach;
  reach.from = base::Month(2019, 3);
  reach.months = 0b100000000101;  // January, March, December
  std::int64_t seats = 0;

  for (const auto& month : {base::Month(2019, 3), base::Month(2019, 12), base::Month(2020, 1)}) {
    seats += engine::agents_this_month(300, reach, month, 100);
    CHECK(engine::agents_this_month(300, reach, month, 100) == 1);
  }

  CHECK(seats == 3);
}

TEST_CASE("a lottery asks everybody of its counties once and nobody else") {
  const base::Draws draws(base::make_key(7, 0));
  const std::vector<std::uint32_t> county_begin = {0, 300, 1000, 1700, 1701};
  std::bitset<256> counties;
  counties.set(1).set(3);
  LotteryOrder order(county_begin, counties, draws.block(base::Purpose::seat, 0, 0));

  std::set<std::uint32_t> asked;
  while (const auto id = order.next()) {
    CHECK(((*id >= 300 && *id < 1000) || *id == 1700));
    CHECK(asked.insert(*id).second);
  }

  CHECK(asked.size() == 701);
}

TEST_CASE("a lottery over no counties asks nobody") {
  const base::Draws draws(base::make_key(7, 0));

  LotteryOrder order({0, 300}, {}, draws.block(base::Purpose::seat, 0, 0));

  CHECK(!order.next());
}

TEST_CASE("a lottery asks everybody first equally often") {
  const base::Draws draws(base::make_key(8, 0));
  const std::vector<std::uint32_t> county_begin = {0, 4, 10};
  std::array<int, 10> first{};
  constexpr std::uint32_t months = 20000;

  for (std::uint32_t month = 0; month < months; ++month) {
    LotteryOrder order(county_begin, std::bitset<256>().set(),
                       draws.block(base::Purpose::seat, 1, month));
    ++first[*order.next()];
  }

  for (const int n : first) CHECK(n == Approx(2000).margin(170));  // 4 sd of a binomial
}
