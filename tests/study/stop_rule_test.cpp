#include "study/stop_rule.hpp"

#include <vector>

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace chuanzhe;
using Catch::Matchers::Contains;
using study::StopRule;

namespace {

study::PairedDifference with_half_width(double mean, double half, std::size_t n) {
  study::PairedDifference difference;
  difference.difference = {mean, {mean - half, mean + half}, n};
  return difference;
}

TEST_CASE("a stop rule is read with and without per cent", "[study]") {
  const StopRule persons = study::parse_stop_rule("half_width(stock_zj) <= 500");
  const StopRule percent = study::parse_stop_rule(" half_width( hires[city=Ningbo]@2023 )<=5 %");

  CHECK(persons.measure == "stock_zj");
  CHECK(persons.limit == 500);
  CHECK(persons.unit == StopRule::Unit::absolute);
  CHECK(percent.measure == "hires[city=Ningbo]@2023");
  CHECK(percent.limit == 5);
  CHECK(percent.unit == StopRule::Unit::percent);
}

TEST_CASE("what is no stop rule is refused with the form expected", "[study]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>(
      {{"stock_zj <= 5", "is not a condition on an interval"},
       {"half_width() <= 5", "names no measure"},
       {"half_width(stock_zj) < 5", "has no '<=' after the measure"},
       {"half_width(stock_zj) <= five", "has no positive number after '<='"},
       {"half_width(stock_zj) <= -5", "has no positive number after '<='"},
       {"half_width(stock_zj) <= nan", "has no positive number after '<='"},
       {"half_width(stock_zj) <= 5 % of", "has no positive number after '<='"}}));

  CHECK_THROWS_WITH(
      study::parse_stop_rule(text),
      Contains(reason) &&
          Contains("write 'half_width(MEASURE) <= 500', or '<= 5 %' of the difference"));
}

TEST_CASE("a rule in per cent is of the difference itself", "[study]") {
  const StopRule rule{"x", 10, StopRule::Unit::percent};

  CHECK(study::is_met(rule, with_half_width(-200, 20, 5)));
  CHECK_FALSE(study::is_met(rule, with_half_width(-200, 21, 5)));
  CHECK_FALSE(study::is_met(rule, with_half_width(-200, 1, 1)));
}

TEST_CASE("a half-width twice the limit needs four times the pairs", "[study]") {
  const StopRule rule{"x", 50};

  CHECK(study::pairs_expected(rule, with_half_width(0, 100, 10)) == 40);
  CHECK(study::pairs_expected(rule, with_half_width(0, 50.1, 10)) == 11);
  CHECK(study::pairs_expected(rule, with_half_width(0, 0, 1)) == 2);
  CHECK(study::pairs_expected({"x", 5, StopRule::Unit::percent}, with_half_width(0, 9, 10)) == 11);
}

}  // namespace
