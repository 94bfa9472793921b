// Policies that are legal and do nothing: what is said of them.
#include "told.hpp"

using namespace chuanzhe;
using namespace scenario::test;

namespace {

/// The first warning of a scenario with these policies, or nothing.
std::string first_warning(const std::string& policies) {
  const Folder folder;
  const auto scenario = scenario::load(folder.write("s.yaml", head() + "policies:\n" + policies));
  return scenario.warnings.empty() ? "" : base::to_string(scenario.warnings[0]);
}

}  // namespace

TEST_CASE("a policy that can never reach anybody is told with the reason") {
  CHECK_THAT(first_warning("  - {id: late, lever: rent_subsidy, amount: 1, from: 2030-01}\n"),
             Catch::Contains("'late' can never reach anybody (it has no month within the run") &&
                 Catch::Contains("change from, to or months"));
  CHECK_THAT(first_warning("  - {id: summer, lever: stay_bonus, gov: 500, months: [7]}\n"),
             Catch::Contains("none of its months decides who goes home"));
  CHECK_THAT(first_warning("  - {id: spring, lever: return_bonus, amount: 500, months: [5]}\n"),
             Catch::Contains("return from the festival in none of its months"));
  CHECK_THAT(
      first_warning("  - {id: pupils, lever: points_schooling, school_places: 9, months: [5]}\n"),
      Catch::Contains("school begins in September and points count in November"));
  CHECK_THAT(first_warning("  - {id: young, lever: technical_school, seats: 9, months: [10]}\n"),
             Catch::Contains("school begins in September, which is none of its months"));
  CHECK_THAT(
      first_warning("  - {id: again, lever: training, seats: 9, groups: [trained]}\n"),
      Catch::Contains(
          "can never reach anybody (of its groups, training takes only untrained); change groups"));
  CHECK_THAT(
      first_warning("  - {id: old, lever: technical_school, seats: 9, groups: [age_45_54]}\n"),
      Catch::Contains("takes only age_16_29 and edu_none, edu_primary, edu_junior"));
  CHECK(first_warning("  - {id: more, lever: training, seats: 9, groups: [untrained, trained]}\n")
            .empty());
  CHECK_THAT(first_warning("  - {id: own, lever: rent_subsidy, amount: 1, residents_only: true}\n"),
             Catch::Contains("'own' can never reach anybody (it is for residents of Zhejiang and"));
  CHECK_THAT(first_warning("  - {id: equal, lever: equal_treatment, active: true}\n"),
             Catch::Contains("'equal' can never reach anybody (no policy is for residents_only"));
  CHECK_THAT(first_warning(
                 "  - {id: none, lever: rent_subsidy, amount: 1, budget_cap: 0, payer: zj_city}\n"),
             Catch::Contains("'none' can never reach anybody (its budget_cap is 0)"));
  CHECK(first_warning("  - {id: own, lever: rent_subsidy, amount: 1, residents_only: true}\n"
                      "  - {id: equal, lever: equal_treatment, active: true}\n")
            .empty());
  CHECK(first_warning("  - {id: good, lever: stay_bonus, gov: 500}\n").empty());
}

TEST_CASE("a policy that reaches no place or none of its groups is told with the reason") {
  const std::string deals = "  - {id: deals, lever: labour_agreements, attention: 0.1, ";

  CHECK_THAT(first_warning("  - {id: bus, lever: caravan}\n"),
             Catch::Contains("'bus' can never reach anybody (it has no route); write route"));
  CHECK_THAT(first_warning(deals + "pairs: [{county: Cangxi, city: Ningbo}], cities: [Wenzhou]}\n"),
             Catch::Contains("'deals' can never reach anybody (none of its pairs lies in"));
  CHECK_THAT(first_warning(deals + "counties: [Jinniu District]}\n"),
             Catch::Contains("no county of its scope has a twin in its cities)"));
  CHECK_THAT(first_warning(deals + "counties: [Cangxi], cities: [Wenzhou]}\n"),
             Catch::Contains("no county of its scope has a twin in its cities)"));
  CHECK_THAT(first_warning("  - {id: stay, lever: stay_bonus, gov: 1, groups: [uninsured]}\n"),
             Catch::Contains("can never reach anybody (insured_only is true and its groups"));

  CHECK(first_warning(deals + "counties: [Cangxi], cities: [Hangzhou]}\n").empty());
  CHECK(first_warning("  - {id: stay, lever: stay_bonus, gov: 1, groups: [uninsured, insured]}\n")
            .empty());
  CHECK(first_warning("  - {id: stay, lever: stay_bonus, gov: 1, groups: [uninsured], "
                      "insured_only: false}\n")
            .empty());
}

TEST_CASE("a run without a month is told, not its policies as idle") {
  const std::string found =
      messages(with_policy("    amount: 300\nrun: {start: 2022-01, end: 2021-01}\n"));

  CHECK_THAT(found, Catch::Contains("before it starts"));
  CHECK_THAT(found, !Catch::Contains("warning"));
}

TEST_CASE("money without any effect is warned of") {
  const auto one = [](const std::string& policy) {
    return first_warning("  - {id: one, lever: " + policy + "}\n");
  };
  const char* both = "paid for without any effect (attention and remote are 0); set one of the two";

  CHECK_THAT(one("workstations, stations: 5"), Catch::Contains(both));
  CHECK_THAT(one("recruitment_fairs, fairs: 5"), Catch::Contains(both));
  CHECK_THAT(one("labour_agreements, signed: 5"),
             Catch::Contains("paid for without any effect (attention is 0); set attention"));
  CHECK(one("workstations, stations: 5, remote: 0.1").empty());
  CHECK(one("recruitment_fairs, fairs: 5, attention: 0.1").empty());
  CHECK(one("labour_agreements, signed: 5, attention: 0.1").empty());
}

TEST_CASE("chartered transport acts in the month after the return, too") {
  const std::string seats = "  - {id: bus, lever: chartered_transport, seats: 9, ";

  // Lunar New Year 2022-02-01: the return is in February
  CHECK(first_warning(seats + "from: 2022-03, to: 2022-03}\n").empty());
  CHECK_THAT(first_warning(seats + "from: 2022-04, to: 2022-04}\n"),
             Catch::Contains("none of its months is that of the return from the festival or the"));
}
