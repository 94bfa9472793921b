#include "engine/simulation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <span>

#include "base/error.hpp"
#include "engine/barrier.hpp"
#include "engine/headlines.hpp"
#include "engine/information.hpp"
#include "engine/observe_lives.hpp"
#include "engine/observe.hpp"
#include "engine/responses.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void clear_month(State& state) {
  state.pieces.resize(state.population.pieces().size());
  for (PieceOutput& piece : state.pieces) piece.clear();
  for (Tally& tally : state.by_thread) tally.clear();
  state.total.clear();
  state.events.clear();
}

void visit_workers(State& state, const MonthContext& context, base::ThreadPool& pool) {
  if (state.inputs.experiment.visit) return state.inputs.experiment.visit(state, context);
  const auto& pieces = state.population.pieces();
  std::vector<std::vector<std::uint32_t>> due(state.by_thread.size());
  pool.for_each(static_cast<int>(pieces.size()), [&](int piece, int thread) {
    const auto p = static_cast<std::size_t>(piece);
    const auto t = static_cast<std::size_t>(thread);
    Visitor(state, context, state.by_thread[t], state.pieces[p]).visit_piece(pieces[p], due[t]);
  });
}

/// Events of the steps come in order of workers; those of the barrier are merged behind them.
void gather_events(State& state) {
  const auto by_worker = [](const Event& a, const Event& b) { return a.worker < b.worker; };
  const std::size_t steps = state.population.pieces().size();
  std::ptrdiff_t middle = 0;
  for (std::size_t p = 0; p < state.pieces.size(); ++p) {
    if (p == steps) middle = static_cast<std::ptrdiff_t>(state.events.size());
    const auto& events = state.pieces[p].events;
    state.events.insert(state.events.end(), events.begin(), events.end());
  }
  std::stable_sort(state.events.begin() + middle, state.events.end(), by_worker);
  std::inplace_merge(state.events.begin(), state.events.begin() + middle, state.events.end(),
                     by_worker);
  for (Event& event : state.events) {
    const world::Worker& worker = state.population.workers()[event.worker];
    event.status = worker.status_bits;
    event.sector = sector_of(state, worker);
  }
}

/// Finding rate of the last three months; few seekers are pulled towards the rate before.
void update_finding(State& state, int tick) {
  constexpr double prior_seekers = 10;
  auto& latest = state.recent_finding[static_cast<std::size_t>(tick) % 3];
  for (std::size_t m = 0; m < base::market_count; ++m) {
    const double seekers = state.total.market_seeking[m] + state.hires[m];
    latest[m] =
        (state.hires[m] + prior_seekers * state.market.finding[m]) / (seekers + prior_seekers);
  }
  for (std::size_t m = 0; m < base::market_count; ++m) {
    double sum = 0;
    for (const auto& month : state.recent_finding) sum += month[m];
    state.market.finding[m] = sum / 3;
  }
}

void update_market(State& state) {
  std::array<std::int64_t, base::market_count> open{};
  for (std::size_t e = 0; e < state.employers.size(); ++e) {
    if (state.employers.market[e] == world::local_market) continue;
    open[state.employers.market[e]] += state.employers.vacancies(e);
  }
  for (std::size_t m = 0; m < base::market_count; ++m) {
    const double seekers = state.total.market_seeking[m] + state.external_seekers[m];
    state.tightness[m] = static_cast<double>(open[m]) / std::max(seekers, 1.0);
  }
}

void update_network(State& state) {
  const auto& begin = state.population.county_begin();
  const Tally& t = state.total;
  for (std::size_t o = 0; o + 1 < begin.size(); ++o) {
    const double size = std::max<double>(1, begin[o + 1] - begin[o]);
    for (std::size_t c = 0; c < base::city_count; ++c) {
      const std::size_t cell = o * base::city_count + c;
      std::int64_t workers = t.searching[cell] + t.at_home[cell];
      for (std::size_t s = 0; s < base::sector_count; ++s) {
        workers += t.in_post[cell * base::sector_count + s];
      }
      state.market.network[cell] = static_cast<double>(workers) / size;
    }
  }
}

