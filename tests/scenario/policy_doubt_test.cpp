// Which values of policies a set of draws varies, and what it sets them to.
#include "scenario/policy_doubt.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "../folder.hpp"

using namespace chuanzhe;
using scenario::DrawnValue;
using scenario::RangeRow;
using test::Folder;

namespace {

const std::vector<RangeRow> rows = {{"take_up", "assumed", 0.3, 0.95, {}},
                                    {"workstations.attention", "assumed", 0, 0.2, {}},
                                    {"caring_jobs.additionality", "assumed", 0, 1, {}}};

std::vector<DrawnValue> drawn_of(const std::string& policy) {
  const Folder folder;
  const std::string base = std::string(CHUANZHE_DATA_DIR) + "/../baseline.yaml";
  return scenario::drawn_values(
      scenario::load(folder.write(
          "s.yaml", "extends: " + base + "\nname: s\nquestion: q\nsource: t\npolicies:\n  - {" +
                        policy + "}\n")),
      rows);
}

}  // namespace

TEST_CASE("a value left at its default is drawn over the range of the set") {
  const auto drawn = drawn_of("id: r, lever: rent_subsidy, from: 2022-01, amount: 300");

  REQUIRE(drawn.size() == 1);
  CHECK(drawn[0].path == "policies.r.take_up");
  CHECK(drawn[0].row == 0);
  CHECK(drawn[0].low == 0.3);
  CHECK(drawn[0].high == 0.95);
}

TEST_CASE("a value that the scenario sets is known") {
  CHECK(drawn_of("id: r, lever: rent_subsidy, from: 2022-01, amount: 300, take_up: 0.8").empty());
  CHECK(drawn_of("id: r, lever: rent_subsidy, from: 2022-01, amount: 300, "
                 "take_up: {value: 0.6, source: \"a count\", grade: official, range: [0.5, 0.7]}")
            .empty());
}

TEST_CASE("a value assumed with a range is drawn over that range") {
  const auto drawn = drawn_of(
      "id: w, lever: workstations, from: 2022-01, per_year: 100000, take_up: 0.5, attention: "
      "{value: 0.05, source: \"assumed\", grade: assumption, range: [0.01, 0.09]}");

  REQUIRE(drawn.size() == 1);
  CHECK(drawn[0].path == "policies.w.attention");
  CHECK(drawn[0].row == 1);
  CHECK(drawn[0].low == 0.01);
  CHECK(drawn[0].high == 0.09);
}

TEST_CASE("a default of zero switches an effect off and is not drawn") {
  const auto drawn =
      drawn_of("id: w, lever: workstations, from: 2022-01, per_year: 100000, take_up: 0.5");

  CHECK(drawn.empty());
}

TEST_CASE("equal levers stand at the same place of their ranges") {
  const std::vector<DrawnValue> values = {{"policies.a.take_up", 0, 0.3, 0.95},
                                          {"policies.b.take_up", 0, 0.5, 0.7},
                                          {"policies.b.attention", 1, 0, 0.2}};

  const auto overrides = scenario::drawn_overrides(values, {0.5, 0.25, 0});

  CHECK(overrides == std::vector<std::string>{"policies.a.take_up=0.625", "policies.b.take_up=0.6",
                                              "policies.b.attention=0.05"});
}

TEST_CASE("every value that a row can name is a number of a lever") {
  const auto paths = scenario::policy_value_paths();

  for (const RangeRow& row : rows) {
    CHECK(std::find(paths.begin(), paths.end(), row.path) != paths.end());
  }
  CHECK(std::find(paths.begin(), paths.end(), "rent_subsidy.payer") == paths.end());
}
