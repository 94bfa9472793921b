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

/// How a worker takes offers, the same in every scenario. Asked for in most months, so drawn by a
/// mix of bits (base::Draws::trait) instead of a block.
class Leanings {
 public:
  Leanings(std::uint32_t worker, const base::Draws& draws)
      : bits_(draws.trait(base::Purpose::take_up, worker)) {}

  /// Uniform in (0, 1); below the take-up of a lever the worker claims its offers.
  double take_up(std::uint32_t lever_key) const { return uniform(lever_key + 3ULL); }
  double registration() const { return uniform(1); }  ///< below the coverage: registered
  /// Rents a room when the employer houses the share `dorm_share` of the staff.
  bool rents(double dorm_share) const { return uniform(2) >= dorm_share; }

 private:
  double uniform(std::uint64_t what) const {
    const std::uint64_t x = base::mix(bits_ + what * 0x9e3779b97f4a7c15U);
    return (static_cast<double>(x >> 11U) + 0.5) * 0x1p-53;
  }
  std::uint64_t bits_;
};

/// County, groups and take-up. A worker who claims a lever's offer claims it in every scenario:
/// the draw is keyed by worker and lever only.
/// `at_least` raises the take-up of whom a platform helps.
bool claims(const terms::Reach& reach, base::CountyId county, std::uint32_t id, std::uint32_t bits,
            const base::Draws& draws, double at_least = 0);
inline bool claims(const terms::Reach& reach, const world::Worker& worker, std::uint32_t id,
                   std::uint32_t bits, const base::Draws& draws, double at_least = 0) {
  return claims(reach, base::CountyId(worker.origin), id, bits, draws, at_least);
}

/// Registered on the platform, by county, coverage and the city the worker is in or seeks. Workers
/// carry a flag of who is below `largest` coverage of the run, so that others need no draw.
inline bool registered(const terms::Platform& platform, double largest, const world::Worker& worker,
                       std::uint32_t id, base::CityId city, const base::Draws& draws) {
  return worker.has(world::flag::registered) && platform.reach.counties[worker.origin] &&
         platform.reach.cities[city.value] &&
         (platform.coverage >= largest || Leanings(id, draws).registration() < platform.coverage);
}
/// The pair is in the offer's reach and among its pairs.
bool reaches(const terms::Reach& reach, const base::PlacePairs& pairs, base::CountyId county,
             base::CityId city, int twin_city);

inline bool covers(const terms::Reach& reach, base::MarketId market) {
  return reach.cities[base::city_of(market).value] && reach.sectors[base::sector_of(market).value];
}

/// Whether an offer pays this month to who has been entitled for `months` before (below 0: not
/// yet).
inline bool payable(const terms::MonthlyCash& offer, int months) {
  return months >= 0 && (offer.maximum_months == 0 || months < offer.maximum_months);
}

}  // namespace chuanzhe::behaviour
