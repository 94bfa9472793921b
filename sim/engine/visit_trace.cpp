// Tells a tracer what one worker's decisions are made of. The terms are computed anew from the
// tables and the month's weights; what they leave unexplained is a term of its own, so that their
// sum is always the value the decision used.
#include <algorithm>
#include <limits>

#include "engine/tracing.hpp"
#include "engine/market_posts.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

using behaviour::Values;

double sum_of(const std::vector<TracedTerm>& terms) {
  double sum = 0;
  for (const TracedTerm& term : terms) sum += term.yuan;
  return sum;
}

/// Leaves out what is nothing and names what the terms leave of `value`.
std::vector<TracedTerm> completed(std::vector<TracedTerm> terms, double value, const char* rest) {
  constexpr double nothing = 0.005;  // CNY
  terms.push_back({rest, value - sum_of(terms)});
  std::erase_if(terms,
                [](const TracedTerm& term) { return term.yuan > -nothing && term.yuan < nothing; });
  return terms;
}

}  // namespace

double TracedOption::value() const { return sum_of(terms); }

double TracedOption::utility() const {
  return shock ? value() + *shock : -std::numeric_limits<double>::infinity();
}

int Visitor::choose(const ChoiceRule& rule) {
  if (!is_watched()) return pick(rule);
  const std::uint32_t number = decisions_;
  const EligibleOffers offers = eligible_offers();
  std::vector<TracedOption> options = traced_options(rule, offers, number);
  const int chosen = pick(rule);
  std::stable_sort(
      options.begin(), options.end(),
      [](const TracedOption& a, const TracedOption& b) { return a.utility() > b.utility(); });
  s_.inputs.tracer->decisions.push_back(
      {x_.month, now_, TracedKind::choice, chosen, std::move(options)});
  return chosen;
}

bool Visitor::is_watched() const {
  return s_.inputs.tracer != nullptr && s_.inputs.tracer->worker == id_;
}

std::vector<TracedOption> Visitor::traced_options(const ChoiceRule& rule,
                                                  const EligibleOffers& offers,
                                                  std::uint32_t number) const {
  const auto tick = static_cast<std::uint32_t>(x_.tick);
  const auto arrivals =
      behaviour::first_arrivals(s_.draws, base::Purpose::taste, {id_, tick, number},
                                s_.values.base_measure(w_->origin), behaviour::alternative_count);
  std::vector<TracedOption> options;
  for (int j = 0; j < behaviour::alternative_count; ++j) {
    if (j == rule.held_market) continue;
    TracedOption option{j, traced_terms(j, rule, offers), {}};
    const double arrival = arrivals[static_cast<std::size_t>(j)];
    const double share = s_.values.base_share(w_->origin, j);
    if (arrival > 0) option.shock = -model_.sigma * base::log(arrival * share);
    options.push_back(std::move(option));
  }
  if (rule.held_weight > 0) {
    const double arrival =
        s_.draws.block(base::Purpose::fixed_taste, id_, tick, number).exponential(0);
    const double value = model_.sigma * base::log(rule.held_weight);
    options.push_back({behaviour::alternative_same,
                       completed(market_terms(rule.held_market, offers), value,
                                 "pull of the post or market held, and bonuses for it"),
                       -model_.sigma * base::log(arrival)});
  }
  return options;
}

std::vector<TracedTerm> Visitor::traced_terms(int alternative, const ChoiceRule& rule,
                                              const EligibleOffers& offers) const {
  if (alternative < base::market_count) {
    double weight = market_weight(alternative, offers) * rule.market_factor;
    if (platform() != nullptr && w_->place >= base::city_count) weight *= 1 + platform()->outreach;
    return completed(market_terms(alternative, offers), model_.sigma * base::log(weight),
                     "information, trade, years there, other posts");
  }
  return outside_terms(alternative, rule);
}

std::vector<TracedTerm> Visitor::outside_terms(int alternative, const ChoiceRule& rule) const {
  const auto k = static_cast<std::size_t>(behaviour::skill_class(*w_));
  const world::County& county = s_.inputs.tables.counties[w_->origin];
  const double q = s_.values.productivity_of(static_cast<int>(k));
  const double local_pay = x_.weights.pay_local / x_.weights.pay_outgoing;
  std::vector<TracedTerm> terms;
  double weight = 0;
  const char* rest = "attachment to home";
  if (alternative == behaviour::alternative_home) {
    terms.push_back({"income at home", county.y_home * s_.market.home_pay[w_->origin] * local_pay});
    weight = x_.weights.home[w_->origin] * own_home_factor();
  } else if (alternative == behaviour::alternative_local) {
    terms.push_back({"pay of a local post", county.w_local * local_pay * q});
    weight = x_.weights.local[w_->origin * std::size_t{behaviour::skill_class_count} + k] *
             own_local_factor();
    rest = "liking of local posts";
  } else {
    terms.push_back({"pay elsewhere", model_.wage_elsewhere * q});
    terms.push_back({"living elsewhere", -model_.living_elsewhere});
    weight = x_.weights.elsewhere[k];
    rest = "liking of work elsewhere";
  }
  if (rule.inertia_alternative == alternative) {
    weight *= rule.inertia;
    terms.push_back({"staying with what one does", model_.sigma * base::log(rule.inertia)});
  }
  return completed(std::move(terms), model_.sigma * base::log(weight), rest);
}

