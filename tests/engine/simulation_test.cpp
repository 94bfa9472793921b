#include "engine/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <catch2/catch.hpp>

#include "ended.hpp"
#include "engine/events.hpp"
#include "policy/levers/levers.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

policy::Policy make(std::unique_ptr<policy::Lever> lever, std::string_view key, double yuan) {
  test::set(*lever, key, yuan);
  policy::Policy policy;
  policy.id = std::string(lever->info().name);
  policy.lever = std::move(lever);
  return policy;
}

/// Workers of the run's end by employer: in its posts, and at home for the festival.
struct Staff {
  explicit Staff(const Ended& run) : in_post(run.state->employers.size()), away(in_post.size()) {
    using world::Status;
    for (const world::Worker& worker : run.workers()) {
      if (!worker.holds_post()) continue;
      const bool works = worker.status() == Status::in_post || worker.status() == Status::local_job;
      REQUIRE((works || worker.status() == Status::festival_home));
      ++(works ? in_post : away)[worker.employer];
    }
  }
  std::vector<std::int32_t> in_post, away;
};

/// Workers of Zhejiang of one status by county and city [persons].
std::vector<std::int64_t> by_city(const Ended& run, world::Status status) {
  std::vector<std::int64_t> counts(run.inputs.tables.counties.size() * base::city_count);
  for (const world::Worker& worker : run.workers()) {
    if (worker.status() != status) continue;
    REQUIRE(worker.place < base::city_count);
    counts[worker.origin * std::size_t{base::city_count} + worker.place] +=
        run.inputs.settings.persons_per_agent;
  }
  return counts;
}

std::int64_t sum(const std::vector<std::int32_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Who goes home for the festival.
std::set<std::uint32_t> goers(const Tape& tape) {
  std::set<std::uint32_t> workers;
  for (const engine::Event& event : tape.lives) {
    const auto type = static_cast<engine::EventType>(event.type);
    if (type == engine::EventType::went_for_festival) workers.insert(event.worker);
  }
  return workers;
}

}  // namespace

TEST_CASE("the number of threads changes no byte (V14)") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 500));
  run.policies.push_back(make(policy::make_parks(), "posts", 5000));
  run.policies.push_back(make(policy::make_training(), "seats", 5000));
  run.settings.threads = 1;
  const Tape one = record(run);

  for (const int threads : {2, 3, 7}) {
    run.settings.threads = threads;
    CHECK(same(one, record(run)));
  }
  CHECK(!one.lives.empty());
}

TEST_CASE("levers of amount zero change no byte (V15)") {
  SmallRun run;
  const Tape baseline = record(run);
  for (const auto make_lever : policy::lever_list()) {
    auto lever = make_lever();  // its amounts and posts are zero until a scenario sets them
    run.policies.push_back({std::string(lever->info().name), {}, std::move(lever)});
  }
  run.policies.push_back(make(policy::make_parks(), "wage", 9000));  // for no post at all

  const Tape zero = record(run);

  REQUIRE(zero.months.size() == baseline.months.size());
  for (std::size_t m = 0; m < zero.months.size(); ++m) {
    for (std::size_t v = 0; v < engine::variable_rows().size(); ++v) {
      const std::string_view name = engine::variable_rows()[v].name;
      if (name == "paid" || name == "debits" || name == "credits" || name == "recipients" ||
          name.starts_with("policy_posts")) {
        CHECK(total(zero.months[m], name) == 0);
        continue;
      }
      REQUIRE(zero.months[m].values[v] == baseline.months[m].values[v]);
    }
  }
}

TEST_CASE("stocks change by what comes and goes, and everybody has one status (V13)") {
  SmallRun run;
  const Tape tape = record(run);
  const double people = total(tape.months.front(), "status_stock");

  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    const auto& before = tape.months[m - 1];
    const auto& now = tape.months[m];
    CHECK(total(now, "status_stock") == people);
    CHECK(total(now, "zhejiang_by_group") - total(before, "zhejiang_by_group") ==
          total(now, "entered") - total(now, "left"));
    CHECK(total(now, "zhejiang_by_group") ==
          total(now, "in_post") + total(now, "searching") + total(now, "at_festival_home"));
    CHECK(total(now, "in_post") + total(now, "vacancies") <= total(now, "posts"));
    CHECK(total(now, "tenure_histogram") == total(now, "in_post"));
  }
}

