// Technical schools: every September seats go to the young of the counties, the formerly poor
// first, then by keyed lottery (docs/model.md, Courses and schools).
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

// Draws of base::Purpose::school for one student.
inline constexpr std::uint32_t school_entry = 0;    ///< lottery of the entrants
inline constexpr std::uint32_t school_ends = 1;     ///< dropping out; placement
inline constexpr std::uint32_t school_markets = 2;  ///< and on: shock of each market

/// How long a student will be in school.
struct SchoolStay {
  int months = 0;
  bool graduates = true;
};
SchoolStay school_stay(const terms::SchoolSeats& school, const base::Draws& draws,
                       std::uint32_t worker, base::Month entry);

/// Admits entrants in September; returns at once in other months.
void fill_schools(State& state, const MonthContext& context, base::ThreadPool& pool);

}  // namespace chuanzhe::engine
