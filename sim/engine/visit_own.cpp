// What single workers have of their own: attachment, years in Zhejiang, a seller's gain, school
// places and settlement, contracts, and the nested choice (docs/model.md, Optional parts).
#include <algorithm>
#include <limits>

#include "behaviour/attachment.hpp"
#include "behaviour/nests.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {

using world::Status;

namespace {

/// The frozen shocks of one nested decision.
class NestedShocks {
 public:
  NestedShocks(const base::Draws& draws, std::uint32_t worker, std::uint32_t tick,
               std::uint32_t decision, double index)
      : draws_(draws), worker_(worker), tick_(tick), decision_(decision), index_(index) {
    for (std::size_t c = 0; c < log_stable_.size(); ++c) {
      const base::Block block = draw(base::market_count + 4 + static_cast<int>(c));
      log_stable_[c] =
          behaviour::log_positive_stable(index, block.uniform(0), block.exponential(1));
    }
  }
  double log_arrival(int market, double weight) const {
    const auto city = static_cast<std::size_t>(market / base::sector_count);
    return behaviour::nested_log_arrival(index_, draw(market).exponential(0), log_stable_[city],
                                         weight);
  }
  double log_arrival_alone(int alternative, double weight) const {
    return base::log(draw(alternative).exponential(0)) - base::log(weight);
  }

 private:
  base::Block draw(int k) const {
    return draws_.block(base::Purpose::nested_taste, worker_, tick_,
                        decision_ << 16 | static_cast<std::uint32_t>(k));
  }
  const base::Draws& draws_;
  std::uint32_t worker_, tick_, decision_;
  double index_;
  std::array<double, base::city_count> log_stable_{};
};

}  // namespace

double Visitor::own_local_factor() const {
  return base::exp(behaviour::home_attachment(model_, id_, s_.draws) / model_.sigma);
}

double Visitor::own_home_factor() const {
  double factor = own_local_factor();
  if (!w_->sells()) return factor;
  const std::size_t kind = w_->trade - std::size_t{static_cast<unsigned>(world::Trade::commerce)};
  const double income = s_.inputs.tables.counties[w_->origin].y_home *
                        s_.market.home_pay[w_->origin] * x_.weights.pay_local /
                        x_.weights.pay_outgoing;
  return factor * base::exp(behaviour::seller_gain(s_.seller_gain[kind], income) / model_.sigma);
}

double Visitor::stay_factor() const {
  if (w_->place >= base::city_count) return 1;
  const int stay = x_.month.index - w_->stay_start;
  return base::exp(behaviour::stay_attachment(model_, stay) / model_.sigma);
}

/// A school place and settlement are those of the city; the child goes home with the worker.
void Visitor::leave_city() {
  if (w_->has(world::flag::child_admitted)) w_->set(world::flag::child_with, false);
  w_->set(world::flag::child_admitted | world::flag::settled, false);
}

bool Visitor::contract_ends() const {
  return w_->status() == Status::in_post &&
         behaviour::contract_ends(model_, x_.month.index - w_->job_start, id_, x_.tick, s_.draws);
}

void Visitor::count_tenant() {
  const std::size_t sector = held_market() % std::size_t{base::sector_count};
  const double dorm = s_.inputs.tables.sectors[sector].dorm_share;
  if (leanings().rents(dorm)) ++t_.tenants[w_->place];
}

/// The nested choice (docs/model.md, Optional parts): every alternative is drawn, because those of
/// a city share a shock. The held post or market stands outside of the nests.
int Visitor::choose_nested(const std::array<double, 3>& outside, const ChoiceRule& rule,
                           double factor, const EligibleOffers& offers) {
  using behaviour::Values;
  constexpr std::array shares = {Values::home_share, Values::local_share, Values::elsewhere_share};
  const NestedShocks shocks(s_.draws, id_, static_cast<std::uint32_t>(x_.tick), decisions_++,
                            model_.nest_dissimilarity);
  const auto k = static_cast<std::size_t>(behaviour::skill_class(*w_));
  int best = behaviour::alternative_same;
  double earliest = rule.held_weight > 0 ? shocks.log_arrival_alone(best, rule.held_weight)
                                         : std::numeric_limits<double>::infinity();
  const auto run = [&](int alternative, double arrival) {
    if (arrival >= earliest) return;
    best = alternative;
    earliest = arrival;
  };
  for (int m = 0; m < base::market_count; ++m) {
    if (m == rule.held_market) continue;
    const auto market = static_cast<std::size_t>(m);
    double weight = x_.weights.market[cell_of(m)] * x_.weights.skill[market][k] * factor;
    if (offers.bound > 0) weight *= base::exp(offer_value(m, offers) / model_.sigma);
    if (has_own_factor()) weight *= own_factor(m);
    if (weight > 0) run(m, shocks.log_arrival(m, weight));
  }
  for (std::size_t i = 0; i < outside.size(); ++i) {
    const int alternative = base::market_count + static_cast<int>(i);
    run(alternative, shocks.log_arrival_alone(alternative, outside[i] * shares[i]));
  }
  return best;
}

}  // namespace chuanzhe::engine