/// What workers will see of the others next month.
void update_conditions(State& state, int tick) {
  if (state.inputs.experiment.isolated) return;
  update_finding(state, tick);
  if (!has_ample_posts(state.inputs)) update_market(state);
  update_network(state);
}

/// Books the running costs of policies, as far as their budgets go, and closes the month's books.
void book_spending(State& state, const MonthContext& context) {
  book_placements(state, context);
  const Ledger& ledger = state.total.ledger;
  const auto& policies = state.inputs.policies;
  for (const terms::Expense& expense : context.offers.expenses) {
    book_cost(state, expense.policy, expense.amount);
  }
  for (std::size_t p = 0; p < policies.size(); ++p) {
    const base::PolicyId id(static_cast<std::uint8_t>(p));
    state.spent_this_year[p] += ledger.spent(id, policies[p].scope.payer);
    state.seats_this_year[p] += ledger.persons_paid(id);
  }
  ledger.check();
}

/// Nobody appears or vanishes, and every filled post has its worker.
void check_conservation(const State& state) {
  constexpr auto local_job = static_cast<std::size_t>(world::Status::local_job);
  std::int64_t people = 0, filled = 0, filled_locally = 0, held = 0, in_post = 0;
  std::int64_t local_workers = 0;
  for (std::size_t i = 0; i < state.status_stock.size(); ++i) {
    base::ensure(state.status_stock[i] >= 0, "no stock is negative");
    people += state.status_stock[i];
    if (i % world::status_count == local_job) local_workers += state.status_stock[i];
  }
  base::ensure(people == state.population.size(), "every worker has exactly one status");
  for (std::size_t e = 0; e < state.employers.size(); ++e) {
    const std::int32_t used = state.employers.filled[e] + state.employers.held[e];
    base::ensure(used <= state.employers.posts[e], "no employer has more workers than posts");
    const bool local = state.employers.market[e] == world::local_market;
    (local ? filled_locally : filled) += state.employers.filled[e];
    held += state.employers.held[e];
  }
  for (const std::int32_t n : state.total.in_post) in_post += n;
  base::ensure(filled == in_post, "filled posts equal workers in post");
  base::ensure(filled_locally == local_workers, "filled local posts equal workers in them");
  base::ensure(held >= 0, "held posts are not negative");
}

/// Yearly budgets are whole again before anything of January is offered.
void renew_budgets(State& state, int tick) {
  if ((state.first + tick).month_of_year() != 1) return;
  for (auto* yearly : {&state.spent_this_year, &state.seats_this_year, &state.placed_this_year}) {
    std::fill(yearly->begin(), yearly->end(), 0);
  }
}

MonthContext step(State& state, int tick, base::ThreadPool& pool) {
  renew_budgets(state, tick);
  const MonthContext context = state.begin_month(tick);
  clear_month(state);
  visit_workers(state, context, pool);
  open_posts(state, context);
  meet(state, context, pool);
  for (const Tally& tally : state.by_thread) state.total.add(tally);
  for (std::size_t i = 0; i < state.status_stock.size(); ++i) {
    state.status_stock[i] += state.total.status_change[i];
  }
  update_conditions(state, tick);
  detect_leavers(state, context);
  respond(state, context);
  book_spending(state, context);
  check_conservation(state);
  return context;
}

/// Largest-remainder rounding moves a county's total by less than one agent per cell of a status.
constexpr std::int64_t cells_per_county = 5;

