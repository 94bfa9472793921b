// In which order workers are visited: a month's result is the same whatever it is. A worker's id is
// its place in memory (docs/decisions/0016-visiting-order.md), so the order of visits stands for
// both.
#include <algorithm>
#include <numeric>
#include <random>

#include <catch2/catch.hpp>

#include "engine/visit.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

template <class Item>
void append(std::vector<Item>& to, const std::vector<Item>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::vector<std::uint32_t> from_to(std::uint32_t begin, std::uint32_t end) {
  std::vector<std::uint32_t> numbers(end - begin);
  std::iota(numbers.begin(), numbers.end(), begin);
  return numbers;
}

/// Visits all workers one by one, pieces and the workers of a piece in the order that `arrange`
/// puts them in. Only events are told by worker (gather_events); what workers leave for the barrier
/// stays in the order of visits.
template <class Arrange>
void visit_all(engine::State& state, const engine::MonthContext& context, Arrange arrange) {
  const auto& pieces = state.population.pieces();
  auto numbers = from_to(0, static_cast<std::uint32_t>(pieces.size()));
  arrange(numbers);
  std::vector<std::uint32_t> room;
  for (const std::uint32_t p : numbers) {
    auto ids = from_to(pieces[p].begin, pieces[p].end);
    arrange(ids);
    engine::PieceOutput& out = state.pieces[p];
    for (const std::uint32_t id : ids) {
      engine::PieceOutput own;
      engine::Visitor(state, context, state.by_thread.front(), own)
          .visit_piece({pieces[p].county, id, id + 1}, room);
      append(out.seekers, own.seekers);
      append(out.local, own.local);
      append(out.claims, own.claims);
      append(out.events, own.events);
    }
    std::stable_sort(out.events.begin(), out.events.end(),
                     [](const auto& a, const auto& b) { return a.worker < b.worker; });
  }
}

/// Everything that workers meet about is there: budgets that run out, posts, courses, seats.
SmallRun crowded() {
  SmallRun run;
  run.settings.persons_per_agent = 10;
  run.settings.end = base::Month(2020, 3);
  run.policies.push_back(make_policy(policy::make_stay_bonus(), {{"gov", 500}}));
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies.push_back(make_policy(policy::make_parks(), {{"posts", 5000}}));
  run.policies.push_back(make_policy(policy::make_training(), {{"seats", 5000}}));
  run.policies.push_back(make_policy(policy::make_caring_jobs(), {{"posts", 3000}}));
  run.policies[1].scope.budget_cap = base::fen_from_yuan(2000000);
  return run;
}

struct Record {
  Tape tape;
  int visits = 0;                      ///< months whose workers were visited by visit_all
  std::vector<std::uint32_t> seekers;  ///< workers, as they come to the barrier month by month
};

/// Visited in the order that `arrange` puts pieces and workers in.
template <class Arrange>
Record record_in(SmallRun& run, Arrange arrange) {
  engine::RunInputs inputs = run.inputs();
  inputs.trajectory_share = 1;
  inputs.life_hash = true;
  Record record;
  inputs.experiment.visit = [&](engine::State& state, const engine::MonthContext& context) {
    visit_all(state, context, arrange);
    ++record.visits;
    for (const engine::PieceOutput& piece : state.pieces) {
      for (const engine::Seeker& seeker : piece.seekers) record.seekers.push_back(seeker.worker);
    }
  };
  engine::run(inputs, &record.tape);
  return record;
}

}  // namespace

TEST_CASE("the order in which pieces and workers are visited changes no byte (V14)") {
  SmallRun run = crowded();
  engine::RunInputs inputs = run.inputs();
  inputs.trajectory_share = 1;
  inputs.life_hash = true;
  Tape plain;
  engine::run(inputs, &plain);

  std::mt19937 shuffler(20220624);
  const Record kept = record_in(run, [](auto&) {});  // the plain run's order
  const Record reversed =
      record_in(run, [](auto& numbers) { std::reverse(numbers.begin(), numbers.end()); });
  const Record shuffled = record_in(
      run, [&](auto& numbers) { std::shuffle(numbers.begin(), numbers.end(), shuffler); });

  CHECK(!plain.lives.empty());
  CHECK(!plain.hashes.empty());
  for (const Record* record : {&kept, &reversed, &shuffled}) {
    CHECK(record->visits > 0);
    CHECK(same(plain, record->tape));
  }
  CHECK((reversed.seekers != kept.seekers));
  CHECK((shuffled.seekers != kept.seekers));
  CHECK((shuffled.seekers != reversed.seekers));
}
