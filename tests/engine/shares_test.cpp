// Shares that the engine's own draws must keep, to 4 standard deviations.
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "ended.hpp"
#include "engine/events.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// Workers who stayed over the festival, agents.
double stayed(const SmallRun& run, const engine::MonthObservation& month) {
  const auto outcomes = cells(month, "festival");
  double agents = 0;
  for (std::size_t i = 1; i < outcomes.size(); i += engine::outcome_count) {
    agents += static_cast<double>(outcomes[i]);
  }
  return agents / static_cast<double>(run.settings.persons_per_agent);
}

/// Events of a kind in a month, agents.
double happened(const SmallRun& run, const engine::MonthObservation& month,
                engine::EventType type) {
  const auto causes = cells(month, "flow_cause");
  double agents = 0;
  for (std::size_t i = static_cast<std::size_t>(type); i < causes.size();
       i += engine::event_type_count) {
    agents += static_cast<double>(causes[i]);
  }
  return agents / static_cast<double>(run.settings.persons_per_agent);
}

}  // namespace

TEST_CASE("seekers choose employers by posts x exp(pay above the mean / sigma_e)") {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.end = run.settings.start;
  run.settings.persons_per_agent = 1;
  run.model.ample_posts = 1;  // nobody is turned away
  run.model.initial_searching = 0.5;
  run.model.initial_zhejiang = 200000;
  run.model.wage_choice_scale = 1000;
  const Ended ended(run);
  const world::Employers& employers = ended.state->employers;
  std::vector<double> hires(employers.size()), by_market(base::market_count);
  for (const world::Worker& worker : ended.workers()) {
    const bool is_new =
        worker.status() == world::Status::in_post && worker.job_start == run.settings.start.index;
    if (!is_new) continue;
    ++hires[worker.employer];
    ++by_market[employers.market[worker.employer]];
  }

  // By class of pay and size: hires, those expected and their variance.
  std::map<std::pair<bool, bool>, std::array<double, 3>> classes;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    std::map<std::pair<bool, bool>, std::array<double, 2>> market;  // weight and hires
    double weights = 0;
    for (std::size_t e = employers.market_begin[m]; e < employers.market_begin[m + 1]; ++e) {
      const double above = run.tables.sectors[0].wage * (employers.relative_pay[e] - 1);
      const double weight = employers.posts[e] * std::exp(above / 1000);
      auto& cell = market[{above > 0, ended.state->measured_posts[e] > 40}];
      cell[0] += weight;
      cell[1] += hires[e];
      weights += weight;
    }
    for (const auto& [kind, cell] : market) {
      const double share = cell[0] / weights;
      classes[kind][0] += cell[1];
      classes[kind][1] += by_market[m] * share;
      classes[kind][2] += by_market[m] * share * (1 - share);
    }
  }
  REQUIRE(classes.size() == 4);
  for (const auto& [kind, found] : classes) {
    CAPTURE(kind.first, kind.second);
    CHECK(found[1] > 500);
    CHECK(found[0] == Approx(found[1]).margin(4 * std::sqrt(found[2])));
  }
}

TEST_CASE("who stayed over the festival visits home at 0.10 a month for three months") {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.end = base::Month(2019, 6);
  run.settings.persons_per_agent = 5;
  run.model.initial_zhejiang = 200000;
  run.model.initial_searching = 0;
  run.model.quit_early = run.model.quit_late = run.model.layoff = 0;
  run.model.defer_share = 1e-12;  // everybody comes back to the post
  const Tape tape = record(run);

  double left = stayed(run, tape.months[0]);  // January: the decision
  REQUIRE(left > 5000);
  for (const std::size_t month : {1U, 2U, 3U}) {
    const double share = 1 - std::exp(-0.10);
    const double visits = happened(run, tape.months[month], engine::EventType::visited);
    CHECK(visits == Approx(left * share).margin(4 * std::sqrt(left * share * (1 - share))));
    left -= visits;  // once each
  }
  for (const std::size_t month : {0U, 4U, 5U}) {
    CHECK(happened(run, tape.months[month], engine::EventType::visited) == 0);
  }
}
