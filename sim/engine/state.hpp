// One replicate of the world while it runs, and what every worker's step may read of the month.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "behaviour/clock.hpp"
#include "behaviour/parameters.hpp"
#include "behaviour/values.hpp"
#include "engine/observation.hpp"
#include "engine/posts.hpp"
#include "engine/simulation.hpp"
#include "engine/tally.hpp"
#include "world/calendar.hpp"
#include "world/population.hpp"

namespace chuanzhe::engine {

inline constexpr std::uint8_t due_every_month = 254;  ///< in Zhejiang: visited every month
inline constexpr int longest_run = 250;               ///< ticks that fit in a due byte

/// A worker looking for a post this month.
struct Seeker {
  std::uint32_t worker;
  float exposure;  ///< part of the month spent looking (0, 1]
  std::uint8_t market;
  bool trade_fits = false;  ///< has learnt a trade that is of use there
  bool placed = false;      ///< a school applies for its graduate: contact certain, served first
};
struct LocalApplication {
  std::uint32_t worker;
};
/// A payment asked for.
struct Claim {
  std::uint32_t worker;
  base::PolicyId policy;
  std::uint8_t receiver;  ///< of the ledger; receiver_own_group = the worker's group
  std::int64_t fen;       ///< for all persons the agent stands for
};

/// What the step of one piece of workers leaves for the barrier, in order of workers.
struct PieceOutput {
  std::vector<Seeker> seekers;
  std::vector<LocalApplication> local;
  std::vector<Claim> claims;
  std::vector<Event> events;
  void clear() {
    seekers.clear();
    local.clear();
    claims.clear();
    events.clear();
  }
};

/// The festival of this month, if it is a decision or return month.
struct FestivalMonth {
  bool decision = false, back = false, after = false;  ///< after: the three months after m_d
  bool month_after = false;                            ///< after the return month
  base::Date day;
  double restriction = 0;  ///< R_y [CNY]
};

/// Means over workers that festival terms are measured against [CNY].
struct FestivalMeans {
  double return_fare = 0, overtime = 0;
};

/// Bonuses in sigma units as factors on choice weights: exp(bonus).
struct ChoiceFactors {
  std::array<double, 3> outside = {1, 1, 1};           ///< inertia of home, local post, elsewhere
  double same_after_quit = 1, same_after_layoff = 1;   ///< z_same
  double other_post = 1;                               ///< z_oth
  std::array<double, base::sector_count> held_post{};  ///< z_ret by sector
};

/// Read-only facts of the month, the same for every thread.
struct MonthContext {
  base::Month month;
  int tick = 0;
  bool policies_active = false;
  FestivalMonth festival;
  behaviour::MonthWeights weights;
  ChoiceFactors factors;
  terms::Offers offers;
  std::vector<double> remote;  ///< [county x city] P(search from home); empty = the base value
  std::vector<std::uint8_t> rationed;  ///< [policy] 1 when claims wait for the barrier
  std::vector<double> seat_share;      ///< [charter of the offers] P(a seat for who wants one)
  /// What the month's offers are worth at most [CNY/month of 2021]: along offers.monthly, .travel.
  std::vector<double> cash_worth, grant_worth;
};

/// What the yearly responses remember (docs/model.md, Optional parts).
struct YearSoFar {
  int months = 0;
  std::array<double, base::market_count> log_tightness{};         ///< summed over the months
  std::array<double, base::market_count> log_tightness_before{};  ///< mean of the year before
  std::vector<double> away_before;  ///< [county] share of the labour force, a December before
  bool before_known = false;
};

/// Posts of Zhejiang never run out: every contact of a seeker is hired.
bool has_ample_posts(const RunInputs& inputs);

/// Persons that one agent stands for.
int scale_of(const RunSettings& settings);

/// The scope of policy number `p` as offers carry it.
terms::Reach reach_of(const RunInputs& inputs, std::size_t p);

/// The draws of a replicate.
base::Draws draws_of(const RunInputs& inputs, int replicate);

/// Tick at which a worker outside Zhejiang must be looked at, whose next candidate is `next`.
std::uint8_t due_tick(std::optional<double> next, const world::Worker& worker);

/// The due byte of a worker in a course or school who must be looked at in `tick`.
std::uint8_t due_at(int tick, const world::Worker& worker);

/// Books a claim: from the policy's payer to the claim's receiver.
void settle(const Claim& claim, const RunInputs& inputs, const world::Worker& worker,
            base::Month now, Ledger& ledger);

/// Whether a new state has its workers, or room for those of a checkpoint (checkpoint.hpp).
enum class Workers : std::uint8_t { synthesised, to_be_restored };

/// The world of one replicate. A member that outlives its month has a row in state_columns.cpp.
struct State {
  State(const RunInputs& inputs, int replicate, base::ThreadPool& pool,
        Workers workers = Workers::synthesised);

