// The words that say when, where and whom a policy reaches.
#include <filesystem>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "scenario/scenario.hpp"

using namespace chuanzhe;
namespace fs = std::filesystem;

namespace {

const fs::path scenarios = fs::path(CHUANZHE_DATA_DIR).parent_path();

/// The scope of a policy with these lines.
policy::Scope scope_of(const std::string& lines) {
  const test::Folder folder;
  const fs::path file =
      folder.write("scope.yaml", "extends: " + (scenarios / "baseline.yaml").string() +
                                     "\nname: scope\nquestion: whom?\npolicies:\n"
                                     "  - id: rent\n    lever: rent_subsidy\n    amount: 300\n" +
                                     lines);
  return scenario::load(file).policies.at(0).scope;
}

std::uint32_t bits(std::initializer_list<world::GroupWord> words) {
  std::uint32_t set = 0;
  for (const world::GroupWord word : words) set |= 1U << static_cast<unsigned>(word);
  return set;
}

}  // namespace

TEST_CASE("groups say poverty, sex, age, schooling, experience and trade") {
  using enum world::GroupWord;

  CHECK(scope_of("    groups: [poor, female, age_30_44, edu_junior, experienced]\n").groups ==
        bits({poor, female, age_30_44, edu_junior, experienced}));
  CHECK(scope_of("    groups: [untrained, trade_logistics]\n").groups ==
        bits({untrained, trade_logistics}));
  CHECK(scope_of("    groups: [trained]\n").groups == bits({trained}));
  CHECK(scope_of("    groups: all\n").groups == 0);
}

TEST_CASE("places are cities, counties, prefectures, twins and sectors") {
  const auto scope = scope_of(
      "    cities: [Hangzhou, Ningbo]\n    counties: twinned\n    prefectures: [Dazhou]\n"
      "    sectors: [care]\n");
  const auto twins = scope_of("    counties: twinned\n");

  CHECK(scope.cities.count() == 2);
  CHECK(scope.sectors.count() == 1);
  CHECK(twins.counties.count() == 68);
  CHECK(scope.counties.any());
  CHECK((scope.counties & ~twins.counties).none());  // both narrow
  CHECK(scope.counties.count() < 10);
}

TEST_CASE("periods are dates, months before or after the festival, and calendar months") {
  const auto dates = scope_of("    from: 2021-03\n    to: 2023-02\n    months: [3, 9]\n");
  CHECK(dates.active(base::Month(2021, 3)));
  CHECK(dates.active(base::Month(2022, 9)));
  CHECK(!dates.active(base::Month(2021, 4)));
  CHECK(!dates.active(base::Month(2023, 3)));

  // Lunar New Year 2021-02-12 and 2022-02-01
  const auto festival = scope_of(
      "    from: spring_festival 2021 - 1 month\n    to: spring_festival 2022 + 1 month\n");
  CHECK(festival.from == base::Month(2021, 1));
  CHECK(festival.to == base::Month(2022, 3));
}
