// Residence points, school places and settlement: values worked out by hand.
#include "behaviour/points.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "behaviour/festival.hpp"
#include "behaviour/separation.hpp"
#include "engine/school_places.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;
namespace flag = world::flag;

namespace {

const base::Month september(2019, 9), november(2019, 11);
constexpr std::uint8_t city = 3;

/// Born 1985-06, junior secondary, in Zhejiang since 2015-03, in post, insured.
world::Worker worker_of_points() {
  world::Worker worker;
  worker.birth = static_cast<unsigned>(base::Month(1985, 6).index) & 2047U;
  worker.stay_start = static_cast<std::uint16_t>(base::Month(2015, 3).index);
  worker.set_status(world::Status::in_post);
  worker.place = city;
  worker.employer = 0;
  worker.set(flag::insured, true);
  return worker;
}

/// A world whose workers all lack a child, in one month, with one policy of places and settlement.
struct OneMonth {
  SmallRun run;
  base::ThreadPool pool{2};
  engine::RunInputs inputs;
  engine::State state;
  engine::MonthContext context;

  OneMonth(const Settings& settings, base::Month month)
      : run(made(settings)), inputs(run.inputs()), state(inputs, 0, pool) {
    context = state.begin_month(month - state.first);
    for (std::uint32_t id = 0; id < state.population.size(); ++id) {
      worker(id).child = world::no_child;
    }
  }
  static SmallRun made(const Settings& settings) {
    SmallRun run;
    run.settings.burn_in = 0;
    run.policies.push_back(make_policy(policy::make_points_schooling(), settings));
    return run;
  }
  world::Worker& worker(std::uint32_t id) { return state.population.workers()[id]; }
  /// The first `n` workers in post in the city, with `years` of stay each and a child of eight.
  std::vector<std::uint32_t> parents(std::size_t n) {
    std::vector<std::uint32_t> ids;
    for (std::uint32_t id = 0; ids.size() < n && id < state.population.size(); ++id) {
      world::Worker& w = worker(id);
      if (w.status() != world::Status::in_post || w.place != city) continue;
      w.child = static_cast<std::uint8_t>(2019 - 8 - 1990);
      w.set(flag::child_with, false);
      ids.push_back(id);
    }
    REQUIRE(ids.size() == n);
    return ids;
  }
  std::vector<std::uint32_t> with(std::uint8_t bit) {
    std::vector<std::uint32_t> ids;
    for (std::uint32_t id = 0; id < state.population.size(); ++id) {
      if (worker(id).has(bit)) ids.push_back(id);
    }
    return ids;
  }
  std::int64_t operators() const {
    return state.by_thread.front().ledger.credits()[engine::receiver_operators];
  }
  /// The `n` first of `ids` by points, then by the keyed lottery `k`, in order of workers.
  std::vector<std::uint32_t> first(std::vector<std::uint32_t> ids, std::size_t n, std::uint32_t k) {
    const auto key = [&](std::uint32_t id) {
      const auto month = static_cast<std::uint32_t>(context.month.index);
      const int points =
          behaviour::residence_points({}, worker(id), behaviour::points_month(context.month));
      const auto word = state.draws.block(base::Purpose::points, id, month, k).word[0];
      return std::pair(-points, word);
    };
    std::sort(ids.begin(), ids.end(), [&](auto a, auto b) { return key(a) < key(b); });
    ids.resize(n);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

/// Counts the quits, after the first month, of workers who were not hired during the run.
struct Quits : engine::Recorder {
  void begin(const engine::RunDescription&) override {}
  void month(const engine::MonthObservation& o, std::span<const engine::Event> events) override {
    for (const engine::Event& event : events) {
      const auto type = static_cast<engine::EventType>(event.type);
      if (type == engine::EventType::hired || type == engine::EventType::hired_remotely) {
        hired.insert(event.worker);
      }
      if (type != engine::EventType::quit || o.step == 0 || hired.contains(event.worker)) continue;
      ++(event.to < base::city_count ? within : out);
    }
  }
  void finish() override {}
  std::set<std::uint32_t> hired;
  int within = 0, out = 0;
};

}  // namespace

TEST_CASE("residence points add stay, insurance, schooling, skill and age") {
  world::Worker worker = worker_of_points();

  // 2015-03 to 2018-11: 3 whole years; 5 x 3 + 5 x 3 insured + junior 0 + below 45: 5
  CHECK(behaviour::points_month(september) == base::Month(2018, 11));
  CHECK(behaviour::points_month(november) == november);
  CHECK(behaviour::residence_points({}, worker, base::Month(2018, 11)) == 35);

  worker.education_bits = static_cast<unsigned>(world::Education::vocational) & 7U;
  worker.skill = 2;
  CHECK(behaviour::residence_points({}, worker, base::Month(2018, 11)) == 35 + 15 + 10);
  worker.set(flag::insured, false);
  CHECK(behaviour::residence_points({}, worker, base::Month(2018, 11)) == 45);
  // 2030-11: 15 years count as ten, aged 45
  CHECK(behaviour::residence_points({}, worker, base::Month(2030, 11)) == 50 + 15 + 10);
  // came after the count: no year of stay
  CHECK(behaviour::residence_points({}, worker, base::Month(2014, 11)) == 15 + 10 + 5);
  CHECK(behaviour::residence_points({60, 0, 0, 0, 0, 0, 0, 0}, worker, base::Month(2030, 11)) ==
        255);
}

TEST_CASE("a permit takes months of stay and a post; places are for children of 6 to 14") {
  world::Worker worker = worker_of_points();
  CHECK(behaviour::has_permit(worker, 6, base::Month(2015, 9)));
  CHECK(!behaviour::has_permit(worker, 6, base::Month(2015, 8)));
  worker.set_status(world::Status::searching);
  CHECK(!behaviour::has_permit(worker, 6, september));

  for (const auto& [age, wants] : {std::pair(5, false), {6, true}, {14, true}, {15, false}}) {
    worker.child = static_cast<std::uint8_t>(2019 - age - 1990);
    CHECK(behaviour::wants_school_place(worker, september) == wants);
    CHECK(behaviour::has_left_school(worker, september) == (age == 15));
  }
  worker.child = 20;
  worker.set(flag::child_admitted, true);
  CHECK(!behaviour::wants_school_place(worker, september));
}

TEST_CASE("ten places go to the ten with most points, then by the keyed lottery (V20)") {
  OneMonth m({{"school_places", 1000}}, september);  // ten agents of 100 in each city
  const auto parents = m.parents(30);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    world::Worker& worker = m.worker(parents[i]);
    worker = worker_of_points();
    worker.child = static_cast<std::uint8_t>(2019 - 8 - 1990);
    worker.skill = i % 2 & 3U;  // 35 or 40 points: ten of the better 15 by lottery
  }

