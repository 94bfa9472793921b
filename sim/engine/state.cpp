#include "engine/state.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "behaviour/festival.hpp"
#include "engine/information.hpp"
#include "engine/market_posts.hpp"
#include "engine/observe_lives.hpp"
#include "engine/registration.hpp"
#include "engine/sellers.hpp"
#include "engine/tracing.hpp"

namespace chuanzhe::engine {
namespace {

int planned_ticks(const RunSettings& run) {
  return static_cast<int>(run.burn_in + run.spare_months) + (run.end - run.start) + 1;
}

world::InitialLevels levels_of(const RunInputs& inputs) {
  world::InitialLevels levels;
  levels.zhejiang = inputs.model.initial_zhejiang;
  levels.local = inputs.model.initial_local;
  levels.searching_share = inputs.model.initial_searching;
  levels.entrants_per_year = inputs.model.entrants_per_year;
  levels.insured_share = inputs.model.insured_share;
  levels.observed_share = inputs.trajectory_share;
  return levels;
}

world::Employers make_employers(const RunInputs& inputs, const base::Draws& draws) {
  const world::InitialLevels levels = levels_of(inputs);
  double transferred = 0;
  for (const world::County& county : inputs.tables.counties) transferred += county.transferred;
  world::PostTotals totals;
  totals.zhejiang = levels.zhejiang * inputs.model.vacancy_margin;
  for (const world::County& county : inputs.tables.counties) {
    // Two posts more than workers at any scale, so that rounding never leaves one without a post.
    totals.local.push_back(county.transferred * levels.local / transferred *
                               inputs.model.local_margin +
                           2.0 * scale_of(inputs.settings));
  }
  return world::synthesise_employers(inputs.tables, totals, scale_of(inputs.settings), draws);
}

world::Population make_population(const State& state, Workers workers, world::Employers& employers,
                                  base::ThreadPool& pool) {
  const world::SynthesisInputs inputs = {
      state.inputs.tables, levels_of(state.inputs),         state.first,
      state.ticks,         scale_of(state.inputs.settings), state.draws};
  if (workers == Workers::to_be_restored) return world::empty_population(inputs);
  return world::synthesise_population(inputs, employers, pool);
}

FestivalMeans festival_means(const RunInputs& inputs, const behaviour::Values& values) {
  FestivalMeans means;
  double weight = 0;
  for (std::size_t o = 0; o < inputs.tables.counties.size(); ++o) {
    const base::CountyId county(static_cast<std::uint8_t>(o));
    const auto shares = world::initial_market_shares(inputs.tables, county);
    for (std::size_t m = 0; m < shares.size(); ++m) {
      const double workers = shares[m] * inputs.tables.counties[o].transferred;
      const int city = static_cast<int>(m / base::sector_count);
      means.return_fare +=
          workers * 2 * (values.travel_cost(static_cast<int>(o), city) - inputs.model.moving_cost);
      means.overtime += workers * behaviour::festival_overtime(
                                      inputs.tables.sectors[m % base::sector_count].wage);
      weight += workers;
    }
  }
  means.return_fare /= weight;
  means.overtime /= weight;
  return means;
}

void start_market(State& state) {
  state.market.pay.fill(1);
  state.market.home_pay.assign(static_cast<std::size_t>(state.counties()), 1);
  state.year_so_far.away_before.assign(static_cast<std::size_t>(state.counties()), 0);
  const auto& employers = state.employers;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    std::vector<double> measure;
    double open = 0;
    for (std::size_t e = employers.market_begin[m]; e < employers.market_begin[m + 1]; ++e) {
      measure.push_back(employers.posts[e] * state.pay_pull[e]);
      state.size_share[m][static_cast<std::size_t>(employers.size_class[e])] += employers.posts[e];
      state.market.posts[m] += employers.posts[e];
      open += employers.vacancies(e);
    }
    for (double& share : state.size_share[m]) share /= std::max(state.market.posts[m], 1.0);
    if (state.market.posts[m] <= 0) measure.assign(std::max<std::size_t>(measure.size(), 1), 1.0);
    state.employer_measure.emplace_back(measure);
    state.external_seekers[m] = state.inputs.model.external_seekers * open;
    state.tightness[m] = 1.5;
    state.market.finding[m] = 0.5;
    for (auto& month : state.recent_finding) month[m] = 0.5;
  }
  state.measured_posts.assign(
      employers.posts.begin(),
      employers.posts.begin() + static_cast<std::ptrdiff_t>(employers.local_begin));
  constexpr std::int32_t ample = 1000;  // times the posts: more than all workers could fill
  if (!has_ample_posts(state.inputs)) return;
  const bool also_local = state.inputs.experiment.isolated;
  const std::size_t end = also_local ? employers.size() : employers.local_begin;
  for (std::size_t e = 0; e < end; ++e) state.employers.posts[e] *= ample;
}

/// Pay over the market's mean, with the floor that a policy sets.
double relative_pay(const State& state, std::size_t employer) {
  const MarketEmployer* post = state.policy_posts.market_employer(employer);
  if (post == nullptr) return state.employers.relative_pay[employer];
  const auto sector = base::sector_of(post->market).value;
  return std::max(1.0, post->wage_floor / state.inputs.tables.sectors[sector].wage);
}

/// First counts: statuses and network.
void count_workers(State& state) {
  const auto n = static_cast<std::size_t>(state.counties());
  const auto& begin = state.population.county_begin();
  double in_zhejiang = 0, labour = 0;
  for (std::size_t o = 0; o < n; ++o) {
    std::array<std::int64_t, base::city_count> by_city{};
    for (std::uint32_t id = begin[o]; id < begin[o + 1]; ++id) {
      const world::Worker& worker = state.population.workers()[id];
      ++state.status_stock[o * world::status_count + worker.status_bits];
      if (worker.place < base::city_count) ++by_city[worker.place];
    }
    const double size = std::max<double>(1, begin[o + 1] - begin[o]);
    for (std::size_t c = 0; c < by_city.size(); ++c) {
      state.market.network[o * base::city_count + c] = static_cast<double>(by_city[c]) / size;
      in_zhejiang += static_cast<double>(by_city[c]);
    }
    labour += size;
  }
  state.market.mean_network = in_zhejiang / labour / base::city_count;
}

/// The tick of a worker's first event.
std::uint8_t first_due(const State& state, std::uint32_t id, const world::Worker& worker) {
  if (worker.place < base::city_count) return due_every_month;
  if (worker.status() == world::Status::not_yet) {
    const int tick = worker.birth + 16 * 12 - state.first.index;
    return static_cast<std::uint8_t>(std::min(tick, int{world::never}));
  }
  return due_tick(state.clock.candidates(id, worker.birth).next(-1e-9), worker);
}

/// When every worker retires and is first looked at.
void start_workers(State& state, base::ThreadPool& pool) {
  pool.for_each(static_cast<int>(state.population.pieces().size()), [&](int p, int) {
    const world::Piece& piece = state.population.pieces()[static_cast<std::size_t>(p)];
    for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
      world::Worker& worker = state.population.workers()[id];
      worker.retire_tick = behaviour::retirement_tick(id, worker.female, worker.birth, state.first,
                                                      state.ticks, state.draws);
      if (state.inputs.tracer != nullptr && state.inputs.tracer->worker == id) {
        worker.set(world::flag::observed, true);
      }
      if (state.inputs.experiment.banned == id) {
        worker.retire_tick = static_cast<std::uint8_t>(state.inputs.settings.burn_in);
      }
      state.population.due()[id] = first_due(state, id, worker);
    }
  });
}

