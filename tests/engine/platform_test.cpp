// The digital employment platform: what registration does, one effect at a time.
#include <cmath>

#include <catch2/catch.hpp>

#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// A platform for everybody whose other effects are off.
policy::Policy platform_with(const Settings& effects) {
  policy::Policy policy = make_policy(policy::make_employment_platform(), {{"coverage", 1},
                                                                           {"match_gain", 0},
                                                                           {"attention", 0},
                                                                           {"remote", 0},
                                                                           {"claim_share", 0},
                                                                           {"outreach", 0},
                                                                           {"per_worker", 0}});
  for (const auto& [key, value] : effects) set(*policy.lever, key, value);
  return policy;
}

policy::Policy rent_with(double take_up) {
  policy::Policy policy = make_policy(policy::make_rent_subsidy(), {{"amount", 300}});
  policy.scope.take_up = take_up;
  return policy;
}

/// One variable, month by month.
std::vector<double> course(const Tape& tape, std::string_view name) {
  std::vector<double> values;
  for (const auto& month : tape.months) values.push_back(total(month, name));
  return values;
}

/// The first month alone: what an effect does before it feeds back.
double in_first_month(const Settings& effects, std::string_view name) {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.settings.burn_in = 0;
  run.settings.end = run.settings.start;
  run.policies.push_back(platform_with(effects));
  return total(record(run).months.at(0), name);
}

}  // namespace

TEST_CASE("workers in Zhejiang claim other offers as if take-up were the platform's share") {
  // In the first month: later, novices at home, whom no platform knows yet, decide with their own.
  const auto first_month = [](double take_up, bool with_platform) {
    SmallRun run;
    run.settings.burn_in = 0;
    run.settings.end = run.settings.start;
    run.policies.push_back(rent_with(take_up));
    if (with_platform) run.policies.push_back(platform_with({{"claim_share", 0.85}}));
    return total(record(run).months.at(0), "recipients");
  };

  CHECK(first_month(0.3, true) == first_month(0.85, false));
  CHECK(first_month(0.3, false) < first_month(0.85, false) / 2);
}

TEST_CASE("a platform lowers no take-up") {
  SmallRun registered, told;
  registered.policies.push_back(rent_with(0.85));
  registered.policies.push_back(platform_with({{"claim_share", 0.6}}));
  told.policies.push_back(rent_with(0.85));

  CHECK(course(record(registered), "paid") == course(record(told), "paid"));
}

TEST_CASE("a tenth more contacts bring at most a tenth more hires in their first month") {
  const double without = in_first_month({}, "hires");
  const double with = in_first_month({{"match_gain", 0.1}}, "hires");

  CHECK(with > without);
  CHECK(with <= 1.1 * without);
}

TEST_CASE("running costs are a twelfth of the year's sum and half a yuan a registered worker") {
  SmallRun run;
  run.policies.push_back(platform_with({{"per_year", 1200}}));
  const Tape fixed = record(run);
  run.policies[0] = platform_with({{"per_year", 1200}, {"per_worker", 0.5}});
  const Tape both = record(run);

  for (std::size_t m = 0; m < fixed.months.size(); ++m) {
    CHECK(total(fixed.months[m], "debits") == 10000);  // 100 CNY
    const double workers = total(both.months[m], "debits") - 10000;
    CHECK(workers > 0);
    CHECK(std::fmod(workers, 5000) == 0);  // 0.5 CNY for each of 100 persons an agent
  }
}