TEST_CASE("a recount of the workers gives every employer's staff and every observed stock (V13)") {
  using world::Status;
  SmallRun run;
  run.settings.persons_per_agent = 20;
  run.settings.end = base::Month(2020, 1);  // the festival of 25 January: posts are held
  run.policies.push_back(make(policy::make_parks(), "posts", 20000));
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 500));
  const Ended ended(run);
  const world::Employers& employers = ended.state->employers;
  const auto& last = ended.tape.months.back();

  const Staff staff(ended);

  CHECK(staff.in_post == employers.filled);
  CHECK(staff.away == employers.held);
  CHECK(sum(staff.away) > 100);
  for (std::size_t e = 0; e < employers.size(); ++e) {
    REQUIRE(staff.in_post[e] + staff.away[e] <= employers.posts[e]);
  }
  CHECK(by_city(ended, Status::searching) == cells(last, "searching"));
  CHECK(by_city(ended, Status::festival_home) == cells(last, "at_festival_home"));
  std::vector<std::int64_t> statuses(4 * world::status_count), posts(4 * base::market_count);
  for (const world::Worker& worker : ended.workers()) {
    statuses[worker.origin * std::size_t{world::status_count} + worker.status_bits] += 20;
    if (worker.status() != Status::in_post) continue;
    const std::uint8_t market = employers.market[worker.employer];
    REQUIRE(market / base::sector_count == worker.place);
    posts[worker.origin * std::size_t{base::market_count} + market] += 20;
  }
  CHECK(statuses == cells(last, "status_stock"));
  CHECK(posts == cells(last, "in_post"));
}

TEST_CASE("a stay bonus never moves anybody from staying to going (V21)") {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.start = base::Month(2019, 1);
  run.settings.end = base::Month(2019, 1);
  run.settings.persons_per_agent = 1;
  const Tape baseline = record(run);
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 1000));

  const Tape bonus = record(run);

  const auto& stayed = std::get<0>(baseline.months[0].values[column("festival")]);
  const auto& stayed_more = std::get<0>(bonus.months[0].values[column("festival")]);
  int more = 0;
  for (std::size_t i = 0; i < stayed.size(); i += 6) {
    CHECK(stayed[i] == stayed_more[i]);          // staff
    CHECK(stayed_more[i + 1] >= stayed[i + 1]);  // stayed
    more += stayed_more[i + 1] - stayed[i + 1];
  }
  CHECK(more > 0);
}

TEST_CASE("nobody who stays without a stay bonus goes with it, worker by worker (V21)") {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.start = run.settings.end = base::Month(2019, 1);
  run.settings.persons_per_agent = 5;
  engine::RunInputs without = run.inputs();
  without.trajectory_share = 1;
  Tape baseline, bonus;
  engine::run(without, &baseline);
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 1000));
  engine::RunInputs with = run.inputs();
  with.trajectory_share = 1;

  engine::run(with, &bonus);

  const auto went = goers(baseline), still_go = goers(bonus);
  CHECK(std::includes(went.begin(), went.end(), still_go.begin(), still_go.end()));
  CHECK(still_go.size() < went.size());
  CHECK(still_go.size() > 100);
}

