// Residence points at work (docs/model.md, Points, permit, schooling): every November workers
// settle, every September children get school places, most points first and by keyed lottery among
// equals.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

// Draws of base::Purpose::points for one worker and month.
inline constexpr std::uint32_t points_school = 0;  ///< lottery of the places
inline constexpr std::uint32_t points_settle = 1;  ///< of the settlement

/// In September: ends the schooling of those who are 15, renews the places of the others and
/// fills the new ones. Returns at once in other months.
void fill_school_places(State& state, const MonthContext& context, base::ThreadPool& pool);

/// In November: settles workers by quota or threshold. Returns at once in other months.
void settle_by_points(State& state, const MonthContext& context, base::ThreadPool& pool);

}  // namespace chuanzhe::engine
