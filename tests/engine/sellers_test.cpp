#include "engine/sellers.hpp"

#include <catch2/catch.hpp>

#include "behaviour/attachment.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// 1,200 trainees a month: 12 agents of 100 persons.
SmallRun with_training(const Settings& more = {}) {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_ecommerce(), {{"trainees", 14400}}));
  for (const auto& [key, value] : more) set(*run.policies[0].lever, key, value);
  return run;
}

int count_sellers(engine::State& state) {
  int sellers = 0;
  for (std::uint32_t id = 0; id < state.population.size(); ++id) {
    const world::Worker& worker = state.population.workers()[id];
    if (!worker.sells()) continue;
    ++sellers;
    CHECK(worker.status() == world::Status::home);
    CHECK(!worker.trained());
  }
  return sellers;
}

}  // namespace

TEST_CASE("training to sell costs its trainees, to the fen, and leaves them at home") {
  SmallRun run = with_training();

  const Tape tape = record(run);

  for (const auto& month : tape.months) {
    CHECK(total(month, "debits") == 1200 * 150000.0);  // 1,500 CNY each
    CHECK(total(month, "paid") == 0);                  // all to the operator
  }
}

TEST_CASE("a capped training admits only those it can pay") {
  SmallRun run = with_training();
  run.policies[0].scope.budget_cap = base::fen_from_yuan(10000000);  // 66 agents of 150,000 CNY

  const Tape tape = record(run);

  for (std::size_t year = 0; year < 2; ++year) {
    double spent = 0;
    for (std::size_t m = 0; m < 12; ++m) spent += total(tape.months[12 * year + m], "debits");
    CHECK(spent == 66 * 15000000.0);
  }
}

TEST_CASE("the share of trainees who start a local post each, which somebody of the county takes") {
  SmallRun run = with_training({{"trainees", 72000}, {"income_effect", 0}, {"p_start", 0.1}});

  const Tape tape = record(run);

  // 1,440 agents trained in two years; mean 144 posts of 100 persons, sd 11.4
  const double opened = total(tape.months.back(), "policy_posts") / 100;
  CHECK(opened == Approx(144).margin(4 * 11.4));
  CHECK(total(tape.months.back(), "policy_posts_filled") > 0.7 * 100 * opened);
}

TEST_CASE("trained sellers are in the seats' number and have the gain of their policy") {
  SmallRun run = with_training({{"income_effect", 0.02}, {"p_start", 0}});
  run.policies.push_back(make_policy(policy::make_ecommerce(), {{"trainees", 14400}}));
  run.settings.burn_in = 0;
  base::ThreadPool pool(1);
  const auto inputs = run.inputs();
  engine::State state(inputs, 0, pool);

  engine::train_sellers(state, state.begin_month(0));

  CHECK(state.seller_gain == std::vector<double>{0.02, 0.01});
  CHECK(count_sellers(state) == 24);
}

TEST_CASE("a policy that comes later does not renumber the sellers there are") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_ecommerce(), {{"trainees", 100}}));
  run.policies[0].scope.from = base::Month(2020, 1);
  run.policies.push_back(
      make_policy(policy::make_ecommerce(), {{"trainees", 100}, {"income_effect", 0.03}}));

  CHECK(engine::seller_gains(run.inputs()) == std::vector<double>{0.03, 0.01});
}

TEST_CASE("ten kinds of sellers are told apart, eleven are refused") {
  SmallRun run;
  for (int i = 0; i < 10; ++i) {
    run.policies.push_back(
        make_policy(policy::make_ecommerce(), {{"trainees", 100}, {"income_effect", 0.001 * i}}));
  }
  CHECK(engine::seller_gains(run.inputs()).size() == 10);
  run.policies.push_back(
      make_policy(policy::make_ecommerce(), {{"trainees", 100}, {"income_effect", 0.05}}));

  CHECK_THROWS_WITH(engine::seller_gains(run.inputs()),
                    Catch::Contains("more than ten different income_effect"));
}

TEST_CASE("a seller gains a share of the value of work at home") {
  CHECK(behaviour::seller_gain(0.03, 1700) == Approx(51));  // CNY a month
  CHECK(behaviour::seller_gain(0, 1700) == 0);
}

TEST_CASE("a gain at home keeps sellers there") {
  SmallRun weak = with_training({{"trainees", 2000000}, {"income_effect", 0}, {"p_start", 0}});
  SmallRun strong = with_training({{"trainees", 2000000}, {"income_effect", 0.05}, {"p_start", 0}});
  weak.settings.persons_per_agent = strong.settings.persons_per_agent = 20;
  const auto at_home = [](SmallRun& run) {
    double persons = 0;
    const auto stock = cells(record(run).months.back(), "status_stock");
    for (std::size_t i = 0; i < stock.size(); i += world::status_count) {
      persons += static_cast<double>(stock[i]);
    }
    return persons;
  };

  // 0.05 x 1,700 CNY is 1.4 % of sigma: of the 2 % to 6 % a year who leave, 1.4 % fewer do.
  CHECK(at_home(strong) > at_home(weak));
}
