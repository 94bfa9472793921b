#include "behaviour/eligibility.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

constexpr std::uint32_t n = 200000;
const base::Draws draws(base::make_key(51, 0));

double band(double p) { return 4 * std::sqrt(p * (1 - p) / n); }  // 4 sd

terms::Reach everywhere(double take_up, std::uint32_t lever) {
  terms::Reach reach{};
  reach.lever_key = lever;
  reach.counties.set();
  reach.cities.set();
  reach.sectors.set();
  reach.take_up = take_up;
  return reach;
}

template <class Question>
double share(Question question) {
  std::uint32_t yes = 0;
  for (std::uint32_t id = 0; id < n; ++id) yes += question(id) ? 1U : 0U;
  return static_cast<double>(yes) / n;
}

}  // namespace

TEST_CASE("an offer is claimed by its take-up, each lever's claimants drawn apart") {
  const world::Worker worker{};
  const auto claimed = [&](double take_up, std::uint32_t lever, std::uint32_t id) {
    return claims(everywhere(take_up, lever), worker, id, 0, draws);
  };

  CHECK(share([&](std::uint32_t id) { return claimed(0.6, 1, id); }) ==
        Approx(0.6).margin(band(0.6)));
  CHECK(share([&](std::uint32_t id) { return claimed(0.6, 1, id) && claimed(0.6, 2, id); }) ==
        Approx(0.36).margin(band(0.36)));
  CHECK(share([&](std::uint32_t id) { return claimed(0.6, 1, id) && !claimed(0.8, 1, id); }) == 0);
}

TEST_CASE("who is not housed by the employer rents") {
  CHECK(share([](std::uint32_t id) { return Leanings(id, draws).rents(0.6); }) ==
        Approx(0.4).margin(band(0.4)));
}

TEST_CASE("a platform registers its coverage, the same workers at every larger one") {
  world::Worker worker{};
  worker.set(world::flag::registered, true);
  const auto on = [&](double coverage, std::uint32_t id) {
    terms::Platform platform{};
    platform.reach = everywhere(1, 0);
    platform.coverage = coverage;
    return registered(platform, 0.9, worker, id, base::CityId(0), draws);
  };

  CHECK(share([&](std::uint32_t id) { return on(0.7, id); }) == Approx(0.7).margin(band(0.7)));
  CHECK(share([&](std::uint32_t id) { return on(0.5, id) && !on(0.7, id); }) == 0);
}
