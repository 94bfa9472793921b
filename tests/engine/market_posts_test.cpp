// Posts that policies open in Zhejiang: caring jobs and the hiring subsidy.
#include "engine/market_posts.hpp"

#include <catch2/catch.hpp>

#include "engine/state.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::engine;
using namespace chuanzhe::test;

namespace {

constexpr std::size_t firms = receiver_firms, operators = receiver_operators;

/// 8,800 posts: one agent of 100 persons in each of the 88 markets.
policy::Policy caring(const Settings& more = {}) {
  Settings settings = {{"posts", 8800}, {"wage_floor", 6000}, {"employer_subsidy", 300}};
  settings.insert(settings.end(), more.begin(), more.end());
  return make_policy(policy::make_caring_jobs(), settings);
}

/// Everybody is worth the sector's wage of 5,000 CNY.
test::SmallRun equal_pay() {
  test::SmallRun run;
  run.model.return_to_schooling = 0;
  run.model.return_to_skill = 0;
  return run;
}

double sum(const Tape& tape, std::string_view name) {
  double all = 0;
  for (const auto& month : tape.months) all += total(month, name);
  return all;
}

double credited(const Tape& tape, std::size_t receiver) {
  double all = 0;
  for (const auto& month : tape.months) {
    all += static_cast<double>(cells(month, "credits")[receiver]);
  }
  return all;
}

}  // namespace

TEST_CASE("half of the caring jobs are new, the others replace ordinary posts") {
  test::SmallRun run = equal_pay();
  const Tape base = record(run);
  run.policies.push_back(caring());
  const Tape tape = record(run);

  const auto more_posts = [&](std::size_t month) {
    return total(tape.months[month], "posts") - total(base.months[month], "posts");
  };
  CHECK(more_posts(0) == 4400);
  CHECK(more_posts(23) == 4400);
  CHECK(total(tape.months[0], "policy_posts") > 4400);
  // A post is replaced when it falls vacant: one may not have done so in two years.
  CHECK(total(tape.months[23], "policy_posts") >= 8700);
  CHECK(total(tape.months[23], "policy_posts") <= 8800);
  CHECK(total(tape.months[23], "policy_posts_filled") > 0.7 * 8800);
}

TEST_CASE("new caring jobs open over the ramp and stand when the policy ends") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(caring({{"additionality", 1}, {"ramp_months", 2}}));
  run.policies[0].scope.to = base::Month(2019, 6);
  const Tape tape = record(run);

  // Half of an agent is none: the posts of one agent open in the second month.
  CHECK(total(tape.months[0], "policy_posts") == 0);
  CHECK(total(tape.months[1], "policy_posts") == 8800);
  CHECK(total(tape.months[23], "policy_posts") == 8800);
  CHECK(total(tape.months[23], "credits") == 0);
  CHECK(total(tape.months[5], "credits") > 0);
}

TEST_CASE("pay in a caring job is topped up to the floor and the firm is paid, to the fen") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(caring({{"additionality", 1}}));
  const Tape tape = record(run);

  CHECK(total(tape.months[0], "credits") == 0);  // hired at the end of the month
  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    const auto credits = cells(tape.months[m], "credits");
    const std::int64_t filled = credits[firms] / (300 * 100 * 100);
    CHECK(credits[firms] == filled * 300 * 100 * 100);
    // 6,000 - 5,000 CNY a person, 100 persons an agent, 100 fen a CNY.
    CHECK(total(tape.months[m], "credits") ==
          static_cast<double>(filled) * (1000 + 300) * 100 * 100);
    if (tape.months[m].month.month_of_year() <= 3) continue;  // festival: some are at home
    const double held_before = total(tape.months[m - 1], "policy_posts_filled") / 100;
    CHECK(static_cast<double>(filled) <= held_before);
    CHECK(static_cast<double>(filled) >= 0.5 * held_before);
  }
}

TEST_CASE("a cap on caring jobs is kept to one payment") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(caring({{"additionality", 1}, {"employer_subsidy", 0}}));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(4050000);
  const Tape tape = record(run);

  const double spent = sum(tape, "credits") / 100;
  CHECK(spent == 2 * 4000000.0);  // two years, 100,000 CNY a payment
}

TEST_CASE("formerly poor applicants come first where the policy says so") {
  test::SmallRun run = equal_pay();
  run.model.initial_zhejiang = 60000;
  run.policies.push_back(caring({{"priority", 0}}));
  const Tape first = record(run);
  run.policies[0] = caring({{"priority", 1}});
  const Tape alike = record(run);

  CHECK(sum(first, "policy_posts_poor") > 1.05 * sum(alike, "policy_posts_poor"));
  run.policies[0] = caring({{"priority", 1}});
  run.policies[0].scope.groups = world::group_bits({world::GroupWord::poor});
  const Tape only = record(run);
  for (const auto& month : only.months) {
    CHECK(total(month, "policy_posts_poor") == total(month, "policy_posts_filled"));
  }
}

