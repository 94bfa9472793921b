#include "study/lives.hpp"

#include <map>

#include "../engine/tape.hpp"
#include "policy/levers/levers.hpp"
#include "study/coherence.hpp"
#include "study/deadweight.hpp"
#include "study/displacement.hpp"
#include "study/incidence.hpp"

using namespace chuanzhe;
using namespace chuanzhe::study;
using namespace chuanzhe::test;
using engine::Event;
using engine::EventType;
using world::Status;

namespace {

struct Book {
  engine::RunDescription run;
  std::vector<Lives> replicates;
  const Lives& lives() const { return replicates.front(); }
};

/// Every worker observed, every life hashed.
Book live(const SmallRun& run, engine::Experiment experiment = {}) {
  const engine::RunInputs inputs{run.tables, run.model, run.policies, run.settings,
                                 1,          true,      experiment};
  Book book;
  book.run = engine::describe(inputs);
  LifeBook recorder([&](int, Lives lives) { book.replicates.push_back(std::move(lives)); });
  recorder.begin(book.run);
  engine::run(inputs, &recorder);
  recorder.finish();
  return book;
}

LifePair pair_of(const Book& base, const Book& policy) {
  return {base.lives(), policy.lives(), base.run, policy.run};
}

Event event(EventType type, int from, int to, Status status, std::uint8_t sector = 255) {
  return {7,
          static_cast<std::uint8_t>(type),
          static_cast<std::uint8_t>(from),
          static_cast<std::uint8_t>(to),
          static_cast<std::uint8_t>(status),
          sector};
}

/// Worker 7 of county 0, at home at the start; worker 8 stays there.
Book by_hand(std::vector<DatedEvent> events, std::vector<DatedPayment> payments = {}) {
  Book book;
  book.run.start = base::Month(2022, 1);
  book.run.end = base::Month(2022, 12);
  book.run.axes[static_cast<int>(engine::Axis::policy)].names = {"rent", "stay"};
  book.run.policy_levers = {"rent_subsidy", "stay_bonus"};
  book.run.county_prefectures = {"West"};
  book.run.pay.county_home = {1700};
  book.run.pay.county_local = {3600};
  book.run.pay.sector = {5000, 6000};
  for (auto* row : {&book.run.pay.outgoing_index, &book.run.pay.local_index}) row->assign(12, 1.0);
  book.run.pay.elsewhere.assign(12, 4900);
  Lives lives;
  lives.months = 12;
  lives.workers = {{7, 0, 0, 0, world::place_home, 255, 1.0F, 0, 1},
                   {8, 0, 24, 0, 254, 255, 1.0F, 0, 0}};
  lives.events = std::move(events);
  lives.payments = std::move(payments);
  book.replicates.push_back(lives);
  return book;
}

}  // namespace

TEST_CASE("lives rebuilt from the sample and the events have the statuses of the stocks") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_training(), {{"seats", 20000}}));
  run.policies.push_back(make_policy(policy::make_technical_school(), {{"seats", 20000}}));
  const engine::RunInputs inputs{run.tables, run.model, run.policies, run.settings, 1};
  Tape tape;
  engine::run(inputs, &tape);
  const Book book = live(run);

  std::vector<std::vector<std::int64_t>> counted(
      tape.months.size(), std::vector<std::int64_t>(4 * world::status_count));
  for (const engine::SampledWorker& worker : book.lives().workers) {
    const auto spots = spots_of(worker, book.lives().events_of(worker.worker), book.lives().months);
    for (std::size_t m = 0; m < spots.size(); ++m) {
      counted[m][worker.county * std::size_t{world::status_count} +
                 static_cast<std::size_t>(spots[m].status)] += run.settings.persons_per_agent;
    }
  }

  for (std::size_t m = 0; m < tape.months.size(); ++m) {
    REQUIRE(counted[m] == cells(tape.months[m], "status_stock"));
  }
}

