// Technical schools: who enters, how long they stay, what they cost.
#include "engine/technical_school.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

constexpr std::size_t september = 8;  // month of the run, which begins in January
constexpr std::size_t operators = engine::receiver_operators;

/// 1,200 seats a year: 12 agents of 100 persons.
SmallRun with_school(const Settings& more = {}) {
  SmallRun run;
  Settings settings = {{"seats", 1200}, {"stipend", 3000}, {"tuition", 10000}};
  settings.insert(settings.end(), more.begin(), more.end());
  run.policies.push_back(make_policy(policy::make_technical_school(), settings));
  return run;
}

double to_operators(const engine::MonthObservation& month) {
  return static_cast<double>(cells(month, "credits")[operators]);
}

double in_school(const engine::MonthObservation& month) {
  const auto rows = cells(month, "status_stock");
  double persons = 0;
  for (auto i = static_cast<std::size_t>(world::Status::school); i < rows.size();
       i += world::status_count) {
    persons += static_cast<double>(rows[i]);
  }
  return persons;
}

terms::SchoolSeats seats_with(double dropout) {
  terms::SchoolSeats school;
  school.years = 3;
  school.dropout = dropout;
  return school;
}

}  // namespace

TEST_CASE("every seat of a school is taken in September, and in no other month") {
  SmallRun run = with_school({{"dropout", 0}});

  const Tape tape = record(run);

  for (std::size_t m = 0; m < september; ++m) CHECK(in_school(tape.months[m]) == 0);
  for (std::size_t m = september; m < september + 12; ++m) {
    CHECK(in_school(tape.months[m]) == 1200);
  }
  CHECK(in_school(tape.months[september + 12]) == 2400);
}

TEST_CASE("a school year costs stipend and tuition of every student, to the fen") {
  SmallRun run = with_school({{"dropout", 0}});

  const Tape tape = record(run);

  for (std::size_t m = 0; m < tape.months.size(); ++m) {
    const double years_begun = m == september ? 1200 : m == september + 12 ? 2400 : 0;
    INFO("month " << m);
    CHECK(total(tape.months[m], "paid") == years_begun * 300000);  // 3,000 CNY
    CHECK(to_operators(tape.months[m]) == years_begun * 1000000);  // 10,000 CNY
    CHECK(total(tape.months[m], "debits") == years_begun * 1300000);
  }
}

TEST_CASE("a capped school admits only those whose year it can pay") {
  SmallRun run = with_school({{"dropout", 0}});
  run.policies[0].scope.budget_cap = base::fen_from_yuan(7000000);  // 5 agents of 1,300,000 CNY

  const Tape tape = record(run);

  CHECK(in_school(tape.months[september]) == 500);
  CHECK(total(tape.months[september], "debits") == 5 * 130000000.0);
}

TEST_CASE("the formerly poor enter first, then whom the lottery draws, aged 15 to 18") {
  SmallRun run = with_school();
  run.settings.start = base::Month(2019, 9);
  run.settings.burn_in = 0;
  base::ThreadPool pool(1);
  const auto inputs = run.inputs();
  engine::State state(inputs, 0, pool);
  const auto context = state.begin_month(0);
  const world::Worker* workers = state.population.workers();
  int poor_who_may = 0;
  for (std::size_t id = 0; id < state.population.size(); ++id) {
    const world::Worker& worker = workers[id];
    const int age = worker.age_years(context.month);
    const bool at_home =
        worker.status() == world::Status::home || worker.status() == world::Status::not_yet;
    poor_who_may += worker.poor && at_home && age >= 15 && age <= 18 &&
                    worker.education() < world::Education::vocational;
  }

  engine::fill_schools(state, context, pool);

  int students = 0, poor = 0;
  for (std::size_t id = 0; id < state.population.size(); ++id) {
    if (workers[id].status() != world::Status::school) continue;
    ++students;
    poor += workers[id].poor;
    const int age = workers[id].age_years(context.month);
    CHECK((age >= 15 && age <= 18));
  }
  CHECK(students == 12);
  CHECK(poor == std::min(poor_who_may, 12));
}

TEST_CASE("one in six drops out of three years at a hazard of 0.005, the others graduate") {
  const base::Draws draws(base::make_key(1, 0));
  const terms::SchoolSeats school = seats_with(0.005);
  int graduates = 0, in_first_year = 0;
  constexpr int n = 100000;

  for (std::uint32_t worker = 0; worker < n; ++worker) {
    const auto stay = engine::school_stay(school, draws, worker, base::Month(2019, 9));
    graduates += stay.graduates;
    in_first_year += stay.months <= 12 && !stay.graduates;
    if (stay.graduates) CHECK(stay.months == 36);
  }

  const double stays = std::exp(-0.18), year = 1 - std::exp(-0.06);  // .835270, .058235
  CHECK(graduates / double{n} == Approx(stays).margin(4 * std::sqrt(stays * (1 - stays) / n)));
  CHECK(in_first_year / double{n} == Approx(year).margin(4 * std::sqrt(year * (1 - year) / n)));
}

TEST_CASE("nobody drops out without a hazard") {
  const base::Draws draws(base::make_key(1, 0));

  for (std::uint32_t worker = 0; worker < 1000; ++worker) {
    const auto stay = engine::school_stay(seats_with(0), draws, worker, base::Month(2019, 9));
    CHECK(stay.months == 36);
    CHECK(stay.graduates);
  }
}
