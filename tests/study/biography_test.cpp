#include "study/biography.hpp"

#include "../engine/tape.hpp"
#include "policy/levers/levers.hpp"

using namespace chuanzhe;
using namespace chuanzhe::study;
using namespace chuanzhe::test;
using Catch::Matchers::Contains;

namespace {

LifeRecord live_watched(const SmallRun& run, std::uint32_t worker, int replicate = 0) {
  engine::RunInputs inputs{run.tables, run.model, run.policies, run.settings, 0};
  LifeRecord record{engine::describe(inputs), engine::Tracer(worker), {}};
  inputs.tracer = &record.tracer;
  LifeBook book([&](int, Lives lives) {
    if (!lives.workers.empty()) record.lives = std::move(lives);
  });
  book.begin(record.run);
  engine::run_one(inputs, replicate, &book);
  book.finish();
  return record;
}

policy::Policy rent() {
  policy::Policy policy = make_policy(policy::make_rent_subsidy(), {{"amount", 6000}});
  policy.id = "rent";
  return policy;
}

/// A worker whose life the policy changes.
std::uint32_t find_changed(const SmallRun& base, const SmallRun& policy) {
  std::array<Tape, 2> tapes;
  const SmallRun* runs[] = {&base, &policy};
  for (std::size_t i = 0; i < 2; ++i) {
    const SmallRun& run = *runs[i];
    engine::run({run.tables, run.model, run.policies, run.settings, 1, true}, &tapes[i]);
  }
  for (std::uint32_t id = 0; id < tapes[0].hashes.size(); ++id) {
    if (tapes[0].hashes[id] != tapes[1].hashes[id] && (tapes[1].sampled[id].reach & 1U) != 0) {
      return id;
    }
  }
  FAIL("the policy changes nobody");
  return 0;
}

}  // namespace

TEST_CASE("the option told as the best is the one chosen, in every decision") {
  SmallRun run;
  run.policies.push_back(rent());
  std::size_t decisions = 0;
  for (std::uint32_t worker = 0; worker < 9000; worker += 450) {
    for (const engine::TracedDecision& decision : live_watched(run, worker).tracer.decisions) {
      ++decisions;
      REQUIRE(decision.options.front().alternative == decision.chosen);
      if (decision.kind != engine::TracedKind::choice) continue;
      CHECK(decision.options.size() >= 90);
    }
  }
  CHECK(decisions > 20);
}

TEST_CASE("watching a worker changes nothing, and one replicate alone is as among the others") {
  SmallRun run;
  run.settings.replicates = 2;
  Tape both, alone;
  engine::Tracer tracer(4000);
  engine::run({run.tables, run.model, run.policies, run.settings, 1, true}, &both);
  engine::RunInputs watched{run.tables, run.model, run.policies, run.settings, 1, true};
  watched.tracer = &tracer;
  engine::run_one(watched, 1, &alone);

  REQUIRE(both.months.size() == 2 * alone.months.size());
  for (std::size_t m = 0; m < alone.months.size(); ++m) {
    CHECK(alone.months[m].values == both.months[alone.months.size() + m].values);
  }
  const std::size_t workers = alone.hashes.size();
  CHECK(std::equal(alone.hashes.begin(), alone.hashes.end(),
                   both.hashes.begin() + static_cast<std::ptrdiff_t>(workers)));
}

TEST_CASE("a biography tells where two lives part and what the policy added") {
  SmallRun base, policy;
  policy.policies.push_back(rent());
  const std::uint32_t worker = find_changed(base, policy);
  const LifeRecord before = live_watched(base, worker), after = live_watched(policy, worker);

  const std::string text = biography(before, after, 24);

  INFO(text);
  REQUIRE(first_difference(before, after));
  CHECK_THAT(text, Contains("Worker " + std::to_string(worker)));
  CHECK_THAT(text, Contains("Policies that reach the worker: rent (rent_subsidy)"));
  CHECK_THAT(text, Contains("same until " + base::to_string(*first_difference(before, after))));
  CHECK_THAT(text, Contains("policy rent +"));
  CHECK_THAT(text, Contains("frozen shock"));
}

TEST_CASE("equal lives are told to be equal") {
  const SmallRun run;
  const LifeRecord life = live_watched(run, 100);

  CHECK_THAT(biography(life, life, 12), Contains("same in every month"));
}