/// Compares the synthesised population with the county table and notes both (in persons).
void check_totals(const State& state, RunReport& report) {
  double labour = 0, poor = 0;
  for (const world::County& county : state.inputs.tables.counties) {
    labour += county.labour_force;
    poor += county.formerly_poor;
  }
  std::int64_t agents = 0, poor_agents = 0, in_zhejiang = 0;
  for (const world::Worker& worker :
       std::span(state.population.workers(), state.population.size())) {
    if (worker.status() == world::Status::not_yet) continue;
    ++agents;
    poor_agents += worker.poor;
    in_zhejiang += worker.place < base::city_count ? 1 : 0;
  }
  const std::int64_t w = scale_of(state.inputs.settings);
  const auto allowed = static_cast<double>(w * cells_per_county * state.counties());
  const auto compare = [&](const std::string& what, std::int64_t simulated, double table) {
    const auto persons = static_cast<std::int64_t>(table + 0.5);
    report.notes.push_back("population: " + what + " " + std::to_string(simulated * w) +
                           " persons, in the tables " + std::to_string(persons));
    if (std::fabs(static_cast<double>(simulated * w) - table) > allowed) {
      throw base::RunError("the population does not agree with the tables: " + report.notes.back());
    }
  };
  compare("labour force", agents, labour);
  compare("in Zhejiang", in_zhejiang, state.inputs.model.initial_zhejiang);
  compare("formerly poor", poor_agents, poor);
}

void check_burn_in(const State& state, double stock_before, RunReport& report) {
  double stock = 0;
  for (const std::int32_t n : state.total.by_group) stock += n;
  const double drift = stock / std::max(stock_before, 1.0) - 1;
  if (drift > 0.02 || drift < -0.02) {
    report.notes.push_back("the burn-in moved the stock in Zhejiang by " +
                           std::to_string(drift * 100).substr(0, 5) +
                           " %: the constants do not hold the initial stock (T1)");
  }
}

/// Where told and simulated months go: the headlines, and the recorder when there is one.
class Audience : public Recorder {
 public:
  Audience(Headlines& headlines, Recorder* recorder, const RunInputs& inputs, int replicate)
      : headlines_(headlines), recorder_(recorder), reach_(inputs, replicate) {}
  void begin(const RunDescription&) override {}
  void month(const MonthObservation& observation, std::span<const Event> events) override {
    headlines_.month(observation);
    if (recorder_ != nullptr) recorder_->month(observation, events);
  }
  void finish() override {}

  void sample(int replicate, std::span<const SampledWorker> workers) override {
    if (recorder_ == nullptr) return;
    std::vector<SampledWorker> judged(workers.begin(), workers.end());
    for (SampledWorker& worker : judged) worker.reach = reach_.reach_of(worker);
    recorder_->sample(replicate, judged);
  }
  void payments(int replicate, int step, std::span<const Payment> payments) override {
    if (recorder_ != nullptr) recorder_->payments(replicate, step, payments);
  }
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override {
    if (recorder_ != nullptr) recorder_->life_hashes(replicate, hashes);
  }

 private:
  Headlines& headlines_;
  Recorder* recorder_;
  ReachJudge reach_;
};

/// What the replicates of a run have in common.
struct Job {
  const RunInputs& inputs;
  Recorder* recorder;
  const OnProgress& on_progress;
  const Continuation& continuation;
  base::ThreadPool& pool;
  RunReport& report;
};

std::unique_ptr<State> make_state(const Job& job, int replicate, const Beginning& beginning) {
  const auto start = std::chrono::steady_clock::now();
  auto state = beginning.state ? restore(job.inputs, *beginning.state, job.pool)
                               : std::make_unique<State>(job.inputs, replicate, job.pool);
  job.report.synthesis_seconds += seconds_since(start);
  job.report.agents = state->population.size();
  if (replicate == 0 && !beginning.state) check_totals(*state, job.report);
  return state;
}

void keep(const Job& job, State& state, int replicate, base::Month next) {
  job.continuation.keep({label_of(state, replicate, next), columns_of(state)});
}

void count_work(const State& state, RunReport& report) {
  report.worker_steps += state.total.worker_steps;
  report.agent_months += state.population.size();
  report.capped_loops += state.total.capped_loops;
}

