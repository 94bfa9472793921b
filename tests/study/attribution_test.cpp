// Attribution of games whose Shapley values are known.
#include "study/attribution.hpp"

#include <map>

#include <catch2/catch.hpp>

using namespace chuanzhe;
using study::Coalition;
using study::Worth;

namespace {

constexpr int replicates = 3;

Worth same_for_all(double value) { return {std::vector<double>(replicates, value)}; }

/// Shapley 1953's gloves: players 0 and 1 have a left one, 2 a right one; a pair is worth 1.
Worth gloves(const Coalition& set) { return same_for_all(set[2] && (set[0] || set[1]) ? 1 : 0); }

/// The airport game (Littlechild and Owen 1973): the longest runway of those present, lengths
/// 1 to n. Player i pays 1/n + 1/(n-1) + ... + 1/(n-i).
Worth airport(const Coalition& set) {
  double longest = 0;
  for (std::size_t i = 0; i < study::most_players; ++i) {
    if (set[i]) longest = static_cast<double>(i) + 1;
  }
  return same_for_all(longest);
}

double airport_share(std::size_t i, std::size_t n) {
  double share = 0;
  for (std::size_t k = 0; k <= i; ++k) share += 1 / static_cast<double>(n - k);
  return share;
}

TEST_CASE("exact shares are Shapley's", "[attribution]") {
  const study::Attribution result = study::attribute(3, gloves, {});

  REQUIRE(result.is_exact);
  CHECK(result.coalitions == 8);
  const auto& figure = result.figures.front();
  CHECK(figure.package.mean == 1);
  CHECK(figure.shares[0].estimate.mean == Approx(1.0 / 6));
  CHECK(figure.shares[1].estimate.mean == Approx(1.0 / 6));
  CHECK(figure.shares[2].estimate.mean == Approx(4.0 / 6));
}

TEST_CASE("interactions tell substitutes from complements", "[attribution]") {
  const study::Attribution result = study::attribute(3, gloves, {});

  // Two left gloves: half the orders have the right one before, where the second is worth nothing.
  const auto& pairs = result.figures.front().pairs;
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].share.estimate.mean == Approx(-0.5));  // 0 and 1
  CHECK(pairs[1].share.estimate.mean == Approx(0.5));   // 0 and 2
  CHECK(pairs[2].share.estimate.mean == Approx(0.5));   // 1 and 2
}

TEST_CASE("policies that add up have no interaction and their own effect", "[attribution]") {
  const auto additive = [](const Coalition& set) {
    std::vector<double> values;
    for (int r = 0; r < replicates; ++r) values.push_back(set[0] * (5 + r) + set[1] * 2);
    return Worth{values};
  };

  const auto figure = study::attribute(2, additive, {}).figures.front();

  CHECK(figure.shares[0].estimate.mean == Approx(6));
  CHECK(figure.shares[0].estimate.interval.half_width() ==
        Approx(study::student_t(3) * std::sqrt(1.0 / 3)));  // over replicates 5, 6, 7
  CHECK(figure.shares[1].estimate.interval.half_width() == Approx(0).margin(1e-12));
  CHECK(figure.pairs[0].share.estimate.mean == Approx(0).margin(1e-12));
}

TEST_CASE("every set is run once, and one policy is a package too", "[attribution]") {
  std::map<unsigned long long, int> calls;
  const auto counting = [&](const Coalition& set) {
    ++calls[set.to_ullong()];
    return airport(set);
  };

  const auto result = study::attribute(6, counting, {});
  const auto alone = study::attribute(1, airport, {});

  CHECK(calls.size() == 64);
  for (const auto& [set, count] : calls) CHECK(count == 1);
  CHECK(result.figures.front().shares[5].estimate.mean == Approx(airport_share(5, 6)));
  CHECK(alone.figures.front().shares[0].estimate.mean == 1);
}

TEST_CASE("sampled orders come near the exact shares and sum to the package", "[attribution]") {
  constexpr std::size_t players = 9;
  const study::AttributionChoice choice{.orders = 60};

  const study::Attribution result = study::attribute(players, airport, choice);

  CHECK_FALSE(result.is_exact);
  CHECK(result.orders == 120);
  CHECK(result.coalitions < 512);
  const auto& figure = result.figures.front();
  double sum = 0;
  for (std::size_t i = 0; i < players; ++i) {
    const study::Share& share = figure.shares[i];
    CHECK(std::fabs(share.estimate.mean - airport_share(i, players)) <=
          4 * share.sampling_error + 1e-9);
    CHECK(share.estimate.interval.half_width() >= 1.9 * share.sampling_error);
    sum += share.estimate.mean;
  }
  CHECK(sum == Approx(figure.package.mean));
}

TEST_CASE("sampled interactions come near the exact ones", "[attribution]") {
  constexpr std::size_t players = 7;
  const auto exact = study::attribute(players, airport, {.most_exact = 7}).figures.front();

  const auto drawn =
      study::attribute(players, airport, {.most_exact = 6, .orders = 200}).figures.front();

  REQUIRE(drawn.pairs.size() == exact.pairs.size());
  for (std::size_t i = 0; i < exact.pairs.size(); ++i) {
    REQUIRE(drawn.pairs[i].second == exact.pairs[i].second);
    CHECK(drawn.pairs[i].share.estimate.mean ==
          Approx(exact.pairs[i].share.estimate.mean)
              .margin(4.5 * drawn.pairs[i].share.sampling_error + 1e-9));
  }
}

}  // namespace
