#include "world/population.hpp"

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