std::vector<TracedTerm> Visitor::market_terms(int market, const EligibleOffers& offers) const {
  const auto m = static_cast<std::size_t>(market);
  const base::MarketId id(static_cast<std::uint8_t>(market));
  const auto c = base::city_of(id).value;
  const world::City& city = s_.inputs.tables.cities[c];
  const world::Sector& sector = s_.inputs.tables.sectors[base::sector_of(id).value];
  const double f = x_.weights.finding[m], sigma = model_.sigma;
  const double wage =
      sector.wage * x_.weights.pay[m] * s_.values.productivity_of(behaviour::skill_class(*w_));
  const double there = s_.market.network[w_->origin * std::size_t{base::city_count} + c];
  double posts = 0;
  for (const double p : s_.market.posts) posts += p;
  std::vector<TracedTerm> terms = {
      {"pay times the chance to find a post", f * wage},
      {"loss while searching", -(1 - f) * model_.search_cash_loss},
      {"living costs", -city.living_cost},
      {"rent", -(1 - sector.dorm_share) * (city.rent + s_.market.rent_rise[c])},
      {"liking of Zhejiang and the city", model_.psi_zhejiang + city.amenity},
      {"journey, spread over a year", -model_.amortisation * s_.values.travel_cost(w_->origin, c)},
      {"countrymen there",
       sigma * model_.eta *
           base::log((1 + there / model_.n0) / (1 + s_.market.mean_network / model_.n0))},
      {"number of posts", sigma * base::log(std::max(s_.market.posts[m], 0.01) / posts)}};
  const double floor = floor_gain(s_, x_, m, behaviour::skill_class(*w_));
  if (floor > 0) terms.push_back({"floor of pay in caring jobs", f * floor});
  if (w_->poor) terms.push_back({"formerly poor", model_.psi_zhejiang_poor});
  if (w_->child_behind(x_.month)) terms.push_back({"child left behind", -model_.child_behind});
  for (TracedTerm& term : offer_terms(market, offers)) terms.push_back(std::move(term));
  const double fixed =
      terms[2].yuan - (1 - sector.dorm_share) * city.rent + terms[4].yuan + terms[5].yuan;
  terms.push_back({"distance", s_.values.fixed_value(w_->origin, market) - fixed});
  return terms;
}

/// What each policy's offers add to the value of a market.
std::vector<TracedTerm> Visitor::offer_terms(int market, const EligibleOffers& offers) const {
  std::vector<TracedTerm> terms;
  const auto add = [&](base::PolicyId policy, const EligibleOffers& one) {
    const double value = offer_value(market, one);
    if (value == 0) return;
    terms.push_back({"policy " + s_.inputs.policies[policy.value].id, value});
  };
  for (const terms::MonthlyCash* cash : offers.cash) {
    EligibleOffers one;
    one.cash = {cash};
    add(cash->reach.policy, one);
  }
  for (const terms::TravelGrant* grant : offers.travel) {
    EligibleOffers one;
    one.travel = {grant};
    add(grant->reach.policy, one);
  }
  return terms;
}

void Visitor::trace_festival(const behaviour::FestivalSituation& s, double shock, bool goes) const {
  if (!is_watched()) return;
  std::vector<TracedTerm> terms = {{"child at home", s.child_behind ? model_.festival_child : 0},
                                   {"family here", s.family_here ? -model_.festival_family : 0},
                                   {"fare beyond the mean", -s.fare_over_mean},
                                   {"festival pay beyond the mean", -s.overtime_over_mean},
                                   {"grants for a visit", s.visit_grant},
                                   {"bonuses for staying", -s.stay_bonus},
                                   {"travel restrictions", -s.restriction},
                                   {"long absence", s.long_absent ? model_.long_absence : 0}};
  const double value = behaviour::value_of_going(model_, s);
  TracedOption go{1, completed(std::move(terms), value, "going home for the festival"), shock};
  TracedOption stay{0, {}, 0.0};
  std::vector<TracedOption> options = {go, stay};
  if (!goes) std::swap(options[0], options[1]);
  s_.inputs.tracer->decisions.push_back(
      {x_.month, 0, TracedKind::festival, goes ? 1 : 0, std::move(options)});
}

}  // namespace chuanzhe::engine
