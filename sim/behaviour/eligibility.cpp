#include "behaviour/eligibility.hpp"

#include <algorithm>

namespace chuanzhe::behaviour {
namespace {

constexpr std::uint32_t bit(world::GroupWord word) { return 1U << static_cast<unsigned>(word); }

}  // namespace

std::uint32_t group_bits(const world::Worker& worker, base::Month now) {
  using world::GroupWord;
  std::uint32_t bits = bit(worker.poor ? GroupWord::poor : GroupWord::not_poor);
  bits |= bit(worker.female ? GroupWord::female : GroupWord::male);
  const int band = world::age_band_at(worker.age_months(now));
  bits |= bit(GroupWord::age_16_29) << band;
  bits |= bit(GroupWord::edu_none) << worker.education_bits;
  bits |= bit(worker.experienced ? GroupWord::experienced : GroupWord::novice);
  bits |= bit(worker.has(world::flag::insured) ? GroupWord::insured : GroupWord::uninsured);
  bits |= bit(worker.trade != 0 ? GroupWord::trained : GroupWord::untrained);
  if (worker.trade != 0) {
    const unsigned trade = std::min<unsigned>(worker.trade, unsigned(world::Trade::commerce));
    bits |= bit(GroupWord::trade_domestic_care) << (trade - 1);
  }
  return bits;
}

bool includes(const terms::Reach& reach, base::CountyId county, std::uint32_t bits) {
  return reach.counties[county.value] && world::in_groups(reach.groups, bits);
}

bool claims(const terms::Reach& reach, base::CountyId county, std::uint32_t id, std::uint32_t bits,
            const base::Draws& draws, double at_least) {
  return includes(reach, county, bits) &&
         Leanings(id, draws).take_up(reach.lever_key) < std::max(reach.take_up, at_least);
}

bool reaches(const terms::Reach& reach, const base::PlacePairs& pairs, base::CountyId county,
             base::CityId city, int twin_city) {
  if (!reach.counties[county.value] || !reach.cities[city.value]) return false;
  if (pairs.twinned) return twin_city == city.value;
  return pairs.listed.empty() || std::find(pairs.listed.begin(), pairs.listed.end(),
                                           std::pair(county, city)) != pairs.listed.end();
}

}  // namespace chuanzhe::behaviour
