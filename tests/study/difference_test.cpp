// Intervals, paired differences and ratios against values worked out by hand or published.
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "base/draws.hpp"
#include "study/paired.hpp"
#include "study/ratio.hpp"

using namespace chuanzhe;
using study::undefined;
using Values = std::vector<double>;

namespace {

/// Standard normal, from two uniforms (Box and Muller).
double normal(const base::Draws& draws, std::uint32_t who, std::uint32_t month) {
  const base::Block block = draws.block(base::Purpose::bootstrap, who, month, 1);
  return std::sqrt(-2 * std::log(block.uniform(0))) *
         std::cos(6.283185307179586 * block.uniform(1));
}

TEST_CASE("Student's quantiles are those of the tables", "[study]") {
  CHECK(study::student_t(2) == Approx(12.7062).epsilon(1e-5));
  CHECK(study::student_t(12) == Approx(2.20099).epsilon(1e-5));
  CHECK(study::student_t(31, 0.99) == Approx(2.75000).epsilon(1e-5));
}

TEST_CASE("a Student interval is mean and t times the standard error", "[study]") {
  const Values values{1, 2, 3, 4};  // mean 2.5, variance 5/3, t(3) = 3.18245

  const study::Interval interval = study::student_interval(values);

  const double half = 3.18245 * std::sqrt(5.0 / 3 / 4);
  CHECK(interval.low == Approx(2.5 - half).epsilon(1e-5));
  CHECK(interval.high == Approx(2.5 + half).epsilon(1e-5));
}

TEST_CASE("one replicate has no interval, and what is undefined is left out", "[study]") {
  const study::Estimate one = study::estimate(Values{7}, {});
  const study::Estimate gaps = study::estimate(Values{1, undefined, 3}, {});

  CHECK(one.mean == 7);
  CHECK(std::isnan(one.interval.low));
  CHECK(gaps.mean == 2);
  CHECK(gaps.n == 2);
}

TEST_CASE("bootstrap intervals cover as often as they say, with few replicates", "[study]") {
  const base::Draws draws(base::make_key(5, 0));
  constexpr int trials = 400, n = 12;
  int covered = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    Values values;
    for (std::uint32_t i = 0; i < n; ++i) values.push_back(normal(draws, i, trial));
    covered += study::bootstrap_interval(values, trial, 0.90).contains(0) ? 1 : 0;
  }

  // 0.90 -+ 4 standard deviations of a share of 400
  CHECK(std::fabs(covered / 400.0 - 0.90) < 4 * std::sqrt(0.9 * 0.1 / trials));
}

TEST_CASE("a bootstrap repeats with its seed and changes with it", "[study]") {
  Values values;
  for (int i = 0; i < 20; ++i) values.push_back(i * i);

  const auto first = study::bootstrap_interval(values, 1);
  const auto again = study::bootstrap_interval(values, 1);
  const auto other = study::bootstrap_interval(values, 2);

  CHECK(first.low == again.low);
  CHECK((first.low != other.low || first.high != other.high));
}

TEST_CASE("a difference is taken pair by pair", "[study]") {
  const Values base{10, 20, 30, 40}, policy{11, 22, 31, 42};  // differences 1 2 1 2

  const study::PairedDifference result = study::paired_difference(base, policy);

  CHECK(result.base.mean == 25);
  CHECK(result.difference.mean == 1.5);
  CHECK(result.difference.interval.half_width() ==
        Approx(3.18245 * std::sqrt(1.0 / 3 / 4)).epsilon(1e-5));
  // variances 500/3 and 521/3, of the difference 1/3
  CHECK(result.variance_reduction == Approx(1021));
  CHECK(result.unpaired_replicates == 4084);
  CHECK(result.percent(result.difference.mean) == Approx(6));
}

TEST_CASE("a pair that is undefined on one side is left out on both", "[study]") {
  const study::PairedDifference result =
      study::paired_difference(Values{10, undefined, 30}, Values{11, 12, 33});

  CHECK(result.difference.n == 2);
  CHECK(result.base.mean == 20);
  CHECK(result.difference.mean == 2);
}

TEST_CASE("runs that never differ have a difference of zero without noise", "[study]") {
  const Values base{10, 20, 30};

  const study::PairedDifference same = study::paired_difference(base, base);

  CHECK(same.difference.interval.low == 0);
  CHECK(same.difference.interval.high == 0);
  CHECK(std::isinf(same.variance_reduction));
  CHECK(same.unpaired_replicates == 0);
}

TEST_CASE("independent runs gain nothing by being paired", "[study]") {
  const base::Draws draws(base::make_key(9, 0));
  Values base, policy;
  constexpr int n = 4000;
  for (std::uint32_t i = 0; i < n; ++i) {
    base.push_back(normal(draws, i, 1));
    policy.push_back(normal(draws, i, 2));
  }

  // The variance ratio of n normal values has a standard deviation of about sqrt(2 / n).
  CHECK(study::paired_difference(base, policy).variance_reduction ==
        Approx(1).margin(4 * std::sqrt(2.0 / n)));
}

TEST_CASE("Fieller's interval solves its quadratic", "[study]") {
  const Values cost{10, 12, 14, 16}, effect{2, 2.5, 2.5, 3};

  const study::Ratio ratio = study::fieller(cost, effect);

  REQUIRE(ratio.is_identified);
  CHECK(ratio.value == Approx(5.2));
  // At both ends the mean of cost - R effect is exactly t standard errors from zero.
  for (const double end : {ratio.interval.low, ratio.interval.high}) {
    Values residual;
    for (std::size_t i = 0; i < cost.size(); ++i) residual.push_back(cost[i] - end * effect[i]);
    const study::Moments moments = study::moments_of(residual);
    CHECK(std::fabs(moments.mean) ==
          Approx(study::student_t(4) * std::sqrt(moments.variance / 4)).epsilon(1e-9));
  }
  CHECK(ratio.interval.contains(ratio.value));
}

TEST_CASE("costs without noise give the inverse of the effect's interval", "[study]") {
  const Values cost{10, 10, 10}, effect{1, 2, 3};
  const study::Interval effects = study::student_interval(effect, 0.5);

  const study::Ratio ratio = study::fieller(cost, effect, 0.5);

  REQUIRE(ratio.is_identified);
  CHECK(ratio.interval.low == Approx(10 / effects.high));
  CHECK(ratio.interval.high == Approx(10 / effects.low));
}

TEST_CASE("a ratio is not identified when the effect's interval contains zero", "[study]") {
  const Values cost{10, 11, 12}, effect{-1, 1, 3};
  REQUIRE(study::student_interval(effect).contains(0));

  const study::Ratio ratio = study::fieller(cost, effect);

  CHECK_FALSE(ratio.is_identified);
  CHECK(std::isnan(ratio.value));
  CHECK_FALSE(study::fieller(Values{1}, Values{1}).is_identified);
}

}  // namespace