  engine::fill_school_places(m.state, m.context, m.pool);

  const auto admitted = m.with(flag::child_admitted);
  CHECK(admitted == m.first(parents, 10, engine::points_school));
  for (const std::uint32_t id : admitted) {
    CHECK(m.worker(id).skill == 1);
    CHECK(m.worker(id).has(flag::child_with));
  }
  CHECK(m.state.by_thread.front().pupils[city] == 10);
  CHECK(m.operators() == 10 * 100 * 1800000);  // 18,000 CNY a place
}

TEST_CASE("equal points are told apart by poverty if so set") {
  OneMonth m({{"school_places", 1000}, {"tie", 1}}, september);
  const auto parents = m.parents(36);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    m.worker(parents[i]) = worker_of_points();
    m.worker(parents[i]).child = static_cast<std::uint8_t>(2019 - 8 - 1990);
    m.worker(parents[i]).poor = i % 3 == 0 ? 1 : 0;
  }

  engine::fill_school_places(m.state, m.context, m.pool);

  CHECK(m.with(flag::child_admitted).size() == 10);
  for (const std::uint32_t id : m.with(flag::child_admitted)) CHECK(m.worker(id).poor == 1);
}

TEST_CASE("places cost a year's sum every September until the child is 15, then school is over") {
  OneMonth m({{"school_places", 300}}, september);
  const auto parents = m.parents(3);
  engine::fill_school_places(m.state, m.context, m.pool);
  REQUIRE(m.with(flag::child_admitted).size() == 3);
  m.worker(parents[0]).child = static_cast<std::uint8_t>(2020 - 15 - 1990);
  m.state.by_thread.front().clear();

  auto next = m.context;
  next.month = base::Month(2020, 9);
  next.offers = {};  // the policy has ended
  engine::fill_school_places(m.state, next, m.pool);

  CHECK(m.with(flag::child_admitted) ==
        std::vector<std::uint32_t>(parents.begin() + 1, parents.end()));
  CHECK(!m.worker(parents[0]).has(flag::child_with));
  CHECK(m.operators() == 2 * 100 * 1800000);
  CHECK(m.state.by_thread.front().pupils[city] == -1);
}

