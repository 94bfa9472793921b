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
  const int band = world::age_band(worker.age_years(now));
  bits |= bit(GroupWord::age_16_29) << band;
  bits |= bit(GroupWord::edu_none) << worker.education_bits;
  bits |= bit(worker.experienced ? GroupWord::experienced : GroupWord::novice);
  bits |= bit(worker.has(world::flag::insured) ? GroupWord::insured : GroupWord::uninsured);
  return bits;
}

bool claims(const terms::Reach& reach, const world::Worker& worker, std::uint32_t id,
            std::uint32_t bits, const base::Draws& draws) {
  return reach.counties[worker.origin] && world::in_groups(reach.groups, bits) &&
         draws.uniform(base::Purpose::take_up, id, 0, reach.lever_key) < reach.take_up;
}

bool payable(const terms::MonthlyCash& offer, int tenure, int months_since_policy_start) {
  const int months_eligible = std::min(tenure - offer.minimum_tenure, months_since_policy_start);
  return months_eligible >= 0 &&
         (offer.maximum_months == 0 || months_eligible < offer.maximum_months);
}

}  // namespace chuanzhe::behaviour