TEST_CASE("posts rebuilt from lives are those counted by city and sector") {
  SmallRun run;
  const engine::RunInputs inputs{run.tables, run.model, run.policies, run.settings, 1};
  Tape tape;
  engine::run(inputs, &tape);
  const Book book = live(run);
  const std::size_t last = tape.months.size() - 1;

  std::vector<std::int64_t> counted(4 * base::market_count);
  for (const engine::SampledWorker& worker : book.lives().workers) {
    const Spot spot =
        spots_of(worker, book.lives().events_of(worker.worker), book.lives().months).back();
    if (!spot.in_post()) continue;
    counted[worker.county * std::size_t{base::market_count} +
            spot.place * std::size_t{base::sector_count} + spot.sector] +=
        run.settings.persons_per_agent;
  }

  CHECK(counted == cells(tape.months[last], "in_post"));
}

TEST_CASE("a run is coherent with itself, and a policy changes those it reaches first") {
  SmallRun run;
  const Book base = live(run);
  const Coherence same = compare_lives(pair_of(base, base));
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies.back().scope.take_up = 0.6;
  const Book policy = live(run);

  const Coherence coherence = compare_lives(pair_of(base, policy));

  CHECK(same.changed == 0);
  CHECK(same.share_unchanged() == 1);
  CHECK(coherence.is_exact);
  CHECK(coherence.changed > 0);
  CHECK(coherence.changed == static_cast<std::int64_t>(coherence.partings.size()));
  int first = run.settings.end - run.settings.start;
  for (const Parting& parting : coherence.partings) {
    if (parting.step >= 0) first = std::min(first, parting.step);
  }
  for (const Parting& parting : coherence.partings) {
    if (parting.step != first) continue;
    CHECK((parting.cause == Cause::offer || parting.cause == Cause::vacancy));
  }
}

TEST_CASE("the first difference and its cause are told by the rules") {
  const Book base = by_hand({{3, event(EventType::hired_remotely, 254, 2, Status::in_post, 1)}});
  const Book never = by_hand({});
  Book unreached = by_hand({});
  unreached.replicates[0].workers[0].reach = 0;
  Book before = by_hand({});
  before.run.axes[static_cast<int>(engine::Axis::policy)].names = {};
  before.run.policy_levers = {};

  const auto offer = compare_lives({base.lives(), never.lives(), before.run, never.run});
  const auto vacancy = compare_lives({base.lives(), unreached.lives(), before.run, unreached.run});
  const auto none = compare_lives({never.lives(), never.lives(), before.run, never.run});

  REQUIRE(offer.partings.size() == 1);
  CHECK(offer.partings[0].worker == 7);
  CHECK(offer.partings[0].step == 3);
  CHECK(offer.partings[0].in_base->to == 2);
  CHECK(!offer.partings[0].in_policy);
  CHECK(offer.partings[0].cause == Cause::offer);
  CHECK(offer.partings[0].reach == 1);
  CHECK(vacancy.partings[0].cause == Cause::vacancy);
  CHECK(none.changed == 0);
}

TEST_CASE("a policy of both runs that paid in one of them only is a matter of budget") {
  const DatedEvent went{6, event(EventType::moved_elsewhere, 254, 255, Status::elsewhere)};
  Book paid = by_hand({}, {{2, {7, 0, 30000}}});
  Book unpaid = by_hand({went});
  for (Book* book : {&paid, &unpaid}) book->run.resolved_yaml = "  - id: rent\n    amount: 300\n";

  const auto rationed = compare_lives(pair_of(paid, unpaid));
  unpaid.replicates[0].payments = paid.replicates[0].payments;
  const auto both = compare_lives(pair_of(paid, unpaid));

  CHECK(rationed.partings[0].cause == Cause::budget);
  CHECK(both.partings[0].cause == Cause::conditions);
}