/// Tells a month to those who listen.
void record(const Job& job, State& state, const MonthContext& context, int replicate,
            Audience& audience) {
  if (job.recorder != nullptr) {
    gather_events(state);
    observe_payments(state, context, replicate, audience);
  }
  audience.month(observe(state, context, replicate), state.events);
}

/// Whether the run is to go on after a month.
bool goes_on(const Job& job, int replicate, int tick, base::Month first) {
  const RunSettings& settings = job.inputs.settings;
  return !job.on_progress || job.on_progress({replicate, static_cast<int>(settings.replicates),
                                              tick + 1, settings.end + 1 - first});
}

/// Simulates the months from `next` on and records those that were not told.
void simulate(const Job& job, int replicate, const Beginning& beginning, Audience& audience) {
  const auto state = make_state(job, replicate, beginning);
  const RunSettings& settings = job.inputs.settings;
  const base::Month begin = beginning.state ? beginning.state->label.month : state->first;
  const base::Month end = job.continuation.stop_before.value_or(settings.end + 1);
  const base::Month recorded = std::max(settings.start, beginning.recorded_from);
  const double initial_stock =
      state->market.mean_network * base::city_count * static_cast<double>(state->population.size());
  const auto& keeps = job.continuation.keeps;
  const bool is_new = !beginning.state;
  for (base::Month month = begin;; month = month + 1) {
    if (keeps && keeps(month) && (is_new || month > begin)) keep(job, *state, replicate, month);
    if (month >= end) {
      if (job.inputs.life_hash && end > settings.end) {
        audience.life_hashes(replicate, state->life_hash);
      }
      return;
    }
    const int tick = month - state->first;
    if (month == settings.start && month >= recorded && job.recorder != nullptr) {
      observe_sample(*state, replicate, audience);
    }
    const MonthContext context = step(*state, tick, job.pool);
    count_work(*state, job.report);
    if (month == settings.start && replicate == 0 && is_new) {
      check_burn_in(*state, initial_stock, job.report);
    }
    if (month >= recorded) record(job, *state, context, replicate, audience);
    if (!goes_on(job, replicate, tick, state->first)) {
      if (job.continuation.keep) keep(job, *state, replicate, month + 1);
      throw Interrupted{};
    }
  }
}

void run_replicate(const Job& job, int replicate) {
  const Beginning beginning =
      job.continuation.begin ? job.continuation.begin(replicate) : Beginning{};
  Headlines headlines(job.inputs);
  Audience audience(headlines, job.recorder, job.inputs, replicate);
  if (beginning.tell) beginning.tell(audience);
  if (beginning.recorded_from <= job.inputs.settings.end) {
    const auto loop = std::chrono::steady_clock::now();
    const double made = job.report.synthesis_seconds;
    simulate(job, replicate, beginning, audience);
    job.report.loop_seconds += seconds_since(loop) - (job.report.synthesis_seconds - made);
  }
  headlines.finish(job.report);
}

}  // namespace

RunReport run_one(const RunInputs& inputs, int replicate, Recorder* recorder,
                  const OnProgress& on_progress) {
  RunReport report;
  base::ThreadPool pool(static_cast<int>(inputs.settings.threads));
  const Continuation plain;
  run_replicate({inputs, recorder, on_progress, plain, pool, report}, replicate);
  return report;
}

RunReport run(const RunInputs& inputs, Recorder* recorder, const OnProgress& on_progress,
              const Continuation& continuation) {
  RunReport report;
  base::ThreadPool pool(static_cast<int>(inputs.settings.threads));
  const Job job = {inputs, recorder, on_progress, continuation, pool, report};
  for (int r = 0; r < static_cast<int>(inputs.settings.replicates); ++r) run_replicate(job, r);
  if (report.capped_loops > 0) {
    report.notes.push_back(std::to_string(report.capped_loops) + " of " +
                           std::to_string(report.worker_steps) +
                           " worker-months looked at had more events than are simulated; the "
                           "later ones are left out");
  }
  return report;
}

}  // namespace chuanzhe::engine
