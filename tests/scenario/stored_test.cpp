#include "scenario/stored.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "scenario/tables_reader.hpp"

using namespace chuanzhe;
using Catch::Matchers::Contains;
using scenario::StoredText;

namespace {

namespace fs = std::filesystem;

const std::string data_folder = CHUANZHE_DATA_DIR;
const std::string scenarios = data_folder + "/..";

StoredText stored(const std::string& name, const std::vector<std::string>& overrides = {}) {
  return {scenario::resolved_yaml(scenario::load(scenarios + "/" + name, overrides)), name};
}

TEST_CASE("a stored scenario reads back to itself", "[scenario]") {
  const StoredText text = stored("rent_subsidy.yaml", {"run.persons_per_agent=100"});
  const auto digests = scenario::digests(data_folder);

  const scenario::Scenario again = scenario::load_stored(text, data_folder, digests);

  CHECK(scenario::resolved_yaml(again) == text.yaml);
  CHECK(again.run.persons_per_agent == 100);
  CHECK(again.digests == digests);
}

TEST_CASE("a stored scenario takes overrides", "[scenario]") {
  const StoredText text = stored("baseline.yaml");

  const auto again = scenario::load_stored(text, data_folder, {}, {"run.replicates=7"});

  CHECK(again.run.replicates == 7);
}

TEST_CASE("tables that have changed since are named", "[scenario]") {
  const StoredText text = stored("baseline.yaml");
  auto digests = scenario::digests(data_folder);
  digests.front().second = "other";

  CHECK_THROWS_WITH(
      scenario::load_stored(text, data_folder, digests),
      Contains("baseline.yaml") && Contains(digests.front().first) && Contains("--data"));
}

TEST_CASE("a text that is no scenario is refused", "[scenario]") {
  CHECK_THROWS_AS(scenario::load_stored({"[1, 2]", "a.h5"}, data_folder, {}), base::InputError);
  CHECK_THROWS_AS(scenario::load_stored({"x: [", "a.h5"}, data_folder, {}), base::InputError);
  CHECK_THROWS_AS(scenario::differences({"7", "a.h5"}, {"x: [", "b.h5"}), base::InputError);
}

TEST_CASE("a policy that is added is the difference, from its first month", "[scenario]") {
  const StoredText base = stored("baseline.yaml"), rent = stored("rent_subsidy.yaml");

  const auto found = scenario::differences(base, rent);

  REQUIRE_FALSE(found.empty());
  for (const auto& difference : found) {
    CHECK_THAT(difference.path, Catch::StartsWith("policies.rent."));
    CHECK(difference.base.empty());
  }
  CHECK(scenario::part_in(base, rent) == base::Month(2022, 1));
}

TEST_CASE("numbers are compared without their evidence", "[scenario]") {
  const StoredText base = stored("rent_subsidy.yaml");
  const StoredText other =
      stored("rent_subsidy.yaml", {"policies.rent.amount={value: 300, source: another}"});
  const StoredText more = stored("rent_subsidy.yaml", {"policies.rent.amount=400"});

  CHECK(scenario::differences(base, other).empty());
  const auto found = scenario::differences(base, more);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "policies.rent.amount");
  CHECK(found[0].base == "300");
  CHECK(found[0].other == "400");
  CHECK(scenario::part_in(base, more) == base::Month(2022, 1));
}

TEST_CASE("scenarios that differ in the model part from the beginning", "[scenario]") {
  const StoredText base = stored("baseline.yaml");
  const StoredText other = stored("baseline.yaml", {"model.sigma=5000"});
  const StoredText longer = stored("baseline.yaml", {"run.end=2024-12", "run.replicates=3"});

  CHECK_FALSE(scenario::part_in(base, other));
  CHECK(scenario::differences(base, longer).size() == 2);
}

TEST_CASE("lives are planned to the end of the run and its spare months", "[scenario]") {
  CHECK(scenario::planned_until({"run: {end: 2024-06}", "a.h5"}) == base::Month(2024, 6));
  CHECK(scenario::planned_until({"run: {end: 2024-06, spare_months: 18}", "a.h5"}) ==
        base::Month(2025, 12));
  CHECK_FALSE(scenario::planned_until({"run: {seed: 1}", "a.h5"}));
}

}  // namespace
