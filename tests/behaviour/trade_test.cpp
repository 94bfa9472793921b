#include "behaviour/values.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "../engine/small_world.hpp"

using namespace chuanzhe;

namespace {

constexpr int logistics = 4, care = 7;
constexpr int market_in(int city, int sector) { return city * base::sector_count + sector; }

/// Junior secondary, no certified skill, from county 0, whose twin is city 3.
world::Worker trained_in(world::Trade trade) {
  world::Worker worker;
  worker.trade = static_cast<unsigned>(trade) & 15U;
  return worker;
}

struct Trades {
  world::Tables tables = test::small_tables();
  behaviour::Parameters model;
  behaviour::MonthWeights weights;
  Trades() {
    tables.counties[0].twin_city = 3;
    weights.finding.fill(0.5);
    weights.pay.fill(1);
  }
};

}  // namespace

TEST_CASE("a trade raises pay by four log points in the sector it is of use in, nowhere else") {
  const Trades t;
  const behaviour::Values values(t.model, t.tables);

  CHECK(values.trade_pay(trained_in(world::Trade::cleaning), care) == Approx(std::exp(0.04)));
  CHECK(values.trade_pay(trained_in(world::Trade::cleaning), logistics) == 1);
  CHECK(values.trade_pay(trained_in(world::Trade::port_seafaring), logistics) ==
        Approx(std::exp(0.04)));
  CHECK(values.trade_pay(world::Worker(), care) == 1);
}

TEST_CASE("a trained worker weighs a market by its gain in pay and by the twin city") {
  const Trades t;
  const behaviour::Values values(t.model, t.tables);
  const world::Worker carer = trained_in(world::Trade::domestic_care);
  // finding 0.5 x 5,000 CNY x (e^0.04 - 1) / sigma 6,000
  const double gain = std::exp(0.5 * 5000 * (std::exp(0.04) - 1) / 6000);

  CHECK(values.trade_factor(carer, market_in(2, care), t.weights) == Approx(gain));
  CHECK(values.trade_factor(carer, market_in(3, care), t.weights) == Approx(1.05 * gain));
  CHECK(values.trade_factor(carer, market_in(3, logistics), t.weights) == Approx(1.05));
  CHECK(values.trade_factor(carer, market_in(2, logistics), t.weights) == 1);
}

TEST_CASE("no market's factor is above the bound of the race") {
  Trades t;
  t.weights.finding.fill(1);
  const behaviour::Values values(t.model, t.tables);

  for (const auto trade : {world::Trade::domestic_care, world::Trade::logistics}) {
    const world::Worker worker = trained_in(trade);
    for (int m = 0; m < base::market_count; ++m) {
      CHECK(values.trade_factor(worker, m, t.weights) <= values.trade_bound(worker, t.weights));
    }
  }
}
