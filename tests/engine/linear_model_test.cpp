// The month loop itself against exact laws, in worlds whose hazards are constant.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>

#include <catch2/catch.hpp>

#include "behaviour/clock.hpp"
#include "engine/events.hpp"
#include "tape.hpp"
#include "world/calendar.hpp"
#include "world/groups.hpp"
#include "world/worker.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// From after one festival to before the next.
void set_months(SmallRun& run) {
  run.settings.start = base::Month(2019, 3);
  run.settings.end = base::Month(2019, 12);
  run.settings.burn_in = 0;
  run.model.quit_early = run.model.quit_late = run.model.deferred_visit = 0;
}

constexpr std::size_t states = 5;
using Shares = std::array<double, states>;
using Generator = std::array<Shares, states>;  // [from][to] hazard, 1/month

constexpr std::array<world::Status, states> statuses = {
    world::Status::home, world::Status::local_job, world::Status::elsewhere,
    world::Status::searching, world::Status::in_post};

/// `shares` a month later: shares x exp(Q), by the power series.
Shares month_later(const Shares& shares, const Generator& rates) {
  Shares term = shares, sum = shares;
  for (int k = 1; k < 40; ++k) {
    Shares next{};
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = 0; j < states; ++j) {
        next[j] += term[i] * rates[i][j] / k;
        next[i] -= term[i] * rates[i][j] / k;
      }
    }
    term = next;
    for (std::size_t i = 0; i < states; ++i) sum[i] += term[i];
  }
  return sum;
}

/// A world of constant hazards: nobody is hired, who loses a post searches on in its market, who
/// gives up goes home or elsewhere, which are worth the same to everybody.
SmallRun linear_world() {
  SmallRun run;
  set_months(run);
  run.settings.persons_per_agent = 5;
  for (world::County& county : run.tables.counties) {
    county.transferred = county.labour_force * 7 / 10;
  }
  behaviour::Parameters& model = run.model;
  model.initial_zhejiang = 200000;
  model.initial_local = 150000;
  model.return_to_schooling = model.return_to_skill = 0;
  model.psi_zhejiang_poor = model.child_behind = model.eta = 0;
  model.psi_zhejiang = -30 * model.sigma;  // never chosen,
  model.same_market_pull = 60;             // but by who was there
  model.psi_local = -1000 * model.sigma;
  model.psi_elsewhere = 1700 - (model.wage_elsewhere - model.living_elsewhere);  // as at home
  model.contact_rate = 0;
  model.layoff = 0.06;
  model.give_up = 0.5;
  model.reconsider = 0.15;
  return run;
}

/// Hazards of that world for one age, in one month.
Generator hazards(const behaviour::Parameters& model, double reconsider) {
  const double from_home = 1 / (1 + std::exp(model.inertia_home));
  const double from_elsewhere = 1 / (1 + std::exp(model.inertia_elsewhere));
  Generator rates{};
  rates[0][2] = reconsider * from_home;
  rates[1][0] = model.layoff + reconsider / 2;
  rates[1][2] = reconsider / 2;
  rates[2][0] = reconsider * from_elsewhere;
  rates[3][0] = rates[3][2] = model.give_up / 2;
  rates[4][3] = model.layoff;
  return rates;
}

/// Workers at the begin of every month, and behind the last.
std::vector<std::vector<world::Worker>> workers_by_month(SmallRun& run) {
  std::vector<std::vector<world::Worker>> months;
  engine::Continuation keep;
  keep.keeps = [](base::Month) { return true; };
  keep.keep = [&](const engine::StateView& view) {
    const auto& bytes = view.columns.front().bytes;
    months.emplace_back(bytes.size() / sizeof(world::Worker));
    std::memcpy(months.back().data(), bytes.data(), bytes.size());
  };
  engine::run(run.inputs(), nullptr, {}, keep);
  return months;
}

}  // namespace

TEST_CASE("posts refilled at the end of the month see 29.5545 separations a thousand (V10)") {
  SmallRun run;
  set_months(run);
  run.settings.persons_per_agent = 1;
  run.model.initial_zhejiang = 500000;
  run.model.initial_local = 100000;
  run.model.reconsider = 0;
  run.model.layoff = 0.03;
  run.model.same_market_pull = 60;  // who loses a post searches on in its market,
  run.model.ample_posts = 1;        // which always has one
  run.model.contact_rate = 1e6;
  const Tape tape = record(run);

  double separations = 0, exposed = 0;
  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    const auto causes = cells(tape.months[m], "flow_cause");
    for (std::size_t i = 0; i < causes.size(); i += engine::event_type_count) {
      separations +=
          static_cast<double>(causes[i + static_cast<std::size_t>(engine::EventType::laid_off)]);
      exposed -=
          static_cast<double>(causes[i + static_cast<std::size_t>(engine::EventType::retired)]);
    }
    exposed += total(tape.months[m - 1], "in_post");
  }

  CHECK(exposed > 4e6);
  const double p = 0.0295545;  // of 30 hazards, those of who is hired only at the month's end less
  CHECK(separations / exposed == Approx(p).margin(4 * std::sqrt(p * (1 - p) / exposed)));
}

TEST_CASE("the five states of a linear world follow the matrix exponential in every month (V23)") {
  SmallRun run = linear_world();
  const auto months = workers_by_month(run);
  REQUIRE(months.size() == 11);
  const base::Month first = run.settings.start;
  const base::Draws draws(base::make_key(1, 0));
  const behaviour::Clock clock(run.model, world::Calendar(run.tables.festivals), first, 10, draws);
  constexpr std::array age_factor = {1.3, 1.0, 0.5, 0.15};

  // Expectation and variance of every state, from each worker's own first state and age.
  std::map<std::pair<int, std::size_t>, std::pair<double, Shares>> cohorts;  // workers, shares
  std::vector<std::uint32_t> followed;
  for (std::uint32_t id = 0; id < months[0].size(); ++id) {
    const world::Worker& worker = months[0][id];
    const auto found = std::find(statuses.begin(), statuses.end(), worker.status());
    if (found == statuses.end() || worker.age_years(first) >= 48) continue;  // none retires
    followed.push_back(id);
    const auto state = static_cast<std::size_t>(found - statuses.begin());
    auto& [workers, shares] = cohorts[{worker.birth, state}];
    ++workers;
    shares = {};
    shares[state] = 1;
  }
  REQUIRE(followed.size() > 100000);

  for (std::size_t t = 1; t < months.size(); ++t) {
    Shares expected{}, variance{}, count{};
    for (auto& [cohort, workers] : cohorts) {
      const int age = (first + static_cast<int>(t) - 1).index - cohort.first;  // months
      const double reconsider = run.model.reconsider * clock.season(static_cast<int>(t) - 1) *
                                age_factor[static_cast<std::size_t>(world::age_band_at(age))];
      workers.second = month_later(workers.second, hazards(run.model, reconsider));
      for (std::size_t s = 0; s < states; ++s) {
        expected[s] += workers.first * workers.second[s];
        variance[s] += workers.first * workers.second[s] * (1 - workers.second[s]);
      }
    }
    for (const std::uint32_t id : followed) {
      const auto found = std::find(statuses.begin(), statuses.end(), months[t][id].status());
      REQUIRE(found != statuses.end());
      ++count[static_cast<std::size_t>(found - statuses.begin())];
    }
    for (std::size_t s = 0; s < states; ++s) {
      INFO("month " << t << ", state " << s);
      CHECK(count[s] == Approx(expected[s]).margin(4 * std::sqrt(variance[s])));
    }
  }
}
