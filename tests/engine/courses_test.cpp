#include "engine/courses.hpp"

#include <catch2/catch.hpp>

#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

constexpr auto in_training = static_cast<std::size_t>(world::Status::training);
constexpr std::size_t operators = engine::receiver_operators;

/// Persons of a status at the end of the month, over all counties.
double stock(const engine::MonthObservation& month, std::size_t status) {
  const auto& rows = std::get<std::vector<std::int32_t>>(month.values[column("status_stock")]);
  double persons = 0;
  for (std::size_t i = status; i < rows.size(); i += world::status_count) persons += rows[i];
  return persons;
}

/// Paid to those who are no workers of the model [fen]; one policy.
double to_operators(const engine::MonthObservation& month) {
  return static_cast<double>(
      std::get<std::vector<std::int64_t>>(month.values[column("credits")])[operators]);
}

/// 1,200 seats a month: 12 agents of 100 persons.
SmallRun with_course(double months) {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_training(), {{"seats", 14400}}));
  set(*run.policies[0].lever, "course_months", months);
  return run;
}

/// A world in its first month and what is offered in it.
struct FirstMonth {
  SmallRun run;
  base::ThreadPool pool{1};
  FirstMonth(SmallRun with) : run(std::move(with)) { run.settings.burn_in = 0; }
};

}  // namespace

TEST_CASE("every seat of a course is taken and a course of one month is over after one month") {
  SmallRun run = with_course(1);

  const Tape tape = record(run);

  for (const auto& month : tape.months) CHECK(stock(month, in_training) == 1200);
}

TEST_CASE("a course of two months keeps two months of participants") {
  SmallRun run = with_course(2);

  const Tape tape = record(run);

  CHECK(stock(tape.months[0], in_training) == 1200);
  // An agent may retire during the course.
  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    CHECK(stock(tape.months[m], in_training) == Approx(2400).margin(100));
  }
}

TEST_CASE("a course costs its seats to operators and its allowance to participants, to the fen") {
  SmallRun run = with_course(1);

  const Tape tape = record(run);

  for (const auto& month : tape.months) {
    CHECK(to_operators(month) == 1200 * 150000.0);   // 1,500 CNY a seat
    CHECK(total(month, "paid") == 1200 * 110000.0);  // 50 CNY x 22 days
    CHECK(total(month, "recipients") == 1200);
  }
}

TEST_CASE("a capped course admits only those it can pay, up to one payment below the cap") {
  SmallRun run = with_course(1);
  run.policies[0].scope.budget_cap = base::fen_from_yuan(10000000);  // 38 agents of 260,000 CNY

  const Tape tape = record(run);

  for (std::size_t year = 0; year < 2; ++year) {
    double spent = 0;
    for (std::size_t m = 0; m < 12; ++m) spent += total(tape.months[12 * year + m], "debits");
    CHECK(spent == 38 * 26000000.0);
  }
}

TEST_CASE("participants are of age, were not in Zhejiang, and nine in ten learn the trade") {
  FirstMonth first(with_course(1));
  first.run.settings.persons_per_agent = 1;
  set(*first.run.policies[0].lever, "seats", 120000);  // 10,000 seats this month
  const auto inputs = first.run.inputs();
  engine::State state(inputs, 0, first.pool);
  const auto before = std::vector<world::Worker>(
      state.population.workers(), state.population.workers() + state.population.size());

  engine::fill_courses(state, state.begin_month(0));

  int participants = 0, learn = 0;
  for (std::size_t id = 0; id < before.size(); ++id) {
    const world::Worker& worker = state.population.workers()[id];
    if (worker.status() != world::Status::training) continue;
    ++participants;
    learn += worker.trained() ? 1 : 0;
    const int age = worker.age_years(inputs.settings.start);
    CHECK((age >= 18 && age <= 55));
    CHECK((before[id].status() == world::Status::home ||
           before[id].status() == world::Status::local_job));
    CHECK(state.population.due()[id] == std::min<int>(1, worker.retire_tick));
    CHECK(!worker.holds_post());
  }
  CHECK(participants == 10000);
  CHECK(learn == Approx(9000).margin(4 * 30));  // sd of a binomial: 30
}

TEST_CASE("a larger course admits everybody of the smaller one") {
  std::vector<std::vector<std::uint32_t>> admitted;
  for (const double seats : {14400.0, 28800.0}) {
    FirstMonth first(with_course(1));
    set(*first.run.policies[0].lever, "seats", seats);
    const auto inputs = first.run.inputs();
    engine::State state(inputs, 0, first.pool);
    engine::fill_courses(state, state.begin_month(0));
    admitted.emplace_back();
    for (std::uint32_t id = 0; id < state.population.size(); ++id) {
      if (state.population.workers()[id].status() == world::Status::training) {
        admitted.back().push_back(id);
      }
    }
  }

  CHECK(admitted[0].size() == 12);
  CHECK(admitted[1].size() == 24);
  CHECK(std::includes(admitted[1].begin(), admitted[1].end(), admitted[0].begin(),
                      admitted[0].end()));
}