TEST_CASE("gross pay is the pay of everybody's post, recounted worker by worker (V19)") {
  SmallRun run;
  for (std::size_t s = 0; s < base::sector_count; ++s) {
    run.tables.sectors[s].wage = 4000 + 300 * static_cast<double>(s);
  }
  for (world::PayYear& year : run.tables.pay) year.outgoing = 1.07;
  run.model.quit_early = run.model.quit_late = run.model.layoff = 0;  // whole months only
  run.settings.end = base::Month(2019, 9);                            // no festival near
  const Ended ended(run);

  std::vector<double> pay(4);  // [county] CNY
  double agents = 0;
  for (const world::Worker& worker : ended.workers()) {
    // Who is hired in a month is first paid in the next one.
    if (worker.status() != world::Status::in_post) continue;
    if (worker.job_start == run.settings.end.index) continue;
    constexpr std::array<double, 6> school_years = {3, 6, 9, 12, 12, 15};
    const double skills = 0.05 * (school_years[worker.education_bits] - 9) + 0.04 * worker.skill;
    const std::uint8_t market = ended.state->employers.market[worker.employer];
    pay[worker.origin] += run.tables.sectors[market % base::sector_count].wage * 1.07 *
                          ended.state->employers.relative_pay[worker.employer] * std::exp(skills);
    ++agents;
  }

  const auto told = cells(ended.tape.months.back(), "gross_pay");
  CHECK(agents > 300);
  for (std::size_t o = 0; o < 4; ++o) {  // to half a fen an agent
    CHECK(static_cast<double>(told[o]) == Approx(pay[o] * 100 * 100).margin(0.5 * 100 * agents));
  }
}

TEST_CASE("spending equals recipients times the amount, to the fen (V19)") {
  SmallRun run;
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 500));
  const Tape tape = record(run);

  double paid = 0;
  for (const auto& month : tape.months) {
    CHECK(total(month, "paid") == 50000 * total(month, "recipients"));
    paid += total(month, "paid");
  }
  CHECK(paid > 0);
}

TEST_CASE("debits equal credits and the employer pays the employer's part") {
  SmallRun run;
  auto lever = policy::make_stay_bonus();
  for (const base::FieldRef& field : lever->fields()) {
    if (field.key == "gov") *std::get<base::Fen*>(field.target) = base::fen_from_yuan(500);
    if (field.key == "employer") *std::get<base::Fen*>(field.target) = base::fen_from_yuan(200);
  }
  run.policies.push_back({"bonus", {}, std::move(lever)});
  const Tape tape = record(run);

  std::array<double, 5> by_payer{};
  double credited = 0;
  for (const auto& month : tape.months) {
    const auto& debits = std::get<std::vector<std::int64_t>>(month.values[column("debits")]);
    for (std::size_t p = 0; p < by_payer.size(); ++p) by_payer[p] += static_cast<double>(debits[p]);
    credited += total(month, "credits");
  }

  const double government = by_payer[static_cast<std::size_t>(policy::Payer::zhejiang_city)];
  const double employers = by_payer[static_cast<std::size_t>(policy::Payer::employer)];
  CHECK(employers > 0);
  CHECK(government * 2 == employers * 5);  // 500 and 200 to the same workers
  CHECK(government + employers == credited);
}

TEST_CASE("a yearly cap is kept to within one payment (V18)") {
  SmallRun run;
  run.policies.push_back(make(policy::make_rent_subsidy(), "amount", 300));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(2000000);
  const Tape tape = record(run);

  for (int year = 0; year < 2; ++year) {
    double paid = 0;
    for (std::size_t m = 0; m < 12; ++m) {
      paid += total(tape.months[static_cast<std::size_t>(year) * 12 + m], "paid");
    }
    CHECK(paid <= 2e8);
    CHECK(paid > 2e8 - 300 * 100 * 100);  // one payment of an agent of 100 persons
  }
}

TEST_CASE("a budget that was used up is open again in January") {
  test::SmallRun run;
  run.policies.push_back(make(policy::make_rent_subsidy(), "amount", 300));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(2000000);

  const Tape tape = record(run);

  CHECK(total(tape.months[11], "paid") == 0);  // 2019-12: used up
  CHECK(total(tape.months[12], "paid") > 0);   // 2020-01
}

TEST_CASE("more posts than employers can be numbered are refused with a remedy") {
  test::SmallRun run;
  run.model.vacancy_margin = 3;
  run.model.initial_zhejiang = 5e6;

  CHECK_THROWS_WITH(record(run), Catch::Contains("a run has fewer than 65,000") &&
                                     Catch::Contains("lower model.vacancy_margin"));
}
