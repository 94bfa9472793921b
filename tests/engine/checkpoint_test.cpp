#include "engine/checkpoint.hpp"

#include <cstring>
#include <set>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "engine/fork_check.hpp"
#include "engine/prefix.hpp"
#include "engine/state.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// A small world with half the agents, and every lever of the list at work in its own way.
SmallRun busy_run() {
  SmallRun run;
  run.settings.persons_per_agent = 200;
  run.settings.end = base::Month(2021, 2);  // the yearly responses of 2020 are felt
  run.model.pay_response = 0.3;
  run.model.home_response = 0.5;
  run.model.rent_passthrough = 1;
  for (const auto make : policy::lever_list()) {
    auto lever = make();
    const std::string_view name = lever->info().name;
    Settings settings;
    for (base::FieldRef& field : lever->fields()) {
      if (std::holds_alternative<base::Fen*>(field.target)) settings.emplace_back(field.key, 300);
      const bool counts = field.key == "posts" || field.key == "seats" || field.key == "stations" ||
                          field.key == "school_places" || field.key == "most_reward";
      if (counts) settings.emplace_back(field.key, name == "chartered_transport" ? 2000 : 20000);
      if (field.key == "first_reward") settings.emplace_back(field.key, 900);
      // No county of the small world has a twin: the levers of twins work everywhere.
      if (auto* pairs = std::get_if<base::PlacePairs*>(&field.target)) (*pairs)->twinned = false;
    }
    run.policies.push_back(make_policy(std::move(lever), settings));
    if (run.policies.back().id == "points_schooling") {
      run.policies.back().scope.to = base::Month(2019, 12);  // its pupils go on
    }
  }
  run.policies.front().scope.budget_cap = base::fen_from_yuan(20000000);
  return run;
}

Tape continued(const engine::RunInputs& inputs, const engine::Prefix& prefix) {
  Tape tape;
  engine::run(inputs, &tape, {}, prefix.continuation(inputs));
  return tape;
}

engine::Snapshot state_at(const engine::RunInputs& inputs, base::Month month) {
  engine::Snapshot kept;
  engine::Continuation until;
  until.stop_before = month;
  until.keeps = [month](base::Month next) { return next == month; };
  until.keep = [&](const engine::StateView& view) { kept = engine::take_snapshot(view); };
  engine::run(inputs, nullptr, {}, until);
  return kept;
}

/// The months simulated from a state.
Tape from(const engine::RunInputs& inputs, const engine::Snapshot& state) {
  engine::Continuation continuation;
  continuation.begin = [&](int) {
    engine::Beginning beginning;
    beginning.recorded_from = state.label.month;
    beginning.state = engine::source_of(std::make_shared<engine::Snapshot>(state));
    return beginning;
  };
  Tape tape;
  engine::run(inputs, &tape, {}, continuation);
  return tape;
}

/// Another result, or an error.
bool notices(const engine::RunInputs& inputs, const engine::Snapshot& state, const Tape& whole) {
  try {
    return !same(whole, from(inputs, state));
  } catch (const std::exception&) {
    return true;
  }
}

/// What the first complaint says.
std::string refusal(const engine::RunInputs& base, const engine::RunInputs& fork,
                    base::Month month) {
  const auto found = engine::early_differences(base, fork, month);
  return found.empty() ? "" : found.front().key;
}

}  // namespace

TEST_CASE("a run continued from any month is the straight run, byte for byte (V22)") {
  SmallRun run = busy_run();
  const Tape straight = record(run);

  for (base::Month fork = run.settings.start; fork <= run.settings.end; fork = fork + 1) {
    const engine::Prefix prefix(run.inputs(), fork);
    CAPTURE(base::to_string(fork));
    CHECK(same(straight, continued(run.inputs(), prefix)));
  }
  CHECK(!straight.lives.empty());
}

