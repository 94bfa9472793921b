#include "world/population.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "../engine/small_world.hpp"

using namespace chuanzhe;

namespace {

struct Synthesis {
  world::Tables tables = test::small_tables();
  base::Draws draws{base::make_key(1, 0)};
  base::ThreadPool pool{2};
  world::Employers employers;
  world::Population population;

  explicit Synthesis(int persons_per_agent)
      : employers(make_employers(persons_per_agent)), population(make(persons_per_agent)) {}

  world::Employers make_employers(int persons_per_agent) {
    world::PostTotals totals{60000, {50000, 60000, 70000, 80000}};
    return world::synthesise_employers(tables, totals, persons_per_agent, draws);
  }
  world::Population make(int persons_per_agent) {
    world::InitialLevels levels;
    levels.zhejiang = 50000;
    levels.local = 190000;
    return world::synthesise_population(
        {tables, levels, base::Month(2017, 1), 108, persons_per_agent, draws}, employers, pool);
  }
  std::int64_t count(world::Status status) const {
    std::int64_t n = 0;
    for (std::uint32_t i = 0; i < population.size(); ++i) {
      n += population.workers()[i].status() == status;
    }
    return n;
  }
};

}  // namespace

TEST_CASE("the population adds up to the tables at every scale") {
  for (const int scale : {1, 5, 20, 100}) {
    const Synthesis s(scale);
    using world::Status;
    const auto zhejiang = s.count(Status::in_post) + s.count(Status::searching);

    CHECK(zhejiang == Approx(50000.0 / scale).margin(4));
    CHECK(s.count(Status::local_job) == Approx(190000.0 / scale).margin(4));
    CHECK(s.count(Status::elsewhere) == Approx(500000.0 / scale).margin(4));
    CHECK(s.count(Status::home) == Approx(360000.0 / scale).margin(4));
    CHECK(s.count(Status::not_yet) == Approx(1100000 * 0.01 * 9 / scale).margin(4));
  }
}

TEST_CASE("posts add up and every filled post has its worker") {
  const Synthesis s(1);
  std::int64_t posts = 0, filled = 0;

  for (std::size_t e = 0; e < s.employers.local_begin; ++e) {
    REQUIRE(s.employers.filled[e] <= s.employers.posts[e]);
    posts += s.employers.posts[e];
    filled += s.employers.filled[e];
  }

  CHECK(posts == 60000);
  CHECK(filled == s.count(world::Status::in_post));
}

TEST_CASE("firm sizes have a heavy tail of the published exponent") {
  const Synthesis s(1);
  std::int64_t firms = 0, large = 0;

  for (std::size_t e = 0; e < s.employers.local_begin; ++e) {
    ++firms;
    large += s.employers.posts[e] >= 80;
  }

  // P(size >= 80) / P(size >= 8) = 10^-1.06 = .0871, little changed by the cut at 4,000 posts.
  CHECK(static_cast<double>(large) / static_cast<double>(firms) == Approx(0.0871).margin(0.03));
}

TEST_CASE("pay of the firms of a market is log-logistic around its mean") {
  const Synthesis s(1);
  std::vector<std::vector<double>> log_pay(base::market_count);
  for (std::size_t e = 0; e < s.employers.local_begin; ++e) {
    log_pay[s.employers.market[e]].push_back(std::log(s.employers.relative_pay[e]));
  }

  double squares = 0, freedom = 0;
  std::size_t inner = 0, firms = 0;
  for (std::vector<double>& market : log_pay) {
    if (market.size() < 8) continue;
    std::sort(market.begin(), market.end());
    const double median = (market[(market.size() - 1) / 2] + market[market.size() / 2]) / 2;
    double mean = 0;
    for (const double x : market) mean += x / static_cast<double>(market.size());
    for (const double x : market) {
      squares += (x - mean) * (x - mean);
      // Half of a logistic lies within ln 3 scales of its median.
      inner += std::fabs(x - median) < world::pay_spread * std::log(3.0) ? 1U : 0U;
    }
    freedom += static_cast<double>(market.size() - 1);
    firms += market.size();
  }

  REQUIRE(firms > 1000);
  const double error = 1 / std::sqrt(static_cast<double>(firms));
  const double deviation = world::pay_spread * 3.14159265358979 / std::sqrt(3.0);
  CHECK(std::sqrt(squares / freedom) == Approx(deviation).epsilon(4 * error));
  CHECK(static_cast<double>(inner) / static_cast<double>(firms) == Approx(0.5).margin(4 * error));
}

TEST_CASE("spells under way at the start are exponential, the post within the stay") {
  const Synthesis s(1);
  const int now = base::Month(2017, 1).index;
  std::vector<int> stays, tenures;
  for (std::uint32_t i = 0; i < s.population.size(); ++i) {
    const world::Worker& worker = s.population.workers()[i];
    if (worker.status() != world::Status::in_post) continue;
    stays.push_back(now - 1 - worker.stay_start);
    tenures.push_back(now - 1 - worker.job_start);
    REQUIRE(tenures.back() <= stays.back());
  }
  const auto share_of = [](const std::vector<int>& spells, int months) {
    const auto longer =
        std::count_if(spells.begin(), spells.end(), [&](int m) { return m >= months; });
    return static_cast<double>(longer) / static_cast<double>(spells.size());
  };

  for (const int months : {6, 24, 55, 110}) {
    const double stay = std::exp(-months / 55.0), tenure = stay * std::exp(-months / 30.0);
    const double n = static_cast<double>(stays.size());
    CHECK(share_of(stays, months) == Approx(stay).margin(4 * std::sqrt(stay * (1 - stay) / n)));
    CHECK(share_of(tenures, months) ==
          Approx(tenure).margin(4 * std::sqrt(tenure * (1 - tenure) / n)));
  }
}
