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

// The words below were checked against a second implementation of Philox4x32-10: they hold the
// order of seed, replicate, purpose, who, month and k in key and counter.
TEST_CASE("keys of seeds and replicates are those of all results so far") {
  CHECK(make_key(20220624, 0).words[0] == 0x1a1599e1);
  CHECK(make_key(20220624, 0).words[1] == 0x67034541);
  CHECK(make_key(20220624, 1).words[0] == 0x3ab43856);
  CHECK(make_key(20220624, 1).words[1] == 0xab226ab2);
  CHECK(make_key(0x0123456789abcdef, 7).words[0] == 0x4bd308f3);
  CHECK(make_key(0x0123456789abcdef, 7).words[1] == 0x0323297a);
}

TEST_CASE("draws of a purpose, worker, month and number are those of all results so far") {
  const Draws draws(make_key(20220624, 0));

  const Block block = draws.block(Purpose::festival, 7, 830, 2);

  CHECK(block.word == std::array<std::uint32_t, 4>{0x5bc8fe3e, 0xecb5012d, 0x2b5f2f4a, 0xdcf69ea1});
  CHECK(block.uniform(0) == (0x5bc8fe3e + 0.5) / 4294967296.0);
  CHECK(block.uniform(3) == (0xdcf69ea1 + 0.5) / 4294967296.0);
  CHECK(draws.uniform(Purpose::festival, 7, 830, 2) == block.uniform(0));
  CHECK(draws.uniform(Purpose::festival, 7, 830) ==
        draws.block(Purpose::festival, 7, 830, 0).uniform(0));
}

TEST_CASE("exponential variates are those of all results so far, to the bit") {
  const Block block = Draws(make_key(20220624, 0)).block(Purpose::festival, 7, 830, 2);

  CHECK(block.exponential(0) == 0x1.06960ded39513p+0);  // -ln u = 1.02572714845275
  CHECK(block.exponential(1) == 0x1.40f04738c4577p-4);  // 0.07835414715762
  CHECK(block.exponential(2) == 0x1.c67e7e35def68p+0);  // 1.77536763014992
  CHECK(block.exponential(3) == 0x1.2d6d000a24dcep-3);  // 0.14718055754620
}

TEST_CASE("traits and keyed engines are those of all results so far") {
  const Draws draws(make_key(20220624, 0));
  KeyedEngine engine(draws, Purpose::synthesis, 3, 5);

  CHECK(draws.trait(Purpose::trait, 7) == 0x5510dc8ace87cc48);
  CHECK(draws.trait(Purpose::registration, 1234567) == 0x53d88cdbf6e2097b);
  for (const std::uint32_t word :
       {0x6f83969aU, 0x2f8274c2U, 0x337a101eU, 0x641f62a0U, 0xb1f199e0U}) {
    CHECK(engine() == word);  // four words of k = 0, then the first of k = 1
  }
}

TEST_CASE("purposes keep their numbers") {
  CHECK(static_cast<int>(Purpose::clock) == 0);
  CHECK(static_cast<int>(Purpose::festival) == 9);
  CHECK(static_cast<int>(Purpose::synthesis) == 15);
  CHECK(static_cast<int>(Purpose::bootstrap) == 27);
  CHECK(static_cast<int>(Purpose::selection) == 34);
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