TEST_CASE("runs that observe different workers are refused") {
  const Book base = by_hand({});
  Book other = by_hand({});
  other.replicates[0].workers.pop_back();

  CHECK_THROWS_WITH(compare_lives(pair_of(base, other)),
                    Catch::Matchers::Contains(
                        "the two results observe different workers (output.trajectory_share"));
}

TEST_CASE("a raised subsidy moves nobody out of the subsidised city before posts run out") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies.back().scope.cities.reset().set(0);
  const engine::Experiment ample{.isolated = true};
  const Book low = live(run, ample);
  test::set(*run.policies.back().lever, "amount", 6000);
  const Book high = live(run, ample);

  std::size_t into = 0, out = 0;
  for (const Parting& parting : compare_lives(pair_of(low, high)).partings) {
    const bool low_in = parting.in_base && parting.in_base->to == 0;
    const bool high_in = parting.in_policy && parting.in_policy->to == 0;
    const bool low_leaves = parting.in_base && parting.in_base->from == 0 && !low_in;
    const bool high_leaves = parting.in_policy && parting.in_policy->from == 0 && !high_in;
    if ((low_in && !high_in) || (high_leaves && !low_leaves)) ++out;
    if ((high_in && !low_in) || (low_leaves && !high_leaves)) ++into;
  }
  CHECK(into > 10);
  CHECK(out == 0);
}

TEST_CASE("pairing leaves at most a twentieth of the variance of the rent subsidy's effect") {
  SmallRun run;
  run.settings.replicates = 8;
  const auto stocks = [&] {
    std::vector<double> values;
    for (const auto& month : record(run).months) {
      if (month.month == run.settings.end) values.push_back(total(month, "zhejiang_by_group"));
    }
    return values;
  };
  const auto variance = [](const std::vector<double>& values) {
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    return squares / static_cast<double>(values.size() - 1);
  };
  const auto base = stocks();
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies.back().scope.take_up = 0.6;
  const auto policy = stocks();

  std::vector<double> difference;
  for (std::size_t r = 0; r < base.size(); ++r) difference.push_back(policy[r] - base[r]);

  INFO("unpaired over paired " << (variance(base) + variance(policy)) / variance(difference));
  CHECK(variance(difference) * 20 <= variance(base) + variance(policy));
}

TEST_CASE("deadweight is what was paid for acts of the base life too") {
  const Book base = by_hand({{2, event(EventType::hired_remotely, 254, 0, Status::in_post, 1)},
                             {5, event(EventType::quit, 0, 254, Status::home)}});
  const Book policy = by_hand({{2, event(EventType::hired_remotely, 254, 0, Status::in_post, 1)}},
                              {{2, {7, 0, 100}},
                               {4, {7, 0, 100}},
                               {5, {7, 0, 100}},
                               {6, {7, 0, 100}},
                               {7, {7, 0, -50}},
                               {3, {7, 1, 500}}});

  const auto sums = deadweight(pair_of(base, policy));

  REQUIRE(sums.size() == 2);
  CHECK(sums[0].fen == 350);
  CHECK(sums[0].fen_paid == 400);
  CHECK(sums[0].fen_anyway == 200);
  CHECK(sums[0].share_of_money() == 0.5);
  CHECK(sums[0].recipients == 1);
  CHECK(sums[0].recipients_anyway == 0);
  CHECK(sums[1].share_of_money() == 1);
  CHECK(sums[1].share_of_recipients() == 1);
}

