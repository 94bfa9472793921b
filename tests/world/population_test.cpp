#include "world/population.hpp"

#include <algorithm>
#include <array>
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
    return count([=](const world::Worker& worker) { return worker.status() == status; });
  }
  template <class Is>
  std::int64_t count(Is is) const {
    const world::Worker* first = population.workers();
    return std::count_if(first, first + population.size(), is);
  }
};

bool is_away(const world::Worker& worker) {
  using world::Status;
  const Status status = worker.status();
  return status == Status::in_post || status == Status::searching || status == Status::local_job ||
         status == Status::elsewhere;
}

/// The synthesis in the month of `Synthesis`.
int age(const world::Worker& worker) { return worker.age_years(base::Month(2017, 1)); }

/// Of the workers for whom `among` is true, so many share `is`, to 4 standard deviations.
template <class Among, class Is>
void check_share(const Synthesis& s, Among among, Is is, double share) {
  const auto n = static_cast<double>(s.count(among));
  const auto found = static_cast<double>(
      s.count([&](const world::Worker& worker) { return among(worker) && is(worker); }));
  REQUIRE(n > 1000);
  CHECK(found / n == Approx(share).margin(4 * std::sqrt(share * (1 - share) / n)));
}

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

TEST_CASE("ages, schooling, sex and skill at the start are those of the surveys") {
  const Synthesis s(1);
  const auto at_home = [](const world::Worker& w) { return w.status() == world::Status::home; };
  const auto off_by = [&](auto among, auto is, double share) {  // a person a county and status
    return std::fabs(
        static_cast<double>(s.count([&](const world::Worker& w) { return among(w) && is(w); })) -
        share * static_cast<double>(s.count(among)));
  };
  struct Band {
    int from, to;
    double away, home;
  };
  for (const Band& band :
       {Band{16, 20, 0.030, 0.040}, Band{21, 30, 0.265, 0.080}, Band{31, 40, 0.300, 0.140},
        Band{41, 50, 0.240, 0.220}, Band{51, 64, 0.165, 0.520}}) {
    const auto within = [&](const world::Worker& w) {
      return age(w) >= band.from && age(w) <= band.to;
    };
    CHECK(off_by(is_away, within, band.away) <= 12);
    CHECK(off_by(at_home, within, band.home) <= 4);
    // Within a band the years are equally likely, and sexes are drawn apart from ages.
    const auto in_band = [&](const world::Worker& w) { return is_away(w) && within(w); };
    const auto first_year = [&](const world::Worker& w) { return age(w) == band.from; };
    check_share(s, in_band, first_year, 1.0 / (band.to - band.from + 1));
    check_share(
        s, in_band, [](const world::Worker& w) { return w.female == 1; }, 0.302);
  }
  const std::array schooling = {0.008, 0.137, 0.560, 0.120, 0.050, 0.125};
  for (unsigned level = 0; level < schooling.size(); ++level) {
    CHECK(off_by(
              is_away, [=](const world::Worker& w) { return w.education_bits == level; },
              schooling[level]) <= 12);
  }
  const std::array skills = {0.60, 0.25, 0.12, 0.03};
  for (unsigned level = 0; level < skills.size(); ++level) {
    CHECK(off_by(
              is_away, [=](const world::Worker& w) { return w.skill == level; }, skills[level]) <=
          12);
  }
  const auto women = [](const world::Worker& w) { return w.female == 1; };
  CHECK(off_by(is_away, women, 0.302) <= 12);
  CHECK(off_by(at_home, women, 0.560) <= 4);
}

TEST_CASE("every county has its formerly poor, in every status alike") {
  const Synthesis s(1);

  for (unsigned o = 0; o < s.tables.counties.size(); ++o) {
    const world::County& county = s.tables.counties[o];
    const double share = county.formerly_poor / county.labour_force;
    for (const world::Status status : {world::Status::local_job, world::Status::elsewhere,
                                       world::Status::home, world::Status::not_yet}) {
      const auto among = [&](const world::Worker& w) {
        return w.origin == o && w.status() == status;
      };
      const auto poor = s.count([&](const world::Worker& w) { return among(w) && w.poor == 1; });
      CHECK(static_cast<double>(poor) ==
            Approx(share * static_cast<double>(s.count(among))).margin(1));
    }
    const auto here = [&](const world::Worker& w) {
      return w.origin == o && w.status() != world::Status::not_yet;
    };
    const auto poor = s.count([&](const world::Worker& w) { return here(w) && w.poor == 1; });
    CHECK(static_cast<double>(poor) == Approx(county.formerly_poor).margin(4));
  }
}

TEST_CASE("children, insurance and the young are drawn by their shares") {
  const Synthesis s(1);
  const auto everybody = [](const world::Worker&) { return true; };
  const auto of_parents_age = [](const world::Worker& w) { return age(w) >= 25 && age(w) < 45; };
  const auto is_parent = [](const world::Worker& w) { return w.child != world::no_child; };

  check_share(s, of_parents_age, is_parent, 0.55);
  CHECK(s.count([&](const world::Worker& w) { return is_parent(w) && !of_parents_age(w); }) == 0);
  check_share(
      s, [&](const world::Worker& w) { return is_parent(w) && w.experienced == 1; },
      [](const world::Worker& w) { return w.has(world::flag::child_with); }, 0.30);
  check_share(
      s, everybody, [](const world::Worker& w) { return w.has(world::flag::insured); }, 0.6);
  check_share(
      s, [](const world::Worker& w) { return w.status() == world::Status::not_yet; },
      [](const world::Worker& w) { return age(w) < 12; }, 1 - 48.0 / 108);
}

TEST_CASE("one worker in a hundred is observed, and a larger sample holds the smaller") {
  const Synthesis s(1);
  const auto observed = [](const world::Worker& w) { return w.has(world::flag::observed); };
  check_share(
      s, [](const world::Worker&) { return true; }, observed, 0.01);

  Synthesis more(1);
  world::InitialLevels levels;
  levels.zhejiang = 50000;
  levels.local = 190000;
  levels.observed_share = 0.05;
  auto employers = more.make_employers(1);
  more.population = world::synthesise_population(
      {more.tables, levels, base::Month(2017, 1), 108, 1, more.draws}, employers, more.pool);

  check_share(
      more, [](const world::Worker&) { return true; }, observed, 0.05);
  for (std::uint32_t id = 0; id < s.population.size(); ++id) {
    if (observed(s.population.workers()[id])) REQUIRE(observed(more.population.workers()[id]));
  }
}
