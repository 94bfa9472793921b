#include "behaviour/race.hpp"

#include <catch2/catch.hpp>

#include "base/math.hpp"

using namespace chuanzhe;
using namespace chuanzhe::behaviour;

namespace {

constexpr std::uint32_t n = 1000000;

/// Choices among alternatives of value V at scale sigma, over a base measure of equal shares.
std::vector<int> choose(const std::vector<double>& values, double sigma, double loose = 1) {
  const base::Draws draws(base::make_key(11, 0));
  const AliasTable base_measure(std::vector<double>(values.size(), 1.0));
  std::vector<double> ratio;
  double bound = 0;
  for (const double value : values) {
    ratio.push_back(base::exp(value / sigma) * static_cast<double>(values.size()));
    bound = std::max(bound, ratio.back());
  }
  std::vector<int> choices(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    choices[i] = race(draws, base::Purpose::taste, {i, 0, 0}, base_measure, bound * loose,
                      [&](int j, double) { return ratio[static_cast<std::size_t>(j)]; })
                     .alternative;
  }
  return choices;
}

double share(const std::vector<int>& choices, int alternative) {
  return static_cast<double>(std::count(choices.begin(), choices.end(), alternative)) / n;
}

double band(double p) { return 4 * std::sqrt(p * (1 - p) / n); }  // 4 sd

}  // namespace

TEST_CASE("the race chooses with logit probabilities (V6)") {
  const auto choices = choose({0, 1000, -500}, 1000);

  CHECK(share(choices, 0) == Approx(0.231224).margin(band(0.231224)));
  CHECK(share(choices, 1) == Approx(0.628532).margin(band(0.628532)));
  CHECK(share(choices, 2) == Approx(0.140244).margin(band(0.140244)));
}

TEST_CASE("raising one value moves workers only into that alternative (V6b)") {
  const auto before = choose({0, 1000, -500}, 1000);
  const auto after = choose({0, 1200, -500}, 1000);

  CHECK(share(after, 0) == Approx(0.202978).margin(band(0.202978)));
  CHECK(share(after, 1) == Approx(0.673910).margin(band(0.673910)));
  CHECK(share(after, 2) == Approx(0.123112).margin(band(0.123112)));
  std::uint32_t switchers = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (before[i] == after[i]) continue;
    REQUIRE(after[i] == 1);
    ++switchers;
  }
  CHECK(switchers == Approx(0.045378 * n).margin(n * band(0.045378)));
}

TEST_CASE("the search may stop late without changing any choice") {
  CHECK(choose({0, 1000, -500}, 1000) == choose({0, 1000, -500}, 1000, 7.5));
}

TEST_CASE("a constant added to every value changes no choice (V16)") {
  CHECK(choose({0, 1000, -500}, 1000) == choose({700, 1700, 200}, 1000));
}

TEST_CASE("an alias table draws its shares") {
  const AliasTable table({0.5, 0.0, 0.3, 0.2});
  const base::Draws draws(base::make_key(3, 0));
  std::vector<int> picks(n);

  for (std::uint32_t i = 0; i < n; ++i) {
    picks[i] = table.pick(draws.block(base::Purpose::taste, i, 0).word[0]);
  }

  CHECK(share(picks, 0) == Approx(0.5).margin(band(0.5)));
  CHECK(share(picks, 1) == 0);
  CHECK(share(picks, 2) == Approx(0.3).margin(band(0.3)));
  CHECK(share(picks, 3) == Approx(0.2).margin(band(0.2)));
}

TEST_CASE("an alternative outside the race wins by its weight too") {
  const base::Draws draws(base::make_key(12, 0));
  const AliasTable base_measure({1.0, 1.0});
  std::vector<int> choices(n);

  for (std::uint32_t i = 0; i < n; ++i) {
    const double shock = draws.block(base::Purpose::fixed_taste, i, 0, 0).exponential(0);
    choices[i] = race(draws, base::Purpose::taste, {i, 0, 0}, base_measure, 4.0,
                      [](int j, double) { return 2.0 * (j + 1); }, {2, shock / 3})
                     .alternative;  // weights 1 and 2 in the race, 3 outside it
  }

  CHECK(share(choices, 0) == Approx(1.0 / 6).margin(band(1.0 / 6)));
  CHECK(share(choices, 1) == Approx(2.0 / 6).margin(band(2.0 / 6)));
  CHECK(share(choices, 2) == Approx(3.0 / 6).margin(band(3.0 / 6)));
}
