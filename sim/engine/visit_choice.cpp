// Decisions of one worker: the race over the open alternatives with the worker's own factors.
#include <algorithm>

#include "engine/visit.hpp"

namespace chuanzhe::engine {

namespace {

/// At least exp(x), for x >= 0.
double bound_of_exp(double x) { return x < 1.7 ? 1 + x + x * x : base::exp(x) * 1.000001; }

}  // namespace

double Visitor::one_off(double yuan) const {
  return model_.amortisation * yuan / (x_.weights.pay_outgoing * model_.sigma);
}

void Visitor::find_eligible_offers(EligibleOffers& eligible) const {
  eligible.cash.clear();
  eligible.travel.clear();
  eligible.bound = 0;
  for (std::size_t i = 0; i < x_.offers.monthly.size(); ++i) {
    const terms::MonthlyCash& offer = x_.offers.monthly[i];
    if (offer.poor_only && !w_->poor) continue;
    if (!claims(offer.reach)) continue;
    eligible.cash.push_back(&offer);
    eligible.bound += x_.cash_worth[i];
  }
  for (std::size_t i = 0; i < x_.offers.travel.size(); ++i) {
    const terms::TravelGrant& grant = x_.offers.travel[i];
    if (grant.once_a_year && w_->grant_year == x_.month.year() - 2016) continue;
    if (!claims(grant.reach)) continue;
    eligible.travel.push_back(&grant);
    eligible.bound += x_.grant_worth[i];
  }
  eligible.factor = bound_of_exp(eligible.bound / model_.sigma);
}

double Visitor::grant_value(const terms::TravelGrant& grant, int city) const {
  const double cost = s_.values.travel_cost(w_->origin, city);
  return std::min(base::yuan(grant.amount), cost * grant.fare_share_cap);
}

double Visitor::offer_value(int market, const EligibleOffers& offers, double finding) const {
  const base::MarketId id(static_cast<std::uint8_t>(market));
  double cash = 0, once = 0;
  for (const terms::MonthlyCash* cash_offer : offers.cash) {
    const terms::MonthlyCash& offer = *cash_offer;
    const double share = covered_share(offer.reach, id);
    if (share == 0) continue;
    const double dorm = s_.inputs.tables.sectors[base::sector_of(id).value].dorm_share;
    if (offer.renters_only && !leanings().rents(dorm)) continue;
    cash += share * base::yuan(offer.amount);
    once += share * base::yuan(offer.once);
  }
  for (const terms::TravelGrant* grant : offers.travel) {
    const double share = covered_share(grant->reach, id);
    if (share > 0) once += share * grant_value(*grant, base::city_of(id).value);
  }
  return (finding * cash + model_.amortisation * once) / x_.weights.pay_outgoing;
}

double Visitor::market_weight(int market, const EligibleOffers& offers) const {
  const auto m = static_cast<std::size_t>(market);
  const auto k = static_cast<std::size_t>(behaviour::skill_class(*w_));
  double weight =
      x_.weights.market[std::size_t{w_->origin} * base::market_count + m] * x_.weights.skill[m][k];
  if (w_->poor) weight *= x_.weights.poor;
  if (w_->child_behind(x_.month)) weight *= x_.weights.child;
  if (offers.bound > 0) weight *= base::exp(offer_value(market, offers) / model_.sigma);
  if (has_own_factor()) weight *= own_factor(market);
  if (model_.stay_attachment > 0) weight *= stay_factor();
  return weight;
}

/// How many posts the market has does not count for who knows it.
double Visitor::known_weight(int market) {
  return market_weight(market, eligible_offers()) *
         x_.weights.known[static_cast<std::size_t>(market)];
}

/// A post held need not be found: its pay counts in full.
double Visitor::held_post_weight() {
  const int market = held_market();
  const auto m = static_cast<std::size_t>(market);
  const std::size_t sector = m % base::sector_count;
  const double f = x_.weights.finding[m];
  const double pay = s_.inputs.tables.sectors[sector].wage * x_.weights.pay[m] *
                     s_.values.productivity_of(behaviour::skill_class(*w_)) *
                     s_.values.trade_pay(*w_, sector);
  const EligibleOffers& offers = eligible_offers();
  const double gain = (1 - f) * (pay + model_.search_cash_loss) + offer_value(market, offers, 1) -
                      offer_value(market, offers, f);
  return known_weight(market) * base::exp(gain / model_.sigma);
}

double Visitor::own_factor(int market) const {
  double factor = w_->trained() ? s_.values.trade_factor(*w_, market, x_.weights) : 1;
  // The school place is lost in another city.
  const bool loses_place =
      w_->has(world::flag::child_admitted) && market / base::sector_count != w_->place;
  return loses_place ? factor * x_.weights.child : factor;
}

double Visitor::own_bound() const {
  return w_->trained() ? s_.values.trade_bound(*w_, x_.weights) : 1;
}

/// Weight over base share of home, local post and elsewhere.
std::array<double, 3> Visitor::outside_ratios(const ChoiceRule& rule) const {
  using behaviour::Values;
  const std::size_t origin = w_->origin;
  const auto k = static_cast<std::size_t>(behaviour::skill_class(*w_));
  const auto& weights = x_.weights;
  std::array<double, 3> outside = {
      weights.home[origin] / Values::home_share,
      weights.local[origin * behaviour::skill_class_count + k] / Values::local_share,
      weights.elsewhere[k] / Values::elsewhere_share};
  if (rule.inertia_alternative >= 0) {
    outside[static_cast<std::size_t>(rule.inertia_alternative - base::market_count)] *=
        rule.inertia;
  }
  if (w_->sells() || model_.home_attachment_spread > 0) {
    outside[0] *= own_home_factor();
    outside[1] *= own_local_factor();
  }
  return outside;
}

int Visitor::pick(const ChoiceRule& rule) {
  const std::size_t origin = w_->origin;
  const auto k = static_cast<std::size_t>(behaviour::skill_class(*w_));
  const auto& weights = x_.weights;
  const EligibleOffers& offers = eligible_offers();

  double factor = rule.market_factor;
  if (w_->poor) factor *= weights.poor;
  if (w_->child_behind(x_.month)) factor *= weights.child;
  if (w_->place >= base::city_count && !x_.offers.platforms.empty() && platform() != nullptr) {
    factor *= 1 + platform()->outreach;
  }
  const std::array<double, 3> outside = outside_ratios(rule);
  if (model_.stay_attachment > 0) factor *= stay_factor();
  if (model_.nest_dissimilarity < 1) return choose_nested(outside, rule, factor, offers);
  double bound = weights.ratio_bound[origin] * weights.skill_bound[k] * factor;
  bound *= offers.factor;
  const bool own = has_own_factor();
  if (own) bound *= own_bound();
  // A hair above, so that rounding of the factors can never lift a ratio over the bound.
  bound = 1.000001 * std::max({bound, outside[0], outside[1], outside[2]});

  const auto tick = static_cast<std::uint32_t>(x_.tick);
  behaviour::Winner first;
  if (rule.held_weight > 0) {
    const double arrival =
        s_.draws.block(base::Purpose::fixed_taste, id_, tick, decisions_).exponential(0);
    first = {behaviour::alternative_same, arrival / rule.held_weight};
  }
  const double* ratios = &weights.ratio[origin * base::market_count];
  const auto ratio = [&](int j, double least) {
    if (j >= base::market_count) return outside[static_cast<std::size_t>(j - base::market_count)];
    if (j == rule.held_market) return 0.0;
    const auto m = static_cast<std::size_t>(j);
    double r = ratios[m] * weights.skill[m][k] * factor;
    if (own) r *= own_factor(j);
    if (offers.bound <= 0) return r;
    if (r * offers.factor <= least) return 0.0;
    return r * base::exp(offer_value(j, offers) / model_.sigma);
  };
  return behaviour::race(s_.draws, base::Purpose::taste, {id_, tick, decisions_++},
                         s_.values.base_measure(w_->origin), bound, ratio, first)
      .alternative;
}

}  // namespace chuanzhe::engine
