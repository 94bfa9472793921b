#include "engine/barrier.hpp"

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using namespace chuanzhe::engine;

namespace {

world::Employers one_employer(std::int32_t posts) {
  world::Employers employers;
  employers.posts = {posts};
  employers.filled = {0};
  employers.held = {0};
  return employers;
}

/// Applications of 1,000 workers; the first 200 are formerly poor.
std::vector<Application> thousand(const base::Draws& draws, std::uint32_t round, bool priority) {
  std::vector<Application> applications;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const auto block = draws.block(base::Purpose::allocation, i, round);
    const auto first = static_cast<std::uint8_t>(priority && i < 200 ? 0 : 1);
    applications.push_back({0, first, block.word[0], i});
  }
  return applications;
}

int poor_among(const std::vector<Application>& admitted) {
  int poor = 0;
  for (const Application& a : admitted) poor += a.worker < 200;
  return poor;
}

}  // namespace

TEST_CASE("a lottery fills every post and draws the poor in proportion (V5)") {
  const base::Draws draws(base::make_key(40, 0));
  const world::Employers employers = one_employer(300);
  constexpr int rounds = 4000;
  double sum = 0, squares = 0;

  for (std::uint32_t round = 0; round < rounds; ++round) {
    const auto admitted = admit(thousand(draws, round, false), employers);
    REQUIRE(admitted.size() == 300);
    const int poor = poor_among(admitted);
    sum += poor;
    squares += poor * poor;
  }

  const double mean = sum / rounds;
  CHECK(mean == Approx(60).margin(4 * 5.79945 / std::sqrt(rounds)));
  CHECK(std::sqrt(squares / rounds - mean * mean) ==
        Approx(5.79945).margin(4 * 5.79945 / std::sqrt(2.0 * rounds)));
}

TEST_CASE("a priority class is served first (V5b)") {
  const base::Draws draws(base::make_key(41, 0));

  const auto admitted = admit(thousand(draws, 0, true), one_employer(300));

  CHECK(admitted.size() == 300);
  CHECK(poor_among(admitted) == 200);
}

TEST_CASE("held posts are not open") {
  const base::Draws draws(base::make_key(42, 0));
  world::Employers employers = one_employer(300);
  employers.filled = {100};
  employers.held = {150};

  CHECK(admit(thousand(draws, 0, false), employers).size() == 50);
}

TEST_CASE("half of the seekers make a contact at tightness 1.5 (V9)") {
  behaviour::Parameters model;
  model.contact_rate = 0.5660;
  model.contact_elasticity = 0.5;

  CHECK(contact_probability(contact_hazard(model, 1.5), 1) == Approx(0.500029).margin(5e-7));
  CHECK(contact_hazard(model, 0) == 0);
}

TEST_CASE("a trade brings a tenth more contacts where it is of use") {
  const behaviour::Parameters model;  // contact_rate 0.566, training_contact 0.10
  const double hazard = contact_hazard(model, 1.5);
  const Seeker without{1, 1.0F, 4, false}, with{1, 1.0F, 4, true};

  CHECK(seeker_contact_probability(model, hazard, without) == Approx(0.500029).margin(5e-7));
  CHECK(seeker_contact_probability(model, hazard, with) ==
        Approx(1 - std::exp(-1.1 * 0.566 * std::sqrt(1.5))));
}

TEST_CASE("every claim on a budget is paid equally often, whoever asks") {
  const base::Draws draws(base::make_key(44, 0));
  std::vector<Claim> claims;
  for (std::uint32_t i = 0; i < 1000; ++i)
    claims.push_back({i, base::PolicyId(0), receiver_own_group, 1});
  constexpr std::uint32_t months = 400;
  std::array<int, 10> paid{};  // of each hundred workers

  for (std::uint32_t month = 0; month < months; ++month) {
    for (const Claim& claim : ration(claims, 300, draws, 5, month)) ++paid[claim.worker / 100];
  }

  // Of 1,000 claims 300 are paid: hypergeometric, sd of a hundred's 30 is 4.3494.
  const double sd = std::sqrt(months * 100 * 0.3 * 0.7 * 900 / 999);
  for (const int count : paid) CHECK(count == Approx(months * 30).margin(4 * sd));
}

TEST_CASE("a budget is paid out to within one payment, by key and not by order (V18)") {
  const base::Draws draws(base::make_key(43, 0));
  std::vector<Claim> claims;
  for (std::uint32_t i = 0; i < 1000; ++i)
    claims.push_back({i, base::PolicyId(0), receiver_own_group, 50000});

  const auto paid = ration(claims, 1234567, draws, 5, 7);
  const auto reversed =
      ration(std::vector<Claim>(claims.rbegin(), claims.rend()), 1234567, draws, 5, 7);

  CHECK(paid.size() == 24);  // 24 x 500.00 = 12,000.00 of 12,345.67 CNY
  REQUIRE(reversed.size() == paid.size());
  for (std::size_t i = 0; i < paid.size(); ++i) CHECK(paid[i].worker == reversed[i].worker);
}