/// What pay does to leaving and to the pull of every employer.
void weigh_pay(State& state) {
  for (std::size_t e = 0; e < state.employers.size(); ++e) {
    const double pay = relative_pay(state, e);
    state.pay_factor.push_back(base::exp(-state.inputs.model.quit_pay_elasticity * base::log(pay)));
    state.pay_pull.push_back(pull_of_pay(state, e));
  }
}

}  // namespace

State::State(const RunInputs& in, int replicate, base::ThreadPool& pool, Workers workers)
    : inputs(in),
      draws(draws_of(in, replicate)),
      calendar(in.tables.festivals),
      first(in.settings.start - static_cast<int>(in.settings.burn_in)),
      ticks(planned_ticks(in.settings)),
      clock(in.model, calendar, first, ticks, draws),
      values(in.model, in.tables),
      employers(make_employers(in, draws)),
      population(make_population(*this, workers, employers, pool)),
      policy_posts(plan_posts(in, employers)),
      festival_means(engine::festival_means(in, values)),
      status_stock(in.tables.counties.size() * world::status_count),
      seats_this_year(in.policies.size()),
      placed_this_year(in.tables.counties.size() * base::city_count),
      undetected(in.tables.counties.size() * base::market_count),
      detected(undetected.size()),
      waited(undetected.size()),
      detected_waited(undetected.size()),
      spent_this_year(in.policies.size()),
      schools(in.policies.size()),
      schooling(in.policies.size()),
      seller_gain(seller_gains(in)),
      hires(base::market_count),
      pieces(population.pieces().size()),
      total(counties(), static_cast<int>(in.policies.size())) {
  base::expect(ticks <= longest_run, "a run with its burn-in has at most 250 months");
  for (int t = 0; t < pool.threads(); ++t) {
    by_thread.emplace_back(counties(), static_cast<int>(in.policies.size()));
  }
  weigh_pay(*this);
  selective = draw_selective(in, employers, draws);
  market.network.assign(in.tables.counties.size() * base::city_count, 0);
  year_so_far.away_before.assign(in.tables.counties.size(), 0);
  start_market(*this);
  largest_coverage = largest_coverage_of(in);
  if (workers == Workers::synthesised) {
    count_workers(*this);
    start_workers(*this, pool);
    mark_registered(*this, pool);
    life_hash = start_life_hashes(in, population);
  } else if (in.life_hash) {
    life_hash.assign(population.size(), 0);
  }
}