TEST_CASE("a run notices when any column of its state is lost") {
  SmallRun run = busy_run();
  run.settings.end = base::Month(2021, 1);
  engine::RunInputs inputs = run.inputs();
  inputs.life_hash = true;
  std::set<std::string> lost_unnoticed;
  for (const base::Month month : {base::Month(2019, 2), base::Month(2019, 3), base::Month(2020, 2),
                                  base::Month(2020, 3), base::Month(2020, 8)}) {
    const auto kept = state_at(inputs, month);
    const Tape whole = from(inputs, kept);
    for (std::size_t c = 0; c < kept.columns.size(); ++c) {
      engine::Snapshot lossy = kept;
      std::fill(lossy.columns[c].bytes.begin(), lossy.columns[c].bytes.end(), std::byte{0});
      const std::string& name = lossy.columns[c].name;
      if (month == base::Month(2019, 2)) lost_unnoticed.insert(name);
      if (lost_unnoticed.contains(name) && notices(inputs, lossy, whole)) {
        lost_unnoticed.erase(name);
      }
    }
  }

  CHECK(lost_unnoticed == std::set<std::string>{});
}

TEST_CASE("a policy that begins at the fork gives its straight run, byte for byte") {
  SmallRun base = busy_run();
  SmallRun fork = busy_run();
  const base::Month month(2020, 2);
  auto parks = make_policy(policy::make_parks(), {{"posts", 9000}, {"wage", 5000}});
  auto rent = make_policy(policy::make_rent_subsidy(), {{"amount", 500}});
  parks.id = "later_parks";
  rent.id = "later_rent";
  parks.scope.from = rent.scope.from = month;
  fork.policies.insert(fork.policies.begin(), std::move(parks));  // moves every other number
  fork.policies.push_back(std::move(rent));
  const engine::Prefix prefix(base.inputs(), month);

  const Tape straight = record(fork);
  const Tape forked = continued(fork.inputs(), prefix);

  CHECK(same(straight, forked));
  CHECK(!same(straight, record(base)));
}

TEST_CASE("headlines of a continued run are those of the straight run") {
  SmallRun run = busy_run();
  run.settings.replicates = 2;
  const engine::Prefix prefix(run.inputs(), base::Month(2020, 3));

  const auto straight = engine::run(run.inputs(), nullptr);
  const auto forked = engine::run(run.inputs(), nullptr, {}, prefix.continuation(run.inputs()));

  REQUIRE(straight.headlines.size() == forked.headlines.size());
  for (std::size_t i = 0; i < straight.headlines.size(); ++i) {
    CHECK(straight.headlines[i].name == forked.headlines[i].name);
    CHECK(straight.headlines[i].by_replicate == forked.headlines[i].by_replicate);
  }
}

TEST_CASE("a fork may end earlier or later within the months planned") {
  SmallRun base, shorter, longer;
  base.settings.end = base::Month(2020, 6);
  base.settings.spare_months = 6;
  shorter.settings.end = base::Month(2020, 3);
  shorter.settings.spare_months = 9;
  longer.settings.end = base::Month(2020, 12);
  longer.settings.spare_months = 0;
  const engine::Prefix prefix(base.inputs(), base::Month(2020, 2));

  CHECK(same(record(shorter), continued(shorter.inputs(), prefix)));
  CHECK(same(record(longer), continued(longer.inputs(), prefix)));
}

TEST_CASE("a fork that differs too early is refused, naming the key") {
  SmallRun base, fork;
  const base::Month month(2020, 1);
  const auto change = [&](auto apply) {
    SmallRun changed;
    apply(changed);
    return refusal(base.inputs(), changed.inputs(), month);
  };

  CHECK(change([](SmallRun&) {}).empty());
  CHECK(change([](SmallRun& r) { r.model.sigma += 1; }) == "model.sigma");
  SmallRun other;
  other.model.sigma += 1;
  CHECK_THROWS_WITH(engine::require_fork(base.inputs(), other.inputs(), month),
                    Catch::Contains("model.sigma differs from the base before the fork in") &&
                        Catch::Contains("set it as in the base, or run without a fork"));
  CHECK(change([](SmallRun& r) { r.settings.seed += 1; }) == "run.seed");
  CHECK(change([](SmallRun& r) { r.settings.replicates = 2; }) == "run.replicates");
  CHECK(change([](SmallRun& r) { r.settings.end = r.settings.end + 1; }) == "run.end");
  CHECK(change([](SmallRun& r) { r.model.restriction[2019] = 9; }) == "model.restriction");
  CHECK(change([](SmallRun& r) { r.model.restriction[2020] = 9; }).empty());
  CHECK(change([](SmallRun& r) {
          r.policies.push_back(make_policy(policy::make_rent_subsidy(), {}));
        }) == "policies.rent_subsidy.from");
}

