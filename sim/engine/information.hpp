// What information levers do to a month: attention and hiring from home by county and city, seats,
// rewards by placement, and the platform's knowledge of who left (docs/model.md, Information).
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

inline constexpr double largest_attention = 0.40;  ///< upper end of the trials (model 4.1)
inline constexpr double usual_lag = 6;  ///< months until a leaver is noticed without a platform

/// Multiplies the month's choice weights by attention and fills `remote`.
void apply_information(const world::Tables& tables, double base_remote, MonthContext& context);

/// Share of those who want a seat this month and get one, for every charter offered.
std::vector<double> seat_shares(const State& state, const terms::Offers& offers);

/// What a workstation has earned by `placed` persons of a year [CNY to the fen].
base::Fen placement_reward(const terms::PlacementReward& reward, std::int64_t placed);
/// Books this month's rewards and counts who came.
void book_placements(State& state, const MonthContext& context);

/// Months that `noticed` of `waiting` leavers have waited, who together waited `waited` months:
/// who is noticed does not depend on how long they waited. Rounded to the nearest month.
std::int64_t months_of_noticed(std::int64_t waited, std::int32_t waiting, std::int32_t noticed);

/// Moves leavers to the undetected and notices some of them. A leaver waits at least the month of
/// leaving.
void detect_leavers(State& state, const MonthContext& context);

}  // namespace chuanzhe::engine
