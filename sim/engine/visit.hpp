// The step of one worker in one month: deterministic timers, the festival, then competing risks
// inside the month, exactly (docs/model.md, Competing risks). Workers do not see each other here;
// they meet at the barrier.
#pragma once

#include "behaviour/competing_risks.hpp"
#include "behaviour/eligibility.hpp"
#include "behaviour/separation.hpp"
#include "behaviour/festival.hpp"
#include "engine/state.hpp"
#include "engine/tracing.hpp"

namespace chuanzhe::engine {

/// Steps the workers of a piece that are due this month.
class Visitor {
 public:
  Visitor(State& state, const MonthContext& context, Tally& tally, PieceOutput& out)
      : s_(state), x_(context), t_(tally), out_(out), model_(state.inputs.model) {}

  /// `room` is for the list of those due; a thread keeps it from piece to piece within a month.
  void visit_piece(const world::Piece& piece, std::vector<std::uint32_t>& room);

  /// Called at the barrier when the worker gets a post in Zhejiang (or the own county).
  void hire(std::uint32_t id, std::size_t employer);
  void hire_locally(std::uint32_t id, std::size_t employer);
  void hire_locally(std::uint32_t id);
  /// Called at the barrier when the worker gets a seat in the course, which begins next month.
  void start_course(std::uint32_t id, const terms::CourseSeats& course);
  void enter_school(std::uint32_t id, const terms::SchoolSeats& school);

 private:
  /// What a decision may choose beside the open alternatives.
  struct ChoiceRule {
    int inertia_alternative = -1;  ///< alternative that gets `inertia`
    double inertia = 1;            ///< factor on its weight
    int held_market = -1;          ///< market of the post or search held: out of the race
    double held_weight = 0;        ///< its weight as alternative_same; 0 = not offered
    double market_factor = 1;      ///< on every open market
  };
  struct EligibleOffers {
    std::vector<const terms::MonthlyCash*> cash;
    std::vector<const terms::TravelGrant*> travel;
    double bound = 0;   ///< no alternative gains more [CNY/month, 2021]
    double factor = 1;  ///< exp(bound / sigma)
  };

  /// Market, and size of the worker's employer.
  bool covers(const terms::Reach& reach, base::MarketId market) const;
  /// Share of a market's posts in firms of the sizes in reach.
  double covered_share(const terms::Reach& reach, base::MarketId market) const;
  std::span<const std::uint32_t> find_due(const world::Piece& piece,
                                          std::vector<std::uint32_t>& room) const;
  void visit(std::uint32_t id);
  void end_course();
  void study();
  void leave_school(const terms::SchoolSeats& school, bool graduated);
  std::optional<int> placement_market(const terms::Reach& reach) const;
  void return_home_next_month();
  void live();  // competing risks until the month ends
  /// One candidate; false when none is left in the month.
  bool step_outside(behaviour::CandidateStream& candidates);
  bool step_in_post();
  bool step_searching();
  void reconsider();
  void separate(EventType why, double pull);
  void leave_zhejiang(int alternative, EventType why);
  void start_search(int market);
  void seek(int market, double since);
  void apply_locally();
  behaviour::FestivalSituation festival_situation(base::MarketId id) const;
  void pay_who_stays(base::MarketId id);
  void decide_festival();
  void decide_return();
  void settle_return(int alternative, int market);
  void take_up_held_post(base::MarketId market);
  void deferred_visit();
  void retire();
  void finish_month();

  int choose(const ChoiceRule& rule);  // tells a tracer what it picks
  int pick(const ChoiceRule& rule);
  std::array<double, 3> outside_ratios(const ChoiceRule& rule) const;
  double market_weight(int market, const EligibleOffers& offers) const;
  double known_weight(int market);  // of a market that the worker knows
  double held_post_weight();        // of the post held
  void find_eligible_offers(EligibleOffers& eligible) const;
  const EligibleOffers& eligible_offers() const {
    const bool none = x_.offers.monthly.empty() && x_.offers.travel.empty();
    if (none || known_.has_offers) return known_.offers;
    find_eligible_offers(known_.offers);
    known_.has_offers = true;
    return known_.offers;
  }
  double own_factor(int market) const;  // what few workers have: a trade learnt
  double own_bound() const;
  bool has_own_factor() const { return w_->trained() || w_->has(world::flag::child_admitted); }
  double own_home_factor() const;  // a seller's gain, attachment to home
  double own_local_factor() const;
  double stay_factor() const;  // of years in Zhejiang on every market
  int choose_nested(const std::array<double, 3>& outside, const ChoiceRule& rule, double factor,
                    const EligibleOffers& offers);
  /// What the offers add to the value of a market with this chance of a post [CNY/month of 2021].
  double offer_value(int market, const EligibleOffers& offers, double finding) const;
  double offer_value(int market, const EligibleOffers& offers) const {
    return offer_value(market, offers, x_.weights.finding[static_cast<std::size_t>(market)]);
  }
  double grant_value(const terms::TravelGrant& grant, int city) const;
  double one_off(double yuan) const;  // nominal yuan once to sigma units