bool has_ample_posts(const RunInputs& inputs) {
  return inputs.experiment.isolated || inputs.model.ample_posts != 0;
}

int scale_of(const RunSettings& settings) { return static_cast<int>(settings.persons_per_agent); }

base::Draws draws_of(const RunInputs& inputs, int replicate) {
  const auto number = static_cast<std::uint32_t>(inputs.settings.first_replicate + replicate);
  return base::Draws(base::make_key(static_cast<std::uint64_t>(inputs.settings.seed), number));
}

terms::Reach reach_of(const RunInputs& inputs, std::size_t p) {
  const policy::Policy& policy = inputs.policies[p];
  const policy::Scope& scope = policy.scope;
  return {base::PolicyId(static_cast<std::uint8_t>(p)),
          policy::lever_key(*policy.lever),
          scope.from,
          scope.cities,
          scope.counties,
          scope.sectors,
          scope.groups,
          scope.take_up,
          scope.sizes,
          scope.months};
}

std::uint8_t due_tick(std::optional<double> next, const world::Worker& worker) {
  const int tick = next ? static_cast<int>(*next) : world::never;
  return static_cast<std::uint8_t>(std::min<int>(tick, worker.retire_tick));
}

std::uint8_t due_at(int tick, const world::Worker& worker) {
  const int within = tick < longest_run ? tick : world::never;
  return static_cast<std::uint8_t>(std::min<int>(within, worker.retire_tick));
}

std::optional<std::int64_t> budget_left(const State& state, base::PolicyId policy) {
  const auto& cap = state.inputs.policies[policy.value].scope.budget_cap;
  if (!cap) return {};
  return std::max<std::int64_t>(0, cap->value - state.spent_this_year[policy.value]);
}

bool is_rationed(const State& state, const terms::Offers& offers, base::PolicyId policy) {
  return payable_now(state, offers, policy) != std::numeric_limits<std::int64_t>::max();
}

std::int64_t payable_now(const State& state, const terms::Offers& offers, base::PolicyId policy) {
  std::int64_t most = budget_left(state, policy).value_or(std::numeric_limits<std::int64_t>::max());
  for (const terms::Charter& charter : offers.charters) {
    if (charter.reach.policy != policy) continue;
    const std::int64_t seats = charter.seats - state.seats_this_year[policy.value];
    most = std::min(most, std::max<std::int64_t>(0, seats) * charter.share_of_seat.value);
  }
  return most;
}

void book_cost(State& state, base::PolicyId policy, base::Fen amount) {
  Ledger& ledger = state.total.ledger;
  const policy::Payer payer = state.inputs.policies[policy.value].scope.payer;
  if (const auto left = budget_left(state, policy)) {
    const std::int64_t open = std::max<std::int64_t>(0, *left - ledger.spent(policy, payer));
    amount = std::min(amount, base::Fen{open});
  }
  ledger.post(policy, payer, receiver_operators, amount);
}

void settle(const Claim& claim, const RunInputs& inputs, const world::Worker& worker,
            base::Month now, Ledger& ledger) {
  const auto group = static_cast<std::uint8_t>(worker.group(now));
  const bool to_worker = claim.receiver == receiver_own_group;
  ledger.post(claim.policy, inputs.policies[claim.policy.value].scope.payer,
              to_worker ? group : claim.receiver, base::Fen{claim.fen});
  if (!to_worker) return;
  ledger.count(claim.policy, group, scale_of(inputs.settings));
  if (worker.has(world::flag::observed)) {
    ledger.record({claim.worker, claim.policy.value, claim.fen});
  }
}

}  // namespace chuanzhe::engine
