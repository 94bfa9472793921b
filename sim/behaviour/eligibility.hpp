// Who an offer reaches. The person is checked once per decision, the place once per alternative.
#pragma once

#include "base/draws.hpp"
#include "terms/offers.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// The worker's words among world::GroupWord.
std::uint32_t group_bits(const world::Worker& worker, base::Month now);

/// County and groups, whoever claims.
bool includes(const terms::Reach& reach, base::CountyId county, std::uint32_t bits);

/// County, groups and take-up. A worker who claims a lever's offer claims it in every scenario:
/// the draw is keyed by worker and lever only.
/// `at_least` raises the take-up of whom a platform helps.
bool claims(const terms::Reach& reach, base::CountyId county, std::uint32_t id, std::uint32_t bits,
            const base::Draws& draws, double at_least = 0);
inline bool claims(const terms::Reach& reach, const world::Worker& worker, std::uint32_t id,
                   std::uint32_t bits, const base::Draws& draws, double at_least = 0) {
  return claims(reach, base::CountyId(worker.origin), id, bits, draws, at_least);
}

/// Registered on the platform, by county, coverage and the city the worker is in or seeks.
bool registered(const terms::Platform& platform, const world::Worker& worker, std::uint32_t id,
                base::CityId city, const base::Draws& draws);
/// The pair is in the offer's reach and among its pairs.
bool reaches(const terms::Reach& reach, const base::PlacePairs& pairs, base::CountyId county,
             base::CityId city, int twin_city);

inline bool covers(const terms::Reach& reach, base::MarketId market) {
  return reach.cities[base::city_of(market).value] && reach.sectors[base::sector_of(market).value];
}

/// Rents a room when the employer houses the share `dorm_share` of the staff.
inline bool rents(std::uint32_t worker, double dorm_share, const base::Draws& draws) {
  return draws.uniform(base::Purpose::trait, worker, 0) >= dorm_share;
}

/// Whether an offer pays this month to who has been entitled for `months` before (below 0: not
/// yet).
bool payable(const terms::MonthlyCash& offer, int months);

}  // namespace chuanzhe::behaviour