TEST_CASE("a floor of pay adds its share of the posts to the value of a market") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(caring({{"additionality", 1}}));
  const auto inputs = run.inputs();
  base::ThreadPool pool(1);
  State state(inputs, 0, pool);
  MonthContext context = state.begin_month(6);  // 2019-01
  const std::size_t e = state.policy_posts.in_market[7].front();
  state.employers.posts[e] = 3;
  state.market.posts[7] = 12;

  CHECK(floor_gain(state, context, 7, 8) == Approx(3.0 / 12 * 1000));
  context.offers.caring.clear();
  CHECK(floor_gain(state, context, 7, 8) == 0);
}

TEST_CASE("selective employers take nobody who is older or unschooled; caring jobs do") {
  world::Worker worker{};
  worker.birth = static_cast<std::int16_t>(base::Month(1974, 1).index);
  worker.education_bits = static_cast<unsigned>(world::Education::junior) & 7U;
  CHECK_FALSE(is_barred(worker, base::Month(2018, 12)));
  CHECK(is_barred(worker, base::Month(2019, 1)));  // 45 years
  worker.birth = static_cast<std::int16_t>(base::Month(1990, 1).index);
  worker.education_bits = static_cast<unsigned>(world::Education::primary) & 7U;
  CHECK(is_barred(worker, base::Month(2019, 1)));

  test::SmallRun run = equal_pay();
  run.model.selective_share = 0.9;
  const auto older_in_post = [](const Tape& tape) {
    const auto group = cells(tape.months.back(), "zhejiang_by_group");
    double older = 0;
    for (std::size_t g = 0; g < group.size(); ++g) {
      if (g / 3 % 4 >= 2) older += static_cast<double>(group[g]);
    }
    return older;
  };
  const double without = older_in_post(record(run));
  run.policies.push_back(caring({{"posts", 26400}}));
  CHECK(older_in_post(record(run)) > without);
}

TEST_CASE("a hiring subsidy opens its share of the vacancies, which close as they fall vacant") {
  test::SmallRun run = equal_pay();
  run.model.contact_rate = 0;  // nobody is hired, so that vacancies can be counted
  run.policies.push_back(make_policy(policy::make_hire_subsidy(), {{"once", 50000}}));
  run.policies[0].scope.to = base::Month(2019, 2);
  const Tape tape = record(run);

  const double extra = total(tape.months[0], "policy_posts") / 100;
  const double ordinary = total(tape.months[0], "vacancies") / 100 - extra;
  CHECK(extra == std::floor(0.02 * 0.3 * 50 * ordinary + 0.5));
  CHECK(total(tape.months[2], "policy_posts") == 0);
}

TEST_CASE("firms are paid once for a hire that lasts, to the fen, and within the cap") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(
      make_policy(policy::make_hire_subsidy(), {{"once", 1000}, {"intermediary", 200}}));
  const Tape tape = record(run);

  for (std::size_t m = 0; m < 3; ++m) CHECK(total(tape.months[m], "credits") == 0);
  const double hires = credited(tape, firms) / (1000.0 * 100 * 100);
  CHECK(hires == std::floor(hires));
  CHECK(hires > 0);
  CHECK(credited(tape, operators) == hires * 200 * 100 * 100);
  double hired = 0;
  for (const auto& month : tape.months) hired += total(month, "hires");
  CHECK(hires <= hired / 100);

  run.policies[0].scope.budget_cap = base::fen_from_yuan(1050000);
  set(*run.policies[0].lever, "intermediary", 0);
  const Tape capped = record(run);
  CHECK(sum(capped, "credits") == 2 * 1000000.0 * 100);
}

TEST_CASE("a fork with caring jobs and a hiring subsidy gives its straight run") {
  test::SmallRun run = equal_pay();
  run.policies.push_back(caring());
  run.policies.push_back(make_policy(policy::make_hire_subsidy(), {{"once", 3000}}));
  const Tape straight = record(run);
  base::ThreadPool pool(1);
  const auto inputs = run.inputs();
  std::shared_ptr<const Snapshot> kept;
  Continuation keeping;
  keeping.keeps = [](base::Month month) { return month == base::Month(2019, 9); };
  keeping.keep = [&](const StateView& view) {
    kept = std::make_shared<Snapshot>(take_snapshot(view));
  };
  engine::run(inputs, nullptr, {}, keeping);
  REQUIRE(kept);

  Tape tape;
  Continuation going_on;
  going_on.begin = [&](int) {
    Beginning beginning;
    beginning.recorded_from = base::Month(2019, 9);
    beginning.state = source_of(kept);
    return beginning;
  };
  engine::run(inputs, &tape, {}, going_on);

  REQUIRE(tape.months.size() == 16);
  for (std::size_t m = 0; m < 16; ++m) {
    CHECK(tape.months[m].values == straight.months[m + 8].values);
  }
}
