// Mistakes in the levers and scopes of a programme: what is said, and where.
#include "told.hpp"

using namespace chuanzhe;
using namespace scenario::test;

TEST_CASE("every mistake of a programme is told at once, each at its place with a remedy") {
  const std::string text = head() + R"(policies:
  - id: deals
    lever: labour_agreements
    from: 2022-01
    pairs:
      - {county: Cangxi, city: Ningbo}
      - {county: Cangxi, city: Ningbo}
      - {county: Kangxi, city: Ningbo}
      - {county: Cangxi, city: Nimbo}
    payer: zj_prov
  - id: bus
    lever: caravan
    from: 2022-04
    route: [Cangxi, Huili]
    payer: zj_city
  - id: school
    lever: technical_school
    from: 2022-01
    seats: -5
    payer: zj_prov
  - id: care
    lever: caring_jobs
    from: 2022-01
    posts: 12.5
    wage_floor: 1500
    priority: por
    payer: zj_prov
  - id: rent
    lever: rent_subsidy
    from: 2022-01
    amount: 300
    budget_cap: 1000000
  - id: rent2
    lever: rent_subsidy
    from: 2023-01
    amount: 200
    groups: [pooor]
    payer: zj_prov
)";
  const std::string found = messages(text);
  INFO(found);
  const std::pair<const char*, const char*> expected[] = {
      {":10:9", "stands twice"},
      {":11:18", "did you mean 'Cangxi'?"},
      {":12:32", "did you mean 'Ningbo'?"},
      {":17:21", "has a gap"},
      {":22:12", "-5 persons/year"},
      {":27:12", "posts is 12.5"},
      {":28:17", "warning: policy 'care': wage_floor 1500 is below the minimum wage of Hangzhou"},
      {":29:15", "did you mean 'poor'?"},
      {":35:17", "add payer"},
      {":36:5", "overlaps 'rent'"},
      {":40:14", "did you mean 'poor'?"}};
  for (const auto& [place, part] : expected) {
    INFO(place << " " << part);
    const auto at = found.find("s.yaml" + std::string(place));
    REQUIRE(at != std::string::npos);
    const auto end = found.find('\n', at);
    CHECK(found.substr(at, end - at).find(part) != std::string::npos);
  }
}

TEST_CASE("a floor of pay below the minimum wage is warned of, city by city") {
  const Folder folder;
  const auto load = [&](const char* floor) {
    return scenario::load(folder.write(
        "s.yaml", head() +
                      "policies:\n  - id: care\n    lever: caring_jobs\n    posts: 100\n"
                      "    payer: zj_prov\n    cities: [Hangzhou, Ningbo]\n    wage_floor: " +
                      floor + "\n"));
  };
  const auto warnings = load("2279").warnings;
  REQUIRE(warnings.size() == 2);
  CHECK(to_string(warnings[0]).find("s.yaml:10:17") != std::string::npos);
  CHECK(warnings[0].text ==
        "warning: policy 'care': wage_floor 2279 is below the minimum wage of Hangzhou, 2280 CNY a "
        "month; raise it");
  CHECK(load("2280").warnings.empty());
}

TEST_CASE("a policy that does not say when it starts does so with the run") {
  const Folder folder;
  const auto scenario = scenario::load(folder.write("s.yaml", with_policy("    amount: 300\n")));
  CHECK(scenario.policies.at(0).scope.from == scenario.run.start);
}

TEST_CASE("sizes of employers are words of the scope") {
  const Folder folder;
  const auto scope =
      scenario::load(folder.write("s.yaml", with_policy("    amount: 300\n    "
                                                        "employer_sizes: [small, large]\n")))
          .policies.at(0)
          .scope;
  CHECK(scope.sizes == 0b101);
  says(with_policy("    employer_sizes: [tiny]\n"), ":7:22", "unknown employer size 'tiny'");
}
