// Draws inside a month that no smaller function shows: their shares, in the small world.
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "engine/barrier.hpp"
#include "engine/visit.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// The first month of a run, its workers visited but not yet met.
struct Visited {
  SmallRun run;
  base::ThreadPool pool{1};
  engine::RunInputs inputs;
  engine::State state;
  engine::MonthContext context;
  explicit Visited(SmallRun with, std::optional<double> seat_share = {})
      : run(std::move(with)),
        inputs(run.inputs()),
        state(inputs, 0, pool),
        context(state.begin_month(0)) {
    if (seat_share) context.seat_share = {*seat_share};
    const auto& pieces = state.population.pieces();
    state.pieces.resize(pieces.size());
    std::vector<std::uint32_t> room;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      engine::Visitor(state, context, state.by_thread.front(), state.pieces[p])
          .visit_piece(pieces[p], room);
    }
  }
  world::Status status(std::uint32_t id) const { return state.population.workers()[id].status(); }
  /// Who seeks a post in Zhejiang from where they are.
  std::set<std::uint32_t> from_home() const {
    std::set<std::uint32_t> ids;
    for (const engine::PieceOutput& piece : state.pieces) {
      for (const engine::Seeker& seeker : piece.seekers) {
        if (status(seeker.worker) != world::Status::searching) ids.insert(seeker.worker);
      }
    }
    return ids;
  }
  double travelled() const {
    double sum = 0;
    for (const auto count : state.by_thread.front().entered) sum += static_cast<double>(count);
    return sum;
  }
};

/// Many decide in May, far from any festival; nobody is held back by the fare.
SmallRun may() {
  SmallRun run;
  run.settings.start = run.settings.end = base::Month(2019, 5);
  run.settings.burn_in = 0;
  run.settings.persons_per_agent = 2;
  run.model.reconsider = 0.1;
  run.model.psi_zhejiang = 6000;
  run.model.liquidity_gate = 0;
  return run;
}

double band(double share, double n) { return 4 * std::sqrt(share * (1 - share) / n); }  // 4 sd

}  // namespace

TEST_CASE(
    "the share of searches made from home is the remote share, and the larger holds the smaller") {
  std::set<std::uint32_t> before;
  for (const double share : {0.3, 0.7}) {
    SmallRun run = may();
    run.model.remote_share = share;
    const Visited month(std::move(run));

    const auto from_home = month.from_home();
    const auto n = static_cast<double>(from_home.size()) + month.travelled();
    CHECK(n > 3000);
    CHECK(static_cast<double>(from_home.size()) / n == Approx(share).margin(band(share, n)));
    // Who decides twice in a month may go the second time.
    const auto gone = std::count_if(before.begin(), before.end(),
                                    [&](std::uint32_t id) { return !from_home.contains(id); });
    CHECK(static_cast<double>(gone) < 0.05 * static_cast<double>(before.size()) + 1);
    before = from_home;
  }
}

TEST_CASE("of those who want a chartered seat as many have one as there are seats for") {
  for (const double share : {0.2, 0.6}) {
    SmallRun run = may();
    run.settings.start = run.settings.end = base::Month(2019, 2);  // the return from the festival
    run.model.remote_share = 0;
    run.policies.push_back(make_policy(policy::make_chartered_transport(), {{"seats", 5000}}));
    const Visited month(std::move(run), share);

    const auto seated = static_cast<double>(month.from_home().size());
    const double n = seated + month.travelled();
    CHECK(n > 3000);
    CHECK(seated / n == Approx(share).margin(band(share, n)));
  }
}

TEST_CASE("seekers of a whole month make a contact as often as the tightness says") {
  SmallRun run = may();
  run.model.initial_searching = 0.5;
  run.model.ample_posts = 1;  // every contact is hired
  run.model.reconsider = 0;
  run.model.give_up = 0;
  Visited month(std::move(run));
  double expected = 0, variance = 0;
  std::vector<std::uint32_t> seekers;
  for (const engine::PieceOutput& piece : month.state.pieces) {
    for (const engine::Seeker& seeker : piece.seekers) {
      if (seeker.exposure < 1) continue;
      const double p = engine::contact_probability(
          engine::contact_hazard(month.run.model, month.state.tightness[seeker.market]), 1);
      expected += p;
      variance += p * (1 - p);
      seekers.push_back(seeker.worker);
    }
  }

  engine::meet(month.state, month.context, month.pool);

  const auto hired = std::count_if(seekers.begin(), seekers.end(), [&](std::uint32_t id) {
    return month.status(id) == world::Status::in_post;
  });
  CHECK(seekers.size() > 10000);
  CHECK(static_cast<double>(hired) == Approx(expected).margin(4 * std::sqrt(variance)));
}

TEST_CASE("as many stay over the festival as the logit of the value of going says") {
  SmallRun run;
  run.settings.start = run.settings.end = base::Month(2019, 1);
  run.settings.burn_in = 0;
  run.settings.persons_per_agent = 1;
  run.model.festival_child = run.model.festival_family = run.model.long_absence = 0;
  run.model.return_to_schooling = run.model.return_to_skill = 0;
  for (auto& trip : run.tables.travel) trip.fare = 400;
  run.model.festival_home_value = 3000 * std::log(0.79 / 0.21);  // V8: stay share .21
  run.model.festival_scale = 3000;
  const Tape tape = record(run);

  const auto outcomes = cells(tape.months.front(), "festival");
  double staff = 0, stayed = 0;
  for (std::size_t i = 0; i < outcomes.size(); i += 6) {
    staff += static_cast<double>(outcomes[i]);
    stayed += static_cast<double>(outcomes[i + 1]);
  }
  CHECK(staff > 40000);
  // Pay of firms differs, so the pay forgone does: some 300 CNY, which moves the share by < .002.
  CHECK(stayed / staff == Approx(0.21).margin(band(0.21, staff) + 0.002));
}

TEST_CASE(
    "the share of selective employers is the one asked for, and the larger holds the smaller") {
  std::vector<std::uint8_t> before;
  for (const double share : {0.3, 0.6}) {
    SmallRun run;
    run.model.selective_share = share;
    run.model.initial_zhejiang = 200000;
    const engine::RunInputs inputs = run.inputs();
    base::ThreadPool pool(1);
    const engine::State state(inputs, 0, pool);
    const auto& selective = state.selective;
    const auto n = static_cast<double>(selective.size());
    const auto found = static_cast<double>(std::count(selective.begin(), selective.end(), 1));

    CHECK(n > 3000);
    CHECK(found / n == Approx(share).margin(band(share, n)));
    for (std::size_t e = 0; e < before.size(); ++e) REQUIRE(before[e] <= selective[e]);
    before = selective;
  }
}

TEST_CASE("fewer than one worker-month in 10,000 has more events than are simulated") {
  SmallRun run;
  run.settings.persons_per_agent = 5;

  const engine::RunReport report = engine::run(run.inputs(), nullptr);

  CHECK(report.worker_steps > 400000);
  CHECK(static_cast<double>(report.capped_loops) < 1e-4 * static_cast<double>(report.worker_steps));
}

TEST_CASE("events that are not simulated are told with their share") {
  SmallRun run = may();
  run.model.give_up = 40;  // more than once a day another market
  run.model.psi_zhejiang = 90000;
  run.model.contact_rate = 0;

  const engine::RunReport report = engine::run(run.inputs(), nullptr);

  REQUIRE(report.capped_loops > 100);
  CHECK(report.notes.back() ==
        std::to_string(report.capped_loops) + " of " + std::to_string(report.worker_steps) +
            " worker-months looked at had more events than are simulated; the later ones are left "
            "out");
}
