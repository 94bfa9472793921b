// The value of each destination this month (docs/model.md, Value of a destination), as choice
// weights exp(V / sigma). What depends on the worker enters as factors, so that a month's tables
// are small: by origin and market, by market and schooling, and a few scalars.
// Money is deflated by the outgoing pay index (2021 = 1): only relative pay moves anybody
// (docs/decisions/0005-constant-prices.md).
#pragma once

#include <array>
#include <bitset>
#include <vector>

#include "behaviour/parameters.hpp"
#include "behaviour/race.hpp"
#include "world/tables.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

inline constexpr int alternative_home = base::market_count;
inline constexpr int alternative_local = base::market_count + 1;
inline constexpr int alternative_elsewhere = base::market_count + 2;
inline constexpr int alternative_count = base::market_count + 3;
inline constexpr int alternative_same =
    base::market_count + 3;                   ///< same post or market, outside the race
inline constexpr int skill_class_count = 24;  ///< schooling (6) x skill (4)

inline int skill_class(const world::Worker& worker) {
  return worker.education_bits * 4 + worker.skill;
}

/// What the labour market looked like at the end of last month.
struct MarketState {
  std::array<double, base::market_count> finding{};  ///< f_m, smoothed [1/month]
  std::array<double, base::market_count> posts{};    ///< posts open to modelled workers
  std::vector<double> network;  ///< n_oc: workers from county in city / labour force, [o x 11]
  double mean_network = 0;      ///< nbar, of the base
  std::array<double, base::market_count> pay{};      ///< factor on the sector's wage, 1 = base
  std::vector<double> home_pay;                      ///< [o] factor on y_home, 1 = base
  std::array<double, base::city_count> rent_rise{};  ///< by rent subsidies [CNY/month of 2021]
};

/// Weights of one month.
struct MonthWeights {
  std::vector<double> market;       ///< [o x 88] w_om for q = 1, not poor, no child behind
  std::vector<double> ratio;        ///< [o x 88] w_om / b_om
  std::vector<double> ratio_bound;  ///< [o] largest of them
  std::vector<double> home;         ///< [o]
  std::vector<double> local;        ///< [o x 24]
  std::array<double, skill_class_count> elsewhere{};
  std::array<std::array<double, skill_class_count>, base::market_count> skill{};
  std::array<double, skill_class_count> skill_bound{};
  double poor = 1, child = 1;  ///< factors on every market
  std::array<double, base::market_count> finding{};
  std::array<double, base::market_count> pay{};    ///< factor on the sector's wage
  std::array<double, base::market_count> known{};  ///< posts of Zhejiang per post of the market
  double largest_pay = 1;                          ///< of these factors
  double pay_outgoing = 1, pay_local = 1;          ///< indices, 2021 = 1
};

/// Multiplier q of a worker's pay: exp(b_edu (years - 9) + b_skill skill).
double productivity(const Parameters& model, int skill_class);

/// Index of pay in `month`, linear in years beyond the table's ends.
world::PayYear pay_index(const world::Tables& tables, base::Month month);

/// Fixed parts: base measures of the race and everything that does not change by month.
class Values {
 public:
  Values(const Parameters& model, const world::Tables& tables);

  /// `zhejiang_pay` is a factor on all pay there.
  MonthWeights month(base::Month month, const MarketState& state, double zhejiang_pay = 1) const;
  const AliasTable& base_measure(int county) const {
    return base_measure_[static_cast<std::size_t>(county)];
  }
  /// b of an alternative in the base measure of a county.
  double base_share(int county, int alternative) const;
  /// V of a market without pay, size and network terms [CNY/month of 2021].
  double fixed_value(int county, int market) const {
    return fixed_value_[static_cast<std::size_t>(county * base::market_count + market)];
  }
  static constexpr double home_share = 0.25, local_share = 0.25, elsewhere_share = 0.40,
                          zhejiang_share = 0.10;  ///< of the base measure; speed only
  double productivity_of(int skill_class) const {
    return productivity_[static_cast<std::size_t>(skill_class)];
  }
  /// True when the worker has learnt a trade that is of use in the sector.
  bool trade_fits(const world::Worker& worker, std::size_t sector) const {
    return fitting_[worker.trade][sector];
  }
  /// exp(b_train) where the trade is of use, else 1.
  double trade_pay(const world::Worker& worker, std::size_t sector) const {
    return trade_fits(worker, sector) ? trade_pay_ : 1;
  }
  /// Factor of a trained worker on a market: pay where the trade fits, attention to the twin city.
  double trade_factor(const world::Worker& worker, int market, const MonthWeights& weights) const;
  /// No market's factor is larger.
  double trade_bound(const world::Worker& worker, const MonthWeights& weights) const;
  double travel_cost(int county, int city) const;  ///< C_oc before subsidy [CNY once, 2021]
  /// z_ret by sector: the pull of the held post on who is home for the festival [sigma units].
  std::array<double, base::sector_count> return_pull() const;

 private:
  /// exp((pay and size terms) / sigma) by market; fills what a month says of skills and of posts
  /// that are known.
  std::array<double, base::market_count> pay_weights(const MarketState& state,
                                                     MonthWeights& w) const;
  void weigh_markets(const MarketState& state, MonthWeights& w) const;
  double market_value(int county, int market) const;

  const Parameters& model_;
  const world::Tables& tables_;
  std::vector<AliasTable> base_measure_;
  std::vector<double> base_shares_;  ///< [o x 88] b_om
  std::vector<double> fixed_value_;  ///< [o x 88] V without pay, size and network terms [CNY/month]
  std::vector<double> fixed_weight_;  ///< exp(fixed_value_ / sigma)
  std::vector<double> home_value_;    ///< psi of home by county [CNY/month]
  std::array<double, skill_class_count> productivity_{};
  std::array<std::bitset<base::sector_count>, world::trade_count> fitting_;
  double trade_pay_;
};

}  // namespace chuanzhe::behaviour
