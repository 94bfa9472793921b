#include "engine/posts.hpp"

#include <catch2/catch.hpp>

#include "engine/local_matching.hpp"
#include "engine/state.hpp"
#include "policy/levers/levers.hpp"
#include "small_world.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::engine;
using namespace chuanzhe::test;

namespace {

constexpr std::uint32_t middle = 0x80000000U;  // picks the post in the middle of those open

/// Ten applicants, drawn in order; the last two are formerly poor.
std::vector<LocalApplicant> ten_applicants() {
  std::vector<LocalApplicant> applicants;
  for (std::uint32_t i = 1; i <= 10; ++i) applicants.push_back({i, i, 0, 0, i > 8});
  return applicants;
}

/// 10,000 posts in two counties of 200,000 and 250,000: 44 and 56 agents of 100 persons.
policy::Policy two_parks(double subsidy) {
  auto policy =
      make_policy(policy::make_parks(), {{"posts", 10000}, {"subsidy_per_post", subsidy}});
  policy.scope.counties = 3;
  policy.scope.payer = policy::Payer::sichuan;
  return policy;
}

std::int32_t poor_in(const std::vector<LocalHire>& hires) {
  std::int32_t poor = 0;
  for (const LocalHire& hire : hires) poor += hire.worker > 8;
  return poor;
}

}  // namespace

TEST_CASE("local posts go to the smallest lottery numbers") {
  const auto hires = fill_local_posts(ten_applicants(), {{0, 3, 0, 0}});

  REQUIRE(hires.size() == 3);
  for (std::uint32_t i = 0; i < 3; ++i) CHECK(hires[i].worker == i + 1);
}

TEST_CASE("reserved posts are filled with the formerly poor before anybody else is asked") {
  const auto hires = fill_local_posts(ten_applicants(), {{0, 3, 0, 0}, {7, 4, 1, 0}});

  REQUIRE(hires.size() == 7);
  CHECK(hires[0].worker == 9);  // the first of the two poor
  CHECK(hires[0].employer == 7);
  CHECK(poor_in(hires) == 1);
}

TEST_CASE("reserved posts that no formerly poor worker asks for go to the others") {
  auto applicants = ten_applicants();
  for (LocalApplicant& applicant : applicants) applicant.poor = false;

  CHECK(fill_local_posts(applicants, {{7, 4, 4, 0}}).size() == 4);
}

TEST_CASE("an applicant asks for any open post alike, within the groups of the policy") {
  constexpr auto only_women = 1U << static_cast<unsigned>(world::GroupWord::female);
  const std::vector<LocalApplicant> anybody = {{1, 1, middle, 0, false}};

  CHECK(fill_local_posts(anybody, {{0, 1, 0, 0}, {7, 3, 0, 0}})[0].employer == 7);
  CHECK(fill_local_posts(anybody, {{0, 3, 0, 0}, {7, 1, 0, 0}})[0].employer == 0);
  CHECK(fill_local_posts(anybody, {{0, 1, 0, 0}, {7, 3, 0, only_women}})[0].employer == 0);
  CHECK(fill_local_posts(anybody, {{7, 3, 0, only_women}}).empty());
}

TEST_CASE("posts open evenly over the ramp") {
  CHECK(ramped(44, 1, 12) == 3);  // 3.67
  CHECK(ramped(44, 6, 12) == 22);
  CHECK(ramped(44, 12, 12) == 44);
  CHECK(ramped(44, 800, 12) == 44);
  CHECK(ramped(44, 1, 1) == 44);
}

TEST_CASE("park posts are spread by labour force, opened over the ramp and paid for once") {
  test::SmallRun run;
  run.policies.push_back(two_parks(1000));

  const Tape tape = record(run);

  const auto open_in = [&](std::size_t month) { return total(tape.months[month], "policy_posts"); };
  CHECK(open_in(0) == 700);  // 3 + 4 agents
  CHECK(open_in(5) == 5000);
  CHECK(open_in(11) == 10000);
  CHECK(open_in(23) == 10000);
  CHECK(total(tape.months[0], "credits") == 700 * 100000.0);
  double spent = 0;
  for (const auto& month : tape.months) spent += total(month, "credits");
  CHECK(spent == 10000 * 100000.0);
  const auto credits = test::cells(tape.months[0], "credits");
  CHECK(credits[receiver_firms] == 70000000);
  CHECK(test::cells(tape.months[0], "debits")[3] == 70000000);  // sichuan
}

