#include "base/draws.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace chuanzhe::base;

TEST_CASE("Philox gives the published known answers") {
  r123::Philox4x32 philox;

  const auto zero = philox({{0, 0, 0, 0}}, {{0, 0}});
  const auto ones =
      philox({{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, {{0xffffffff, 0xffffffff}});

  CHECK(zero[0] == 0x6627e8d5);
  CHECK(zero[1] == 0xe169c58d);
  CHECK(zero[2] == 0xbc57ac4c);
  CHECK(zero[3] == 0x9b00dbd8);
  CHECK(ones[0] == 0x408f276d);
  CHECK(ones[1] == 0x41c83b0e);
  CHECK(ones[2] == 0xa20bc7c6);
  CHECK(ones[3] == 0x6d5451fd);
}

TEST_CASE("the same key and counter always give the same draw, others do not") {
  const Draws draws(make_key(20220624, 0));
  const Draws other(make_key(20220624, 1));

  const double u = draws.uniform(Purpose::taste, 7, 3, 1);

  CHECK(u == draws.uniform(Purpose::taste, 7, 3, 1));
  CHECK(u != draws.uniform(Purpose::event, 7, 3, 1));
  CHECK(u != draws.uniform(Purpose::taste, 8, 3, 1));
  CHECK(u != draws.uniform(Purpose::taste, 7, 4, 1));
  CHECK(u != draws.uniform(Purpose::taste, 7, 3, 2));
  CHECK(u != other.uniform(Purpose::taste, 7, 3, 1));
}

TEST_CASE("uniform draws have the moments of the uniform law") {
  const Draws draws(make_key(1, 0));
  constexpr int n = 1000000;

  double sum = 0, squares = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double u = draws.uniform(Purpose::event, i, 0);
    sum += u;
    squares += u * u;
  }

  CHECK(sum / n == Approx(0.5).margin(4 * 0.288675 / 1000));  // 4 sd of the mean
  CHECK(squares / n == Approx(1.0 / 3).margin(4 * 0.298142 / 1000));
}

TEST_CASE("exponential draws have mean and variance one") {
  const Draws draws(make_key(1, 0));
  constexpr int n = 1000000;

  double sum = 0, squares = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double e = draws.block(Purpose::event, i, 0).exponential(0);
    sum += e;
    squares += e * e;
  }

  CHECK(sum / n == Approx(1).margin(4.0 / 1000));
  CHECK(squares / n == Approx(2).margin(4 * 4.4721 / 1000));
}

TEST_CASE("a keyed engine gives one stream per key") {
  const Draws draws(make_key(5, 0));
  KeyedEngine a(draws, Purpose::synthesis, 1, 0), again(draws, Purpose::synthesis, 1, 0);
  KeyedEngine b(draws, Purpose::synthesis, 2, 0);

  std::set<std::uint32_t> seen;
  for (int i = 0; i < 100; ++i) {
    const auto x = a();
    CHECK(x == again());
    seen.insert(x);
    seen.insert(b());
  }

  CHECK(seen.size() == 200);
}
