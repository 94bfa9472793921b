// One-off money of a small world: who is paid how much, by hand, and what it moves.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/events.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// A run in which every worker's life and payments are recorded.
Tape record_all(SmallRun& run) {
  engine::RunInputs inputs = run.inputs();
  inputs.trajectory_share = 1;
  Tape tape;
  engine::run(inputs, &tape);
  return tape;
}

/// Persons with an outcome of the festival of a month, over all markets.
std::int64_t outcome_of(const engine::MonthObservation& month, engine::Outcome outcome) {
  const auto all = cells(month, "festival");
  std::int64_t persons = 0;
  for (auto i = static_cast<std::size_t>(outcome); i < all.size(); i += engine::outcome_count) {
    persons += all[i];
  }
  return persons;
}

std::int64_t outcome_of(const Tape& tape, engine::Outcome outcome) {
  std::int64_t persons = 0;
  for (const auto& month : tape.months) persons += outcome_of(month, outcome);
  return persons;
}

struct Grant {
  policy::Policy policy;
  double yuan;
};

std::vector<Grant> grants() {
  std::vector<Grant> list;
  const auto add = [&](std::unique_ptr<policy::Lever> lever, const Settings& settings,
                       double yuan) {
    list.push_back({make_policy(std::move(lever), settings), yuan});
  };
  add(policy::make_rent_subsidy(), {{"amount", 300}}, 300);
  add(policy::make_transport_subsidy(), {{"amount", 500}}, 500);  // every journey costs 700 or more
  add(policy::make_family_visit_subsidy(), {{"amount", 800}}, 800);
  add(policy::make_family_visit_subsidy(), {{"amount", 800}, {"paid_on_return", 1}}, 800);
  add(policy::make_stay_bonus(), {{"gov", 500}}, 500);
  add(policy::make_return_bonus(), {{"amount", 500}}, 500);
  add(policy::make_poor_package(), {{"monthly", 1500}, {"once", 0}, {"clawed_back", 0}}, 1500);
  return list;
}

SmallRun with_return_bonus(double yuan) {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.settings.burn_in = 0;
  run.settings.end = base::Month(2019, 4);
  run.policies.push_back(make_policy(policy::make_return_bonus(), {{"amount", yuan}}));
  return run;
}

}  // namespace

TEST_CASE("every recipient of a grant is paid its amount, to the fen") {
  for (Grant& grant : grants()) {
    INFO(grant.policy.id << " " << grant.yuan);
    SmallRun run;
    run.policies.push_back(std::move(grant.policy));

    const Tape tape = record(run);

    double paid = 0, recipients = 0;
    for (const auto& month : tape.months) {
      paid += total(month, "paid");
      recipients += total(month, "recipients");
      CHECK(total(month, "debits") == total(month, "credits"));
    }
    CHECK(recipients > 0);
    CHECK(paid == recipients * grant.yuan * 100);
  }
}

TEST_CASE(
    "a return bonus is paid to who is back at the post, in the month of return, and no other") {
  SmallRun run = with_return_bonus(500);

  const Tape tape = record_all(run);

  std::vector<std::uint32_t> back, paid;
  for (const engine::Event& event : tape.lives) {
    if (event.type == static_cast<std::uint8_t>(engine::EventType::back_same_post))
      back.push_back(event.worker);
  }
  for (const auto& [step, payment] : tape.paid) {
    CHECK(payment.fen == 5 * 50000);
    paid.push_back(payment.worker);
  }
  std::sort(back.begin(), back.end());
  std::sort(paid.begin(), paid.end());
  CHECK(paid.size() > 1000);
  CHECK(std::includes(back.begin(), back.end(), paid.begin(), paid.end()));
  // Those who were searching come back to their city without a post to be paid for.
  CHECK(paid.size() > back.size() * 8 / 10);
}

TEST_CASE("a return bonus brings back by no more than its value times the steepest slope") {
  SmallRun without = with_return_bonus(0), with = with_return_bonus(2000);
  const Tape zero = record(without), bonus = record(with);

  const auto went = static_cast<double>(outcome_of(zero, engine::Outcome::went));
  const auto more = static_cast<double>(outcome_of(bonus, engine::Outcome::back_same_post) -
                                        outcome_of(zero, engine::Outcome::back_same_post));

  // A_12(0.5 %) = .0860664 of a sum a month, in units of sigma; a logit rises by a quarter of that.
  const double value = 0.0860664 * 2000 / without.model.sigma;
  CHECK(more > 0);
  CHECK(more < went * value / 4 * 1.02);
  CHECK(outcome_of(bonus, engine::Outcome::went) == outcome_of(zero, engine::Outcome::went));
}

TEST_CASE("a grant for a move pays the cost of the journey at most") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_transport_subsidy(), {{"amount", 20000}}));

  const Tape tape = record_all(run);

  double highest = 0;
  for (int c = 0; c < base::city_count; ++c) {
    const auto& travel = run.tables.travel[static_cast<std::size_t>(c)];
    highest = std::max(highest, travel.fare + run.model.moving_cost);
  }
  CHECK(!tape.paid.empty());
  for (const auto& [step, payment] : tape.paid) {
    CHECK(static_cast<double>(payment.fen) <= 100 * 100 * highest + 100);
  }
}

TEST_CASE("a grant given once a year is given no worker twice in a year") {
  SmallRun run;
  run.policies.push_back(
      make_policy(policy::make_transport_subsidy(), {{"amount", 500}, {"per", 1}}));

  const Tape tape = record_all(run);

  std::vector<std::pair<std::uint32_t, int>> seen;
  for (const auto& [step, payment] : tape.paid) {
    const base::Month month = run.settings.start + step;
    seen.emplace_back(payment.worker, month.year());
  }
  std::sort(seen.begin(), seen.end());
  CHECK(!seen.empty());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}
