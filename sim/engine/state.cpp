#include "engine/state.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "behaviour/festival.hpp"

namespace chuanzhe::engine {
namespace {

int run_ticks(const RunSettings& run) {
  return static_cast<int>(run.burn_in) + (run.end - run.start) + 1;
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

world::Population make_population(const State& state, world::Employers& employers,
                                  base::ThreadPool& pool) {
  return world::synthesise_population({state.inputs.tables, levels_of(state.inputs), state.first,
                                       state.ticks, scale_of(state.inputs.settings), state.draws},
                                      employers, pool);
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
  const auto& employers = state.employers;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    std::vector<double> measure;
    double open = 0;
    const double wage = state.inputs.tables.sectors[m % base::sector_count].wage;
    for (std::size_t e = employers.market_begin[m]; e < employers.market_begin[m + 1]; ++e) {
      const double premium = wage * (employers.relative_pay[e] - 1);
      measure.push_back(employers.posts[e] *
                        base::exp(premium / state.inputs.model.wage_choice_scale));
      state.market.posts[m] += employers.posts[e];
      open += employers.vacancies(e);
    }
    if (state.market.posts[m] <= 0) measure.assign(std::max<std::size_t>(measure.size(), 1), 1.0);
    state.employer_measure.emplace_back(measure);
    state.external_seekers[m] = state.inputs.model.external_seekers * open;
    state.tightness[m] = 1.5;
    state.market.finding[m] = 0.5;
    for (auto& month : state.recent_finding) month[m] = 0.5;
  }
}

/// First counts: statuses, network, and every worker's next event.
void start_workers(State& state, base::ThreadPool& pool) {
  const auto n = static_cast<std::size_t>(state.counties());
  state.status_stock.assign(n * world::status_count, 0);
  state.market.network.assign(n * base::city_count, 0);
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

  pool.for_each(static_cast<int>(state.population.pieces().size()), [&](int p, int) {
    const world::Piece& piece = state.population.pieces()[static_cast<std::size_t>(p)];
    for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
      world::Worker& worker = state.population.workers()[id];
      worker.retire_tick = behaviour::retirement_tick(id, worker.female, worker.birth, state.first,
                                                      state.ticks, state.draws);
      std::uint8_t& due = state.population.due()[id];
      if (worker.place < base::city_count) {
        due = due_every_month;
      } else if (worker.status() == world::Status::not_yet) {
        const int tick = worker.birth + 16 * 12 - state.first.index;
        due = static_cast<std::uint8_t>(std::min(tick, int{world::never}));
      } else {
        due = due_tick(state.clock.candidates(id, worker.birth).next(-1e-9), worker);
      }
    }
  });
}

ChoiceFactors choice_factors(const behaviour::Parameters& model,
                             const std::array<double, base::sector_count>& return_pull) {
  ChoiceFactors factors;
  factors.home = base::exp(model.inertia_home);
  factors.local = base::exp(model.inertia_local);
  factors.elsewhere = base::exp(model.inertia_elsewhere);
  factors.same_after_quit = base::exp(model.same_market_pull);
  factors.same_after_layoff = base::exp(model.same_market_pull - 0.5);
  factors.other_post = base::exp(model.other_post_pull);
  for (std::size_t s = 0; s < return_pull.size(); ++s) {
    factors.held_post[s] = base::exp(return_pull[s]);
  }
  return factors;
}

}  // namespace

State::State(const RunInputs& in, int replicate, base::ThreadPool& pool)
    : inputs(in),
      draws(base::make_key(static_cast<std::uint64_t>(in.settings.seed),
                           static_cast<std::uint32_t>(replicate))),
      calendar(in.tables.festivals),
      first(in.settings.start - static_cast<int>(in.settings.burn_in)),
      ticks(run_ticks(in.settings)),
      clock(in.model, calendar, first, ticks, draws),
      values(in.model, in.tables),
      employers(make_employers(in, draws)),
      population(make_population(*this, employers, pool)),
      festival_means(engine::festival_means(in, values)),
      spent_this_year(in.policies.size()),
      schools(in.policies.size()),
      hires(base::market_count),
      pieces(population.pieces().size()),
      total(counties(), static_cast<int>(in.policies.size())) {
  base::expect(ticks <= longest_run, "a run with its burn-in has at most 250 months");
  for (int t = 0; t < pool.threads(); ++t) {
    by_thread.emplace_back(counties(), static_cast<int>(in.policies.size()));
  }
  for (const double pay : employers.relative_pay) {
    pay_factor.push_back(base::exp(-in.model.quit_pay_elasticity * base::log(pay)));
  }
  start_market(*this);
  start_workers(*this, pool);
}

int scale_of(const RunSettings& settings) { return static_cast<int>(settings.persons_per_agent); }

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

void settle(const Claim& claim, const RunInputs& inputs, const world::Worker& worker,
            base::Month now, Ledger& ledger) {
  const auto group = static_cast<std::uint8_t>(worker.group(now));
  const bool to_worker = claim.receiver == receiver_own_group;
  ledger.post(claim.policy, inputs.policies[claim.policy.value].scope.payer,
              to_worker ? group : claim.receiver, base::Fen{claim.fen});
  if (to_worker) ledger.count(claim.policy, group, scale_of(inputs.settings));
}

MonthContext State::begin_month(int tick) const {
  MonthContext context;
  context.month = first + tick;
  context.tick = tick;
  context.weights = values.month(context.month, market);
  context.factors = choice_factors(inputs.model, values.return_pull(context.weights));
  FestivalMonth& festival = context.festival;
  festival.decision = calendar.is_decision_month(context.month);
  festival.back = calendar.is_return_month(context.month);
  const int since = calendar.months_since_decision(context.month);
  festival.after = since >= 1 && since <= 3;
  festival.day = calendar.festival(context.month.year()).value();
  const auto shock = inputs.model.restriction.find(context.month.year());
  festival.restriction = shock == inputs.model.restriction.end() ? 0 : shock->second;

  context.policies_active = context.month >= inputs.settings.start;
  if (!context.policies_active) return context;
  for (std::size_t p = 0; p < inputs.policies.size(); ++p) {
    const policy::Policy& policy = inputs.policies[p];
    const base::PolicyId id(static_cast<std::uint8_t>(p));
    if (!policy.scope.active(context.month) || budget_left(*this, id) == 0) continue;
    const terms::Reach reach = {id,
                                policy::lever_key(*policy.lever),
                                policy.scope.from,
                                policy.scope.cities,
                                policy.scope.counties,
                                policy.scope.sectors,
                                policy.scope.groups,
                                policy.scope.take_up};
    policy.lever->offer(reach, context.offers);
  }
  return context;
}

}  // namespace chuanzhe::engine
