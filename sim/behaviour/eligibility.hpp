// Who an offer reaches. The person is checked once per decision, the place once per alternative.
#pragma once

#include "base/draws.hpp"
#include "terms/offers.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// The worker's words among world::GroupWord.
std::uint32_t group_bits(const world::Worker& worker, base::Month now);

/// County, groups and take-up. A worker who claims a lever's offer claims it in every scenario:
/// the draw is keyed by worker and lever only.
bool claims(const terms::Reach& reach, const world::Worker& worker, std::uint32_t id,
            std::uint32_t bits, const base::Draws& draws);

inline bool covers(const terms::Reach& reach, base::MarketId market) {
  return reach.cities[base::city_of(market).value] && reach.sectors[base::sector_of(market).value];
}

/// Rents a room when the employer houses the share `dorm_share` of the staff.
inline bool rents(std::uint32_t worker, double dorm_share, const base::Draws& draws) {
  return draws.uniform(base::Purpose::trait, worker, 0) >= dorm_share;
}

/// The part of a month's cash offer that a worker `tenure` months in the post may receive.
/// Payment starts when the post has lasted `minimum_tenure` and the policy has begun.
bool payable(const terms::MonthlyCash& offer, int tenure, int months_since_policy_start);

}  // namespace chuanzhe::behaviour