  const RunInputs& inputs;
  base::Draws draws;
  world::Calendar calendar;
  base::Month first;  ///< tick 0, start of the burn-in
  int ticks;          ///< that lives are planned for; the run may end earlier
  behaviour::Clock clock;
  behaviour::Values values;
  world::Employers employers;
  world::Population population;
  PolicyPosts policy_posts;
  FestivalMeans festival_means;
  std::vector<std::int32_t> measured_posts;  ///< [employer] at the start, as in employer_measure
  std::vector<std::uint8_t> selective;       ///< [employer] takes no barred worker; empty = none
  /// Share of the market's posts at the start in firms of each size class.
  std::array<std::array<double, world::size_class_count>, base::market_count> size_share{};
  std::vector<double> pay_factor;                       ///< [employer] (w_e / wbar_m)^eps_q
  std::vector<double> pay_pull;                         ///< [employer] exp(pay premium / sigma_e)
  std::vector<behaviour::AliasTable> employer_measure;  ///< [market] posts x pull of pay
  behaviour::MarketState market;
  std::array<std::array<double, base::market_count>, 3> recent_finding{};
  std::array<double, base::market_count> tightness{};
  std::array<double, base::market_count> external_seekers{};  ///< [agents]
  std::vector<std::int64_t> status_stock;                     ///< [county x status] agents
  std::vector<std::int64_t> seats_this_year;                  ///< [policy] persons carried
  std::vector<std::int64_t> placed_this_year;                 ///< [county x city] persons who came
  std::vector<std::int32_t> undetected;       ///< [county x market] leavers not yet noticed
  std::vector<std::int32_t> detected;         ///< [county x market] noticed this month
  std::vector<std::int64_t> waited;           ///< [county x market] months the undetected wait
  std::vector<std::int32_t> detected_waited;  ///< [county x market] months the detected waited
  std::vector<std::int64_t> spent_this_year;  ///< [policy] fen, by its payer
  /// [policy] terms of the technical schools, kept for their students when the policy has ended.
  std::vector<std::optional<terms::SchoolSeats>> schools;
  /// [policy] terms of the school places, kept for the pupils when the policy has ended.
  std::vector<std::optional<terms::Schooling>> schooling;
  double largest_coverage = 0;      ///< of the platforms of the run
  std::vector<double> seller_gain;  ///< of income at home, by Worker::trade - Trade::commerce
  YearSoFar year_so_far;
  std::vector<std::int32_t> hires;  ///< [market], this month
  std::vector<PieceOutput> pieces;
  Tally total;
  std::vector<Tally> by_thread;
  std::vector<Event> events;             ///< of this month, by worker
  std::vector<std::uint64_t> life_hash;  ///< [worker] hash of the life so far; empty = not kept

  MonthContext begin_month(int tick) const;
  int counties() const { return static_cast<int>(inputs.tables.counties.size()); }
};

/// Books what running a policy costs, as far as its budget goes, to who operates it.
void book_cost(State& state, base::PolicyId policy, base::Fen amount);

/// Claims on the policy wait for the barrier, because money or seats may run out.
bool is_rationed(const State& state, const terms::Offers& offers, base::PolicyId policy);
/// What claims of this month may be paid at most [fen]; no limit = the largest number.
std::int64_t payable_now(const State& state, const terms::Offers& offers, base::PolicyId policy);

/// Budget left this year [fen]; empty when there is no cap.
std::optional<std::int64_t> budget_left(const State& state, base::PolicyId policy);

}  // namespace chuanzhe::engine