TEST_CASE("a policy that runs on may end otherwise after the fork, and change nothing else") {
  SmallRun base, fork;
  const base::Month month(2020, 1);
  base.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  fork.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  policy::Scope& scope = fork.policies.front().scope;

  scope.to = base::Month(2020, 5);
  CHECK(refusal(base.inputs(), fork.inputs(), month).empty());
  scope.to = base::Month(2019, 5);
  CHECK(refusal(base.inputs(), fork.inputs(), month) == "policies.rent_subsidy.to");
  scope.to = base.policies.front().scope.to;
  scope.take_up = 0.5;
  CHECK(refusal(base.inputs(), fork.inputs(), month) == "policies.rent_subsidy.take_up");
  scope.take_up = 1;
  test::set(*fork.policies.front().lever, "amount", 301);
  CHECK(refusal(base.inputs(), fork.inputs(), month) == "policies.rent_subsidy.amount");
  fork.policies.clear();
  CHECK(refusal(base.inputs(), fork.inputs(), month) == "policies.rent_subsidy");
}

TEST_CASE("a state of another world is refused") {
  SmallRun base;
  base.settings.end = base::Month(2019, 3);
  base::ThreadPool pool(1);
  std::shared_ptr<engine::Snapshot> kept;
  engine::Continuation keep;
  keep.keeps = [](base::Month month) { return month == base::Month(2019, 2); };
  keep.keep = [&](const engine::StateView& view) {
    kept = std::make_shared<engine::Snapshot>(engine::take_snapshot(view));
  };
  engine::run(base.inputs(), nullptr, {}, keep);
  const engine::RunInputs inputs = base.inputs();
  REQUIRE(engine::restore(inputs, engine::source_of(kept), pool) != nullptr);

  kept->label.opened_by.push_back(9);
  CHECK_THROWS_WITH(engine::restore(inputs, engine::source_of(kept), pool),
                    "the stored state names a policy it has not; run the base anew");
  kept->label.opened_by.pop_back();

  world::Worker worker;
  std::memcpy(&worker, kept->columns.front().bytes.data(), sizeof worker);
  worker.origin = 77;
  std::memcpy(kept->columns.front().bytes.data(), &worker, sizeof worker);

  CHECK_THROWS_WITH(engine::restore(inputs, engine::source_of(kept), pool),
                    Catch::Contains("the stored state is no state of this program"));
}

TEST_CASE("a state whose workers hold posts of a policy needs that policy") {
  SmallRun base, without;
  base.settings.end = base::Month(2019, 8);
  base.policies.push_back(make_policy(policy::make_parks(), {{"posts", 20000}}));
  without.settings = base.settings;
  std::shared_ptr<const engine::Snapshot> kept;
  engine::Continuation keep;
  keep.keeps = [&](base::Month next) { return next > base.settings.end; };
  keep.keep = [&](const engine::StateView& view) {
    kept = std::make_shared<engine::Snapshot>(engine::take_snapshot(view));
  };
  engine::run(base.inputs(), nullptr, {}, keep);
  base::ThreadPool pool(1);

  CHECK_THROWS_WITH(engine::restore(without.inputs(), engine::source_of(kept), pool),
                    "the stored state binds a worker to a policy that the scenario lacks; keep "
                    "the policies of the base");
}
