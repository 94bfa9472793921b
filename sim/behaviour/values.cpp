#include "behaviour/values.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "world/population.hpp"

namespace chuanzhe::behaviour {
namespace {

constexpr std::array<double, 6> school_years = {3, 6, 9, 12, 12, 15};

std::size_t at(std::size_t county, std::size_t market) {
  return county * base::market_count + market;
}

/// Attachment to home by county: inverts the county's share at home, so that counties which send
/// many workers do so in the model (share inversion, Berry 1994; docs/decisions/0006).
std::vector<double> home_attachment(const world::Tables& tables, double sigma) {
  double away = 0, home = 0;
  for (const world::County& county : tables.counties) {
    away += county.transferred;
    home += county.labour_force - county.transferred;
  }
  std::vector<double> psi;
  for (const world::County& county : tables.counties) {
    const double odds = std::max(county.labour_force - county.transferred, 1.0) /
                        std::max(county.transferred, 1.0) * away / home;
    psi.push_back(sigma * std::clamp(base::log(odds), -1.5, 1.5));
  }
  return psi;
}

using SectorsByTrade = std::array<std::bitset<base::sector_count>, world::trade_count>;

SectorsByTrade fitting_sectors(const world::Tables& tables) {
  SectorsByTrade fitting;
  for (int trade = 1; trade < static_cast<int>(world::Trade::commerce); ++trade) {
    for (std::size_t s = 0; s < tables.sectors.size(); ++s) {
      fitting[static_cast<std::size_t>(trade)][s] =
          tables.sectors[s].name == world::fitting_sector(trade);
    }
  }
  return fitting;
}

}  // namespace

double productivity(const Parameters& model, int skill_class) {
  const double years = school_years[static_cast<std::size_t>(skill_class / 4)];
  return base::exp(model.return_to_schooling * (years - 9) +
                   model.return_to_skill * (skill_class % 4));
}

world::PayYear pay_index(const world::Tables& tables, base::Month month) {
  world::PayYear found = tables.pay.front();
  for (const world::PayYear& row : tables.pay) {
    if (row.year <= month.year()) found = row;
  }
  return found;
}

Values::Values(const Parameters& model, const world::Tables& tables)
    : model_(model),
      tables_(tables),
      home_value_(home_attachment(tables, model.sigma)),
      fitting_(fitting_sectors(tables)),
      trade_pay_(base::exp(model.training_pay)) {
  for (int k = 0; k < skill_class_count; ++k) {
    productivity_[static_cast<std::size_t>(k)] = productivity(model, k);
  }
  for (std::size_t o = 0; o < tables.counties.size(); ++o) {
    const base::CountyId county(static_cast<std::uint8_t>(o));
    auto shares = world::initial_market_shares(tables, county);
    double sum = 0;
    for (const double share : shares) sum += share;
    for (double& share : shares) share *= zhejiang_share / sum;
    base_shares_.insert(base_shares_.end(), shares.begin(), shares.end());
    shares.insert(shares.end(), {home_share, local_share, elsewhere_share});
    base_measure_.emplace_back(shares);
    for (int m = 0; m < base::market_count; ++m) {
      fixed_value_.push_back(market_value(static_cast<int>(o), m));
      fixed_weight_.push_back(base::exp(fixed_value_.back() / model.sigma));
    }
  }
}

double Values::base_share(int county, int alternative) const {
  if (alternative == alternative_home) return home_share;
  if (alternative == alternative_local) return local_share;
  if (alternative == alternative_elsewhere) return elsewhere_share;
  return base_shares_[at(static_cast<std::size_t>(county), static_cast<std::size_t>(alternative))];
}

double Values::travel_cost(int county, int city) const {
  return tables_
             .trip(base::CountyId(static_cast<std::uint8_t>(county)),
                   base::CityId(static_cast<std::uint8_t>(city)))
             .fare +
         model_.moving_cost;
}

double Values::market_value(int county, int market) const {
  const base::MarketId id(static_cast<std::uint8_t>(market));
  const auto c = base::city_of(id).value;
  const world::City& city = tables_.cities[c];
  const world::Sector& sector = tables_.sectors[base::sector_of(id).value];
  const base::CountyId origin(static_cast<std::uint8_t>(county));
  double mean_distance = 0;
  for (int other = 0; other < base::city_count; ++other) {
    mean_distance += tables_.trip(origin, base::CityId(static_cast<std::uint8_t>(other))).distance;
  }
  mean_distance /= base::city_count;
  const double distance = tables_.trip(origin, base::CityId(c)).distance;
  return -city.living_cost - city.rent * (1 - sector.dorm_share) + city.amenity +
         model_.psi_zhejiang - model_.amortisation * travel_cost(county, c) -
         model_.distance_weight * model_.sigma * base::log(distance / mean_distance);
}

double Values::trade_factor(const world::Worker& worker, int market,
                            const MonthWeights& weights) const {
  const bool twin = market / base::sector_count == tables_.counties[worker.origin].twin_city;
  const double attention = twin ? 1 + model_.training_attention : 1;
  const auto m = static_cast<std::size_t>(market);
  const std::size_t sector = m % base::sector_count;
  if (!trade_fits(worker, sector)) return attention;
  const double gain = tables_.sectors[sector].wage * weights.pay[m] *
                      productivity_of(skill_class(worker)) * (trade_pay_ - 1);
  return attention * base::exp(weights.finding[m] * gain / model_.sigma);
}

double Values::trade_bound(const world::Worker& worker, const MonthWeights& weights) const {
  double wage = 0;
  for (std::size_t s = 0; s < tables_.sectors.size(); ++s) {
    if (trade_fits(worker, s)) wage = std::max(wage, tables_.sectors[s].wage);
  }
  const double gain =
      wage * weights.largest_pay * productivity_of(skill_class(worker)) * (trade_pay_ - 1);
  return (1 + model_.training_attention) * base::exp(gain / model_.sigma);
}

std::array<double, base::market_count> Values::pay_weights(const MarketState& state,
                                                           MonthWeights& w) const {
  double posts = 0;
  for (const double p : state.posts) posts += p;
  std::array<double, base::market_count> weights{};
  for (std::size_t m = 0; m < base::market_count; ++m) {
    const world::Sector& sector = tables_.sectors[m % base::sector_count];
    const double wage = sector.wage * w.pay[m], f = state.finding[m];
    const double share = std::max(state.posts[m], 0.01) / posts;
    const double value = f * wage - (1 - f) * model_.search_cash_loss -
                         (1 - sector.dorm_share) * state.rent_rise[m / base::sector_count];
    weights[m] = share * base::exp(value / model_.sigma);
    w.known[m] = 1 / share;
    for (std::size_t k = 0; k < skill_class_count; ++k) {
      w.skill[m][k] = base::exp(f * wage * (productivity_[k] - 1) / model_.sigma);
      w.skill_bound[k] = std::max(w.skill_bound[k], w.skill[m][k]);
    }
  }
  return weights;
}

void Values::weigh_markets(const MarketState& state, MonthWeights& w) const {
  const auto pay = pay_weights(state, w);
  const std::size_t n = tables_.counties.size();
  const double usual = 1 + state.mean_network / model_.n0;
  w.market.resize(n * base::market_count);
  w.ratio.resize(n * base::market_count);
  w.ratio_bound.assign(n, 0);
  for (std::size_t o = 0; o < n; ++o) {
    for (std::size_t c = 0; c < base::city_count; ++c) {
      const double workers = state.network[o * base::city_count + c];
      const double network = base::exp(model_.eta * base::log((1 + workers / model_.n0) / usual));
      for (std::size_t m = c * base::sector_count; m < (c + 1) * base::sector_count; ++m) {
        w.market[at(o, m)] = fixed_weight_[at(o, m)] * pay[m] * network;
        w.ratio[at(o, m)] = w.market[at(o, m)] / base_shares_[at(o, m)];
        w.ratio_bound[o] = std::max(w.ratio_bound[o], w.ratio[at(o, m)]);
      }
    }
  }
}

MonthWeights Values::month(base::Month month, const MarketState& state, double zhejiang_pay) const {
  MonthWeights w;
  const world::PayYear pay = pay_index(tables_, month);
  w.pay_outgoing = pay.outgoing;
  w.pay_local = pay.local;
  w.finding = state.finding;
  w.pay = state.pay;
  for (double& factor : w.pay) factor *= zhejiang_pay;
  w.largest_pay = *std::max_element(w.pay.begin(), w.pay.end());
  weigh_markets(state, w);
  const double sigma = model_.sigma, local_pay = pay.local / pay.outgoing;
  for (std::size_t o = 0; o < tables_.counties.size(); ++o) {
    const world::County& county = tables_.counties[o];
    w.home.push_back(
        base::exp((county.y_home * state.home_pay[o] * local_pay + home_value_[o]) / sigma));
    for (std::size_t k = 0; k < skill_class_count; ++k) {
      w.local.push_back(
          base::exp((county.w_local * local_pay * productivity_[k] + model_.psi_local) / sigma));
    }
  }
  for (std::size_t k = 0; k < skill_class_count; ++k) {
    w.elsewhere[k] = base::exp((model_.wage_elsewhere * productivity_[k] - model_.living_elsewhere +
                                model_.psi_elsewhere) /
                               sigma);
  }
  w.poor = base::exp(model_.psi_zhejiang_poor / sigma);
  w.child = base::exp(-model_.child_behind / sigma);
  return w;
}

std::array<double, base::sector_count> Values::return_pull() const {
  constexpr double go_share = 0.79;  // of Sichuan's workers in a normal year (T7)
  std::array<double, base::sector_count> pull{};
  double mean = 0, workers = 0;
  for (std::size_t s = 0; s < base::sector_count; ++s) {
    const double back = 1 - (1 - tables_.sectors[s].same_post_return) / go_share;
    pull[s] = base::log(back / (1 - back));
    for (std::size_t c = 0; c < base::city_count; ++c) {
      mean += tables_.city_sector[c][s] * pull[s];
      workers += tables_.city_sector[c][s];
    }
  }
  for (double& z : pull) z += model_.return_pull - mean / workers;
  return pull;
}

}  // namespace chuanzhe::behaviour
