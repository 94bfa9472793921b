#include "engine/information.hpp"

#include <algorithm>

#include "behaviour/eligibility.hpp"

namespace chuanzhe::engine {
namespace {

base::CountyId county_id(std::size_t o) { return base::CountyId(static_cast<std::uint8_t>(o)); }
base::CityId city_id(std::size_t c) { return base::CityId(static_cast<std::uint8_t>(c)); }

struct Heard {
  double attention = 1, remote = 0;
};

Heard heard_of(const world::Tables& tables, const terms::Offers& offers, std::size_t o,
               std::size_t c, double base_remote) {
  double gain = 0, travels_first = 1 - base_remote;
  for (const terms::Information& offer : offers.information) {
    if (!behaviour::reaches(offer.reach, offer.pairs, county_id(o), city_id(c),
                            tables.counties[o].twin_city)) {
      continue;
    }
    gain += offer.attention;
    travels_first *= 1 - offer.remote;
  }
  return {1 + std::min(gain, largest_attention), 1 - travels_first};
}

void scale_weights(behaviour::MonthWeights& weights, std::size_t o, std::size_t c, double by) {
  for (std::size_t s = 0; s < base::sector_count; ++s) {
    const std::size_t cell = o * base::market_count + c * base::sector_count + s;
    weights.market[cell] *= by;
    weights.ratio[cell] *= by;
    weights.ratio_bound[o] = std::max(weights.ratio_bound[o], weights.ratio[cell]);
  }
}

}  // namespace

void apply_information(const world::Tables& tables, double base_remote, MonthContext& context) {
  if (context.offers.information.empty()) return;
  context.remote.resize(tables.counties.size() * base::city_count);
  for (std::size_t o = 0; o < tables.counties.size(); ++o) {
    for (std::size_t c = 0; c < base::city_count; ++c) {
      const Heard heard = heard_of(tables, context.offers, o, c, base_remote);
      context.remote[o * base::city_count + c] = heard.remote;
      if (heard.attention > 1) scale_weights(context.weights, o, c, heard.attention);
    }
  }
}

std::vector<double> seat_shares(const State& state, const terms::Offers& offers) {
  std::vector<double> shares;
  for (const terms::Charter& charter : offers.charters) {
    std::int64_t goers = 0;
    for (std::size_t cell = 0; cell < state.total.at_home.size(); ++cell) {
      const bool reached = charter.reach.counties[cell / base::city_count] &&
                           charter.reach.cities[cell % base::city_count];
      if (reached) goers += state.total.at_home[cell];
    }
    const double wanted =
        static_cast<double>(goers) * scale_of(state.inputs.settings) * charter.reach.take_up;
    const auto left = static_cast<double>(std::max<std::int64_t>(
        0, charter.seats - state.seats_this_year[charter.reach.policy.value]));
    shares.push_back(std::min(1.0, left / std::max(wanted, 1.0)));
  }
  return shares;
}

base::Fen placement_reward(const terms::PlacementReward& reward, std::int64_t placed) {
  if (placed < reward.step) return {};
  const base::Fen earned = reward.first + reward.further * (placed / reward.step - 1);
  return std::min(earned, reward.most);
}

void book_placements(State& state, const MonthContext& context) {
  const std::int64_t w = scale_of(state.inputs.settings);
  for (std::size_t cell = 0; cell < state.placed_this_year.size(); ++cell) {
    const std::size_t o = cell / base::city_count, c = cell % base::city_count;
    const std::int64_t before = state.placed_this_year[cell];
    std::int64_t came = 0;
    for (std::size_t s = 0; s < base::sector_count; ++s) {
      came += state.total.entered[cell * base::sector_count + s] * w;
    }
    state.placed_this_year[cell] += came;
    for (const terms::PlacementReward& reward : context.offers.placements) {
      if (!behaviour::reaches(reward.reach, reward.pairs, county_id(o), city_id(c),
                              state.inputs.tables.counties[o].twin_city)) {
        continue;
      }
      const base::Fen earned =
          placement_reward(reward, before + came) - placement_reward(reward, before);
      if (earned.value != 0) book_cost(state, reward.reach.policy, earned);
    }
  }
}

std::int64_t months_of_noticed(std::int64_t waited, std::int32_t waiting, std::int32_t noticed) {
  return waiting == 0 ? 0 : (2 * waited * noticed + waiting) / (2 * std::int64_t{waiting});
}

void detect_leavers(State& state, const MonthContext& context) {
  for (std::size_t cell = 0; cell < state.undetected.size(); ++cell) {
    const std::size_t o = cell / base::market_count;
    const std::size_t c = cell % base::market_count / base::sector_count;
    double rate = 1 / usual_lag;
    for (const terms::Platform& platform : context.offers.platforms) {
      if (!platform.reach.counties[o] || !platform.reach.cities[c]) continue;
      rate += platform.coverage * (1 / platform.lag_months - 1 / usual_lag);
    }
    const std::int32_t waiting = state.undetected[cell] + state.total.left[cell];
    state.waited[cell] += waiting;
    std::int32_t noticed = 0;
    if (waiting > 0) {
      const double u =
          state.draws.uniform(base::Purpose::detection, static_cast<std::uint32_t>(cell),
                              static_cast<std::uint32_t>(context.tick));
      noticed = std::min(waiting, static_cast<std::int32_t>(waiting * std::min(rate, 1.0) + u));
    }
    state.detected[cell] = noticed;
    state.undetected[cell] = waiting - noticed;
    const std::int64_t months = months_of_noticed(state.waited[cell], waiting, noticed);
    state.detected_waited[cell] = static_cast<std::int32_t>(months);
    state.waited[cell] -= months;
  }
}

}  // namespace chuanzhe::engine