  void set_status(world::Status to);
  void count_filled(std::int32_t by);  // at the worker's employer
  void leave_post();
  void leave_local_post();
  void leave_city();  // what a residence permit gave is lost
  bool contract_ends() const;
  void accrue(double worked);
  void count_tenant();
  void pay_monthly();
  void pay_floor();
  void pay_for_hire();
  void claim(base::PolicyId policy, base::Fen amount, std::uint8_t receiver = receiver_own_group);
  enum class Payment : std::uint8_t { in_advance, on_hire, on_return };
  void pay_travel_grants(base::MarketId market, Payment when);
  bool pay_seat(int city);  // false: no seat
  void claw_back();
  int months_paid(const terms::MonthlyCash& offer) const;
  bool may_receive(const terms::MonthlyCash& offer, base::MarketId market) const;
  void know();
  double remote_share(int market) const;
  bool has_seat(std::size_t charter) const;
  bool can_travel(int market) const;
  std::size_t cell_of(int market) const {
    return std::size_t{w_->origin} * base::market_count + static_cast<std::size_t>(market);
  }
  /// Books a payment that is known to be within the budget.
  void pay(base::PolicyId policy, base::Fen amount, std::uint8_t receiver);
  bool claims(const terms::Reach& reach) const {
    if (!reach.counties[w_->origin]) return false;
    if (reach.groups != 0 && !in_groups(reach.groups)) return false;
    if (reach.take_up >= 1) return true;
    const double u = leanings().take_up(reach.lever_key);
    return u < reach.take_up || (platform() != nullptr && u < platform()->take_up);
  }
  /// The most frequent groups need no more than a flag.
  bool in_groups(std::uint32_t groups) const {
    using world::GroupWord;
    if (groups == world::group_bits({GroupWord::poor})) return w_->poor != 0;
    if (groups == world::group_bits({GroupWord::not_poor})) return w_->poor == 0;
    return world::in_groups(groups, bits());
  }
  /// The worker's words, and the platform that knows the worker, as of the begin of the step; null
  /// = none. Found when first asked for: most steps ask for neither.
  std::uint32_t bits() const {
    if (!known_.bits) known_.bits = behaviour::group_bits(*w_, x_.month);
    return *known_.bits;
  }
  const behaviour::Leanings& leanings() const {
    if (!known_.leanings) known_.leanings.emplace(id_, s_.draws);
    return *known_.leanings;
  }
  const terms::Platform* platform() const {
    if (!known_.platform) known_.platform = find_platform();
    return *known_.platform;
  }
  const terms::Platform* find_platform() const;
  /// After the move: `city` < 0 for all places but those of Zhejiang.
  void log(EventType type, std::uint8_t from, int city);
  // What a decision is made of, for a tracer (visit_trace.cpp).
  bool is_watched() const;
  std::vector<TracedOption> traced_options(const ChoiceRule& rule, const EligibleOffers& offers,
                                           std::uint32_t number) const;
  std::vector<TracedTerm> traced_terms(int alternative, const ChoiceRule& rule,
                                       const EligibleOffers& offers) const;
  std::vector<TracedTerm> market_terms(int market, const EligibleOffers& offers) const;
  std::vector<TracedTerm> offer_terms(int market, const EligibleOffers& offers) const;
  std::vector<TracedTerm> outside_terms(int alternative, const ChoiceRule& rule) const;
  void trace_festival(const behaviour::FestivalSituation& situation, double shock, bool goes) const;
  void extend_hash(EventType type, std::uint8_t from, std::uint8_t to);
  std::uint8_t held_market() const;
  double monthly_pay() const;
  void count_festival(Outcome outcome, std::uint8_t market);

  State& s_;
  const MonthContext& x_;
  Tally& t_;
  PieceOutput& out_;
  const behaviour::Parameters& model_;

  world::Worker* w_ = nullptr;  // the worker being stepped
  std::uint32_t id_ = 0;
  struct Known {
    std::uint8_t place = 0;  // at the begin of the step
    bool experienced = false;
    std::optional<std::uint32_t> bits;
    std::optional<behaviour::Leanings> leanings;
    EligibleOffers offers;
    bool has_offers = false;
    std::optional<const terms::Platform*> platform;
  };
  mutable Known known_;
  double now_ = 0;  // time within the month [0, 1)
  double search_since_ = 0;
  double present_ = 1;  // share of the month not away for the festival
  std::uint32_t decisions_ = 0, risks_ = 0;
};

}  // namespace chuanzhe::engine