TEST_CASE("parks open no more posts than the year's budget pays for") {
  test::SmallRun run;
  run.policies.push_back(two_parks(1000));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(4050000);

  const Tape tape = record(run);

  CHECK(total(tape.months[11], "policy_posts") == 4000);
  CHECK(total(tape.months[12], "policy_posts") == 8000);  // the ramp is over, the budget is new
  CHECK(total(tape.months[23], "policy_posts") == 8000);
}

TEST_CASE("farm-chain posts open in the counties of the scope, paid to the fen and capped") {
  test::SmallRun run;
  run.policies.push_back(make_policy(policy::make_farm_chain(), {{"projects", 10},
                                                                 {"posts_per_project", 500},
                                                                 {"ramp_months", 1},
                                                                 {"subsidy_per_post", 1234.56}}));
  run.policies[0].scope.counties = 3;
  run.policies[0].scope.payer = policy::Payer::sichuan;

  const Tape tape = record(run);
  // One post stands for 100 persons and costs 123,456 CNY: 1,000,000 CNY pay for eight of 50.
  run.policies[0].scope.budget_cap = base::fen_from_yuan(1000000);
  const Tape capped = record(run);

  CHECK(total(tape.months[0], "policy_posts") == 5000);
  CHECK(test::cells(tape.months[0], "credits")[receiver_firms] == 5000 * 123456LL);
  CHECK(test::cells(tape.months[0], "debits")[3] == 5000 * 123456LL);  // sichuan
  CHECK(total(tape.months[1], "credits") == 0);
  CHECK(total(tape.months[23], "policy_posts_filled") > 0);
  CHECK(total(capped.months[0], "policy_posts") == 800);
  CHECK(total(capped.months[0], "credits") == 800 * 123456LL);
  CHECK(total(capped.months[12], "policy_posts") == 1600);
}

TEST_CASE("posts stand when their policy ends, and workers keep them") {
  test::SmallRun run;
  run.policies.push_back(two_parks(0));
  run.policies[0].scope.to = base::Month(2019, 6);

  const Tape tape = record(run);

  CHECK(total(tape.months[5], "policy_posts") == 5000);
  CHECK(total(tape.months[23], "policy_posts") == 5000);
  CHECK(total(tape.months[23], "policy_posts_filled") > 2500);
}

TEST_CASE("the reserved share of park posts is filled with the formerly poor") {
  test::SmallRun run;
  run.settings.persons_per_agent = 10;
  run.policies.push_back(two_parks(0));
  test::set(*run.policies[0].lever, "poor_share", 0);
  const Tape open_to_all = record(run);
  test::set(*run.policies[0].lever, "poor_share", 1);

  const Tape reserved = record(run);

  const auto poor = [](const Tape& tape) { return total(tape.months[23], "policy_posts_poor"); };
  CHECK(poor(reserved) > 2 * poor(open_to_all));
}

TEST_CASE("a park wage above the local wage adds its premium times the share of posts") {
  test::SmallRun run;
  auto policy = two_parks(0);
  test::set(*policy.lever, "wage", 4600);  // 1,000 above the local wage of 3,600
  run.policies.push_back(std::move(policy));
  base::ThreadPool pool(1);
  const RunInputs inputs = run.inputs();
  State state(inputs, 0, pool);
  state.employers.posts[state.employers.local(base::CountyId(0))] = 300;
  state.employers.posts[state.policy_posts.first] = 100;

  const auto gain = local_pay_gain(state, 1, 1);

  CHECK(gain[0] == Approx(250));                            // 1,000 x 100 / 400
  CHECK(gain[1] == 0);                                      // no post is open there yet
  CHECK(gain[2] == 0);                                      // out of scope
  CHECK(local_pay_gain(state, 1, 1.25)[0] == Approx(200));  // of 2021
  CHECK(local_pay_gain(state, 1.5, 1)[0] == 0);             // local pay has overtaken it
}

TEST_CASE("well-paid park posts draw workers into local posts") {
  test::SmallRun run;
  run.settings.persons_per_agent = 10;
  run.policies.push_back(two_parks(0));
  test::set(*run.policies[0].lever, "posts", 100000);
  const Tape at_local_pay = record(run);
  test::set(*run.policies[0].lever, "wage", 12000);

  const Tape well_paid = record(run);

  const auto local = [](const Tape& tape) {
    const auto stock = test::cells(tape.months[23], "status_stock");
    return stock[1] + stock[world::status_count + 1];
  };
  CHECK(local(well_paid) > local(at_local_pay));
}