TEST_CASE("a budget pays for whole places only, first for those held") {
  OneMonth m({{"school_places", 1000}}, september);
  m.run.policies[0].scope.budget_cap = base::fen_from_yuan(4.5 * 100 * 18000);  // 4 agents
  m.parents(30);

  engine::fill_school_places(m.state, m.context, m.pool);

  CHECK(m.with(flag::child_admitted).size() == 4);
  CHECK(m.operators() == 4 * 100 * 1800000);
}

TEST_CASE("settlement takes the first of each city by quota, or all from the threshold on") {
  OneMonth quota({{"settle", 1}, {"settle_quota", 500}}, november);
  const auto workers = quota.parents(20);
  for (std::size_t i = 0; i < workers.size(); ++i) {
    quota.worker(workers[i]) = worker_of_points();
    quota.worker(workers[i]).skill = i < 5 ? 3 : 0;
    quota.worker(workers[i]).stay_start = static_cast<std::uint16_t>(base::Month(1999, 1).index);
  }
  engine::settle_by_points(quota.state, quota.context, quota.pool);
  auto settled = quota.with(flag::settled);
  std::erase_if(settled, [&](auto id) { return quota.worker(id).place != city; });
  CHECK(settled.size() == 5);  // 500 persons
  CHECK(quota.with(flag::settled).size() == 5 * base::city_count);

  OneMonth threshold({{"settle", 2}, {"settle_points", 100}}, november);
  const auto ids = threshold.parents(20);
  engine::settle_by_points(threshold.state, threshold.context, threshold.pool);
  for (std::uint32_t id = 0; id < threshold.state.population.size(); ++id) {
    const world::Worker& w = threshold.worker(id);
    const bool entitled = behaviour::has_permit(w, 6, november) &&
                          behaviour::residence_points({}, w, november) >= 100;
    REQUIRE(w.has(flag::settled) == entitled);
  }
}

TEST_CASE("nothing happens in other months") {
  OneMonth m({{"school_places", 1000}, {"settle", 2}, {"settle_points", 0}}, base::Month(2019, 10));
  m.parents(30);

  engine::fill_school_places(m.state, m.context, m.pool);
  engine::settle_by_points(m.state, m.context, m.pool);

  CHECK(m.with(flag::child_admitted).empty());
  CHECK(m.with(flag::settled).empty());
}

TEST_CASE("a school place lowers quits by 15 percent and the value of going home") {
  behaviour::Parameters model;
  world::Worker worker = worker_of_points();
  world::Sector sector;
  const double without = behaviour::separation(model, worker, sector, 1, september, false).quit;
  worker.set(flag::child_admitted, true);

  CHECK(behaviour::separation(model, worker, sector, 1, september, false).quit ==
        Approx(0.85 * without));
  behaviour::FestivalSituation alone, family, settled;
  alone.child_behind = true;
  family.family_here = true;
  settled.settled = true;
  CHECK(behaviour::value_of_going(model, alone) - behaviour::value_of_going(model, family) ==
        Approx(800 + 1340));
  CHECK(behaviour::value_of_going(model, settled) == Approx(3880 / 2.0));
}

TEST_CASE("school places keep parents over a run, pupils leave with who leaves, money adds up") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  const Tape without = record(run);
  run.policies.push_back(make_policy(policy::make_points_schooling(), {{"school_places", 200}}));

  const Tape with = record(run);

  const auto& first = with.months[8];  // 2019-09
  CHECK(total(with.months[7], "pupils") == 0);
  CHECK(total(first, "pupils") == 11 * 200);
  CHECK(total(first, "debits") == 11 * 200 * 1800000.0);
  CHECK(total(with.months[14], "pupils") < 11 * 200);
  CHECK(total(with.months[14], "pupils") > 11 * 100);
  CHECK(total(with.months[20], "debits") ==
        Approx(total(with.months[20], "pupils") * 1800000.0).epsilon(0.01));
  for (std::size_t m = 0; m < 8; ++m)
    CHECK(with.months[m].values[0] == without.months[m].values[0]);
}

TEST_CASE("who has settled never quits for another post of Zhejiang, who has not does") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.settings.start = base::Month(2018, 11);
  Quits without;
  engine::run(run.inputs(), &without);
  run.policies.push_back(make_policy(policy::make_points_schooling(),
                                     {{"settle", 2}, {"settle_points", 0}, {"permit_months", 0}}));
  run.policies[0].scope.from = run.settings.start;

  Quits with;
  engine::run(run.inputs(), &with);

  CHECK(without.within > 0);
  CHECK(with.within == 0);
  CHECK(with.out > 0);
}