TEST_CASE("acts are found where and when they were done") {
  const base::Month start(2022, 1);
  const std::vector<DatedEvent> life = {
      {0, event(EventType::went_for_festival, 3, 254, Status::festival_home, 1)},
      {1, event(EventType::back_same_post, 254, 3, Status::in_post, 1)},
      {9, event(EventType::started_course, 254, 254, Status::training)}};
  const engine::SampledWorker worker{7, 0, 0, static_cast<std::uint8_t>(Status::in_post), 3, 1};
  const auto spots = spots_of(worker, life, 12);
  const auto done = [&](Act act, int step) { return has_done(act, step, start, life, spots); };

  CHECK(!done(Act::stayed, 0));
  CHECK(done(Act::stayed, 1));
  CHECK(done(Act::visited, 0));
  CHECK(done(Act::visited, 1));
  CHECK(!done(Act::visited, 2));
  CHECK(done(Act::back_at_post, 1));
  CHECK(!done(Act::back_at_post, 2));
  CHECK(done(Act::moved, 11));
  CHECK(done(Act::travelled, 2));
  CHECK(!done(Act::travelled, 3));
  CHECK(done(Act::took_course, 4));
  CHECK(!done(Act::in_post, 0));
  CHECK(done(Act::in_post, 5));
  CHECK(!done(Act::none, 5));
}

TEST_CASE("every lever that pays workers has a row for the act it rewards") {
  for (const auto make : policy::lever_list()) {
    const auto lever = make();
    if (lever->info().cost.find("worker") == std::string_view::npos) continue;
    INFO(lever->info().name);
    CHECK(!act_of(lever->info().name).text.empty());
  }
  CHECK(act_of("rent_subsidy").act == Act::in_post);
  CHECK(act_of("fairs").act == Act::none);
}

TEST_CASE("displacement counts who is out of a post where subsidised workers gained") {
  Book base = by_hand({});
  Book policy = by_hand({{4, event(EventType::hired_remotely, 254, 0, Status::in_post, 1)}});
  Event other = event(EventType::hired, 0, 0, Status::in_post, 1);
  other.worker = 8;
  base.replicates[0].events = {{2, other}};
  base.run.policy_levers = {};
  base.run.axes[static_cast<int>(engine::Axis::policy)].names = {};

  const Displacement sum = displacement(pair_of(base, policy));

  CHECK(sum.gained == 8);      // worker 7 from the fifth month on
  CHECK(sum.subsidised == 8);  // reached
  CHECK(sum.lost == 10);       // worker 8 from the third month on
  CHECK(sum.displaced == 8);   // the months in which both happened in the market
  CHECK(sum.displaced_workers == 1);
}

TEST_CASE("winners gain income and transfers, and small cells are not shown") {
  const Book base = by_hand({});
  const Book policy = by_hand({{6, event(EventType::hired_remotely, 254, 0, Status::in_post, 1)}},
                              {{6, {7, 0, 120000}}});

  const auto cells_found = incidence(pair_of(base, policy));

  const auto find = [&](const std::string& by, const std::string& label) {
    for (const IncidenceCell& cell : cells_found) {
      if (cell.by == by && cell.label == label) return cell;
    }
    FAIL("no cell " << by << " " << label);
    return IncidenceCell{};
  };
  CHECK(find("all", "all").workers == 2);
  CHECK(find("all", "all").winners == 1);
  CHECK(find("all", "all").income == Approx((6000 - 1700) * 6.0 / 12 / 2));
  CHECK(find("all", "all").transfers == Approx(1200.0 / 12 / 2));
  CHECK(find("poverty", "poor").winners == 0);
  CHECK(find("poverty", "not_poor").winners == 1);
  CHECK(find("prefecture", "West").workers == 2);
  CHECK(find("income fifth", "3").workers == 2);  // equal incomes share the middle fifth
  CHECK(!may_be_shown(find("all", "all")));
}

TEST_CASE("income fifths are of equal size when incomes differ") {
  SmallRun run;
  const Book base = live(run);
  std::map<std::string, std::int64_t> workers;
  for (const IncidenceCell& cell : incidence(pair_of(base, base))) {
    if (cell.by == "income fifth") workers[cell.label] = cell.workers;
    CHECK(cell.winners == 0);
    CHECK(cell.losers == 0);
  }
  CHECK(workers.size() == 5);
}
