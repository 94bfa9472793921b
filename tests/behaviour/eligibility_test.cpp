#include "behaviour/eligibility.hpp"

#include <catch2/catch.hpp>

using namespace chuanzhe;

namespace {

std::uint32_t bit(world::GroupWord word) { return 1U << static_cast<unsigned>(word); }

bool is_in(std::uint32_t wanted, world::Trade trade) {
  world::Worker worker;
  worker.trade = static_cast<unsigned>(trade) & 15U;
  return world::in_groups(wanted, behaviour::group_bits(worker, base::Month(2021, 1)));
}

}  // namespace

TEST_CASE("the words of trades tell the trained from the untrained and the trades apart") {
  using world::Trade;
  using enum world::GroupWord;

  CHECK(is_in(bit(untrained), Trade::none));
  CHECK(!is_in(bit(untrained), Trade::cleaning));
  CHECK(is_in(bit(trained), Trade::cleaning));
  CHECK(is_in(bit(trained), Trade::commerce));
  CHECK(!is_in(bit(trained), Trade::none));
  CHECK(is_in(bit(trade_cleaning), Trade::cleaning));
  CHECK(!is_in(bit(trade_cleaning), Trade::logistics));
  CHECK(is_in(bit(untrained) | bit(trade_logistics), Trade::logistics));
  CHECK(is_in(bit(trade_commerce), static_cast<Trade>(12)));  // a seller of another gain
  CHECK(!is_in(bit(trade_port_seafaring), static_cast<Trade>(12)));
}

TEST_CASE("every trade of the courses has its word") {
  for (int trade = 1; trade < static_cast<int>(world::Trade::commerce); ++trade) {
    const auto word = static_cast<std::size_t>(world::GroupWord::trade_domestic_care) +
                      static_cast<std::size_t>(trade) - 1;
    CHECK(world::group_words[word] ==
          "trade_" + std::string(world::course_words[static_cast<std::size_t>(trade) - 1]));
  }
}
