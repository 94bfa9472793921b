#include "behaviour/values.hpp"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "../engine/small_world.hpp"

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

constexpr base::Month now(2021, 6);

/// The first county's cities at equal distance; markets of equal posts; nobody away yet.
world::Tables even_tables() {
  world::Tables tables = test::small_tables();
  for (world::Travel& trip : tables.travel) trip = {400, 20, 1500};
  return tables;
}

MarketState even_market() {
  MarketState state;
  state.finding.fill(0.5);
  state.posts.fill(100);
  state.pay.fill(1);
  state.home_pay.assign(4, 1);
  state.network.assign(4 * base::city_count, 0.01);
  state.mean_network = 0.01;
  return state;
}

/// Shares of the cities in the first county's choice among markets.
std::vector<double> city_shares(const MonthWeights& weights) {
  std::vector<double> shares(base::city_count, 0);
  for (std::size_t m = 0; m < base::market_count; ++m) {
    shares[m / base::sector_count] += weights.market[m];
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

TEST_CASE("two cities of pull 1 and 2 come to shares of .2 and .8 through their networks (V7)") {
  world::Tables tables = even_tables();
  Parameters model;
  model.eta = 0.5;
  model.n0 = 1e-12;  // the network term is then eta ln(share) but for a constant
  tables.cities[1].amenity = model.sigma * std::log(2.0);
  for (std::size_t c = 2; c < tables.cities.size(); ++c) tables.cities[c].amenity = -1e6;
  const Values values(model, tables);
  MarketState state = even_market();
  std::vector<double> shares(base::city_count, 0.0);
  shares[0] = shares[1] = 0.5;

  for (int round = 0; round < 60; ++round) {
    std::copy(shares.begin(), shares.end(), state.network.begin());
    const double before = shares[1];
    shares = city_shares(values.month(now, state));
    REQUIRE(shares[1] >= before - 1e-12);  // converges monotonically
  }

  CHECK(shares[0] == Approx(0.2).margin(1e-9));
  CHECK(shares[1] == Approx(0.8).margin(1e-9));
}

TEST_CASE("cutting a market in two changes no city's share (V24)") {
  const world::Tables tables = even_tables();
  const Parameters model;
  const Values values(model, tables);
  MarketState whole = even_market();
  whole.posts[0] = 1000;
  whole.posts[1] = 200;  // the sectors are of one kind: markets 0 and 1 differ in posts only
  MarketState cut = whole;
  cut.posts[0] = 500;
  cut.posts[1] = 700;

  const MonthWeights one = values.month(now, whole), two = values.month(now, cut);

  CHECK(two.market[0] == Approx(one.market[0] / 2).epsilon(1e-12));
  const auto before = city_shares(one), after = city_shares(two);
  for (std::size_t c = 0; c < before.size(); ++c) {
    CHECK(after[c] == Approx(before[c]).margin(1e-12));
  }
}

TEST_CASE("a one-off sum is worth .0860664 of itself a month (V11)") {
  const double rate = 0.005;  // a month, over 12 months

  CHECK(rate / (1 - std::pow(1 + rate, -12)) == Approx(0.0860664).margin(5e-8));
  CHECK(Parameters().amortisation == Approx(0.0860664).margin(5e-8));
}

TEST_CASE("pay rises with schooling and skill as the parameters say") {
  const Parameters model;

  CHECK(productivity(model, 2 * 4) == 1);  // junior secondary, no skill
  CHECK(productivity(model, 5 * 4) == Approx(std::exp(6 * model.return_to_schooling)));
  CHECK(productivity(model, 2 * 4 + 3) == Approx(std::exp(3 * model.return_to_skill)));
}

TEST_CASE("a market that is known weighs the same however many posts it has") {
  const world::Tables tables = even_tables();
  const Parameters model;
  const Values values(model, tables);
  MarketState state = even_market();
  state.posts[0] = 1000;

  const MonthWeights weights = values.month(now, state);

  CHECK(weights.market[0] == Approx(10 * weights.market[1]));
  CHECK(weights.market[0] * weights.known[0] == Approx(weights.market[1] * weights.known[1]));
}

TEST_CASE("the pull of a held post has the mean asked for and the sectors' log odds of return") {
  world::Tables tables = even_tables();
  tables.sectors[0].same_post_return = 0.95;
  for (std::size_t s = 1; s < tables.sectors.size(); ++s) {
    tables.sectors[s].same_post_return = 0.85;
  }
  Parameters model;
  model.return_pull = 3;

  const auto pull = Values(model, tables).return_pull();

  double mean = 0, workers = 0;
  for (std::size_t s = 0; s < pull.size(); ++s) {
    for (std::size_t c = 0; c < base::city_count; ++c) {
      mean += tables.city_sector[c][s] * pull[s];
      workers += tables.city_sector[c][s];
    }
  }
  CHECK(mean / workers == Approx(3));
  CHECK(pull[0] - pull[1] == Approx(std::log(0.74 / 0.05) - std::log(0.64 / 0.15)));
}

TEST_CASE("pay of Zhejiang times a factor is pay of every market times it") {
  const world::Tables tables = even_tables();
  const Parameters model;
  const Values values(model, tables);
  MarketState richer = even_market();
  richer.pay.fill(1.1);

  const MonthWeights by_factor = values.month(now, even_market(), 1.1);
  const MonthWeights by_pay = values.month(now, richer);

  CHECK(by_factor.market == by_pay.market);
  CHECK(by_factor.pay == by_pay.pay);
  CHECK(by_factor.home == by_pay.home);
}

TEST_CASE("without gaps of pay, distance and networks markets differ by their posts alone") {
  world::Tables tables = even_tables();
  for (world::City& city : tables.cities) city = tables.cities[0];
  for (world::Sector& sector : tables.sectors) {
    sector.wage = tables.sectors[0].wage;
    sector.dorm_share = tables.sectors[0].dorm_share;
  }
  Parameters model;
  model.eta = 0;
  MarketState state = even_market();
  for (std::size_t m = 0; m < base::market_count; ++m)
    state.posts[m] = 10.0 + static_cast<double>(m);
  for (std::size_t i = 0; i < state.network.size(); ++i) {
    state.network[i] = 0.001 * static_cast<double>(i % 7);
  }

  const MonthWeights weights = Values(model, tables).month(now, state);

  for (std::size_t m = 0; m < base::market_count; ++m) {
    CHECK(weights.market[m] / weights.market[0] == Approx(state.posts[m] / state.posts[0]));
  }
}

TEST_CASE("without a bound of sigma nothing that is paid moves anybody") {
  const world::Tables tables = even_tables();
  Parameters model;
  model.sigma = 1e12;
  const Values values(model, tables);

  const MonthWeights usual = values.month(now, even_market());
  const MonthWeights richer = values.month(now, even_market(), 2);

  for (std::size_t m = 0; m < base::market_count; ++m) {
    CHECK(richer.market[m] == Approx(usual.market[m]).epsilon(1e-6));
  }
  CHECK(usual.elsewhere[0] == Approx(1).epsilon(1e-6));
}
