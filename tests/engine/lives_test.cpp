#include <algorithm>

#include "engine/events.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"
#include "world/worker.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;
using world::Status;

namespace {

/// Every worker observed, every life hashed.
Tape record_all(const SmallRun& run, engine::Experiment experiment = {}) {
  Tape tape;
  engine::run({run.tables, run.model, run.policies, run.settings, 1, true, experiment}, &tape);
  return tape;
}

std::vector<std::uint32_t> changed(const Tape& a, const Tape& b) {
  REQUIRE(a.hashes.size() == b.hashes.size());
  std::vector<std::uint32_t> workers;
  for (std::uint32_t id = 0; id < a.hashes.size(); ++id) {
    if (a.hashes[id] != b.hashes[id]) workers.push_back(id);
  }
  return workers;
}

SmallRun one_month() {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.start = run.settings.end = base::Month(2019, 3);
  run.model.eta = 0;
  return run;
}

/// Everybody who is hired in Zhejiang in a market in one of two runs.
bool is_hired_in(const Tape& tape, std::uint32_t worker, int city, int sector) {
  return std::any_of(tape.lives.begin(), tape.lives.end(), [&](const engine::Event& event) {
    const auto type = static_cast<engine::EventType>(event.type);
    return event.worker == worker && event.to == city && event.sector == sector &&
           (type == engine::EventType::hired || type == engine::EventType::hired_remotely);
  });
}

policy::Policy rent(double amount, double take_up = 1) {
  policy::Policy policy = make_policy(policy::make_rent_subsidy(), {{"amount", amount}});
  policy.scope.take_up = take_up;
  return policy;
}

}  // namespace

TEST_CASE("hashes of lives are kept only when asked for, and change nothing else") {
  const SmallRun run;
  Tape without, with;
  engine::run({run.tables, run.model, run.policies, run.settings, 0.05}, &without);
  engine::run({run.tables, run.model, run.policies, run.settings, 0.05, true}, &with);

  CHECK(without.hashes.empty());
  CHECK(with.hashes.size() > 10000);
  with.hashes.clear();
  CHECK(same(without, with));
}

TEST_CASE("threads change no hash, sampled worker or payment") {
  SmallRun run;
  run.policies.push_back(rent(300, 0.6));
  run.policies.push_back(make_policy(policy::make_stay_bonus(), {{"gov", 500}}));
  run.policies.back().scope.budget_cap = base::fen_from_yuan(2e6);
  run.settings.threads = 1;
  const Tape one = record_all(run);
  run.settings.threads = 3;

  const Tape three = record_all(run);

  CHECK(same(one, three));
  CHECK(!one.paid.empty());
}

TEST_CASE("payments of observed workers add up to what policies paid, caps and repayments too") {
  SmallRun run;
  run.policies.push_back(rent(300, 0.6));
  run.policies.push_back(make_policy(policy::make_stay_bonus(), {{"gov", 500}}));
  run.policies.back().scope.budget_cap = base::fen_from_yuan(2e6);
  run.policies.push_back(
      make_policy(policy::make_poor_package(), {{"monthly", 1000}, {"clawed_back", 1}}));
  const Tape tape = record_all(run);

  std::vector<std::int64_t> sums(tape.months.size() * run.policies.size());
  bool is_repaid = false;
  for (const auto& [step, payment] : tape.paid) {
    sums[static_cast<std::size_t>(step) * run.policies.size() + payment.policy] += payment.fen;
    is_repaid = is_repaid || payment.fen < 0;
  }

  for (std::size_t m = 0; m < tape.months.size(); ++m) {
    const auto paid = cells(tape.months[m], "paid");
    for (std::size_t p = 0; p < run.policies.size(); ++p) {
      std::int64_t expected = 0;
      for (std::size_t g = 0; g < world::group_count; ++g) {
        expected += paid[p * world::group_count + g];
      }
      REQUIRE(sums[m * run.policies.size() + p] == expected);
    }
  }
  CHECK(is_repaid);
  CHECK(std::any_of(tape.paid.begin(), tape.paid.end(),
                    [](const auto& row) { return row.second.policy == 1; }));
}

TEST_CASE("banning a worker whose life has no events changes nobody else") {
  const SmallRun run;
  const Tape base = record_all(run);
  const auto idle = std::find_if(base.sampled.begin(), base.sampled.end(), [&](const auto& worker) {
    const auto status = static_cast<Status>(worker.status);
    return (status == Status::elsewhere || status == Status::home) &&
           std::none_of(base.lives.begin(), base.lives.end(),
                        [&](const engine::Event& event) { return event.worker == worker.worker; });
  });
  REQUIRE(idle != base.sampled.end());

  const Tape banned = record_all(run, {.banned = idle->worker});

  CHECK(changed(base, banned) == std::vector<std::uint32_t>{idle->worker});
}

TEST_CASE("banning a worker in post reaches others in a month only through the vacancy") {
  const SmallRun run = one_month();
  const Tape base = record_all(run);
  std::size_t others = 0, banned = 0;
  for (const engine::SampledWorker& worker : base.sampled) {
    if (static_cast<Status>(worker.status) != Status::in_post) continue;
    if (banned++ == 40) break;

    const Tape without = record_all(run, {.banned = worker.worker});

    for (const std::uint32_t id : changed(base, without)) {
      if (id == worker.worker) continue;
      ++others;
      CHECK((is_hired_in(base, id, worker.place, worker.sector) ||
             is_hired_in(without, id, worker.place, worker.sector)));
    }
  }
  CHECK(others > 0);
}

TEST_CASE("without networks and capacities a change at one county changes nobody elsewhere") {
  SmallRun run;
  run.model.eta = 0;
  const bool isolated = GENERATE(true, false);
  const engine::Experiment experiment{.isolated = isolated};
  const Tape base = record_all(run, experiment);
  run.policies.push_back(rent(6000));
  run.policies.back().scope.counties.reset().set(1);

  const Tape policy = record_all(run, experiment);

  std::size_t here = 0, elsewhere = 0;
  for (const std::uint32_t id : changed(base, policy)) {
    ++(base.sampled[id].county == 1 ? here : elsewhere);
  }
  CHECK(here > 0);
  CHECK((elsewhere == 0) == isolated);
}
