#include "scenario/scenario.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

using namespace chuanzhe;
namespace fs = std::filesystem;

namespace {

const fs::path scenarios = fs::path(CHUANZHE_DATA_DIR).parent_path();

}  // namespace

TEST_CASE("an overlay changes what it names and keeps the rest") {
  const auto rent = scenario::load(scenarios / "rent_subsidy.yaml");

  CHECK(rent.name == "rent_subsidy");
  CHECK(rent.run.seed == 20220624);
  REQUIRE(rent.policies.size() == 1);
  CHECK(rent.policies[0].scope.from == base::Month(2022, 1));
  CHECK(rent.policies[0].scope.payer == policy::Payer::zhejiang_province);
}

TEST_CASE("months may be told relative to the festival") {
  const auto stay = scenario::load(scenarios / "stay_bonus.yaml");

  CHECK(stay.policies[0].scope.from == base::Month(2022, 1));  // New Year on 2022-02-01, less one
}

TEST_CASE("an override wins over every file") {
  const auto rent = scenario::load(scenarios / "rent_subsidy.yaml",
                                   {"model.sigma=5000", "policies.rent.amount=450"});

  CHECK(rent.model.sigma == 5000);
  CHECK(scenario::explain(rent, "policies.rent.amount").find("= 450 CNY/month") !=
        std::string::npos);
  CHECK(scenario::explain(rent, "model.sigma").find("--set model.sigma=5000") != std::string::npos);
}

TEST_CASE("one year of a fitted series can be overridden, the others stay") {
  const auto base = scenario::load(scenarios / "baseline.yaml", {"model.restriction.2021=7000"});

  CHECK(base.model.restriction.at(2021) == 7000);
  CHECK(base.model.restriction.at(2020) == 500);
}

TEST_CASE("a value tells the file and line that set it") {
  const auto base = scenario::load(scenarios / "baseline.yaml");

  CHECK(scenario::explain(base, "run.burn_in").find("baseline.yaml:9:12") != std::string::npos);
  CHECK(scenario::explain(base, "model.eta").find("default") != std::string::npos);
  CHECK_THROWS_WITH(scenario::explain(base, "model.etaa"),
                    Catch::Contains("did you mean 'model.eta'?"));
}

TEST_CASE("the resolved scenario reads back to itself") {
  for (const char* name :
       {"baseline", "rent_subsidy", "transport_subsidy", "stay_bonus", "family_visit"}) {
    const auto first = scenario::load(scenarios / (std::string(name) + ".yaml"));
    const std::string text = scenario::resolved_yaml(first);
    const fs::path file = scenarios / (std::string(".resolved_") + name + ".yaml");
    std::ofstream(file) << text;

    const auto second = scenario::load(file);
    fs::remove(file);

    CHECK(scenario::resolved_yaml(second) == text);
  }
}

TEST_CASE("a policy can be changed or dropped by its id") {
  const fs::path file = scenarios / ".drop_test.yaml";
  std::ofstream(file) << "extends: rent_subsidy.yaml\nname: none\npolicies:\n  - id: rent\n"
                         "    drop: true\n";

  const auto dropped = scenario::load(file);
  fs::remove(file);

  CHECK(dropped.policies.empty());
}

TEST_CASE("the shipped festival table has the Lunar New Years of 2019 to 2035 (V12)") {
  const std::vector<base::Date> expected = {
      {2019, 2, 5},  {2020, 1, 25}, {2021, 2, 12}, {2022, 2, 1},  {2023, 1, 22}, {2024, 2, 10},
      {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},  {2028, 1, 26}, {2029, 2, 13}, {2030, 2, 3},
      {2031, 1, 23}, {2032, 2, 11}, {2033, 1, 31}, {2034, 2, 19}, {2035, 2, 8}};
  const auto baseline = scenario::load(scenarios / "baseline.yaml");

  REQUIRE(baseline.tables.festivals.size() >= expected.size());
  for (const base::Date& date : expected) {
    const auto found =
        std::find_if(baseline.tables.festivals.begin(), baseline.tables.festivals.end(),
                     [&](const base::Date& day) { return day.year == date.year; });
    REQUIRE(found != baseline.tables.festivals.end());
    CHECK(found->month == date.month);
    CHECK(found->day == date.day);
  }
}
