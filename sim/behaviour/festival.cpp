#include "behaviour/festival.hpp"

#include <algorithm>

namespace chuanzhe::behaviour {

double value_of_going(const Parameters& model, const FestivalSituation& s) {
  const double home = model.festival_home_value * (s.settled ? 0.5 : 1);
  return home + (s.child_behind ? model.festival_child : 0) -
         (s.family_here ? model.festival_family : 0) - s.fare_over_mean - s.overtime_over_mean +
         s.visit_grant - s.stay_bonus - s.restriction + (s.long_absent ? model.long_absence : 0);
}

double stay_probability(const Parameters& model, double value_of_going) {
  return 1 / (1 + base::exp(value_of_going / model.festival_scale));
}

// Back by day +8: 23 %, by day +25: all (Sichuan 2021, docs/data.md); linear between.
Absence draw_absence(const base::Draws& draws, std::uint32_t worker, int year,
                     double early_leave_days) {
  const base::Block block =
      draws.block(base::Purpose::festival, worker, static_cast<std::uint32_t>(year), 1);
  const double leave = 3 + block.uniform(0) * 18 + early_leave_days;
  const double back = block.uniform(1);
  const double after = back < 0.23 ? 1 + 7 * back / 0.23 : 8 + 17 * (back - 0.23) / 0.77;
  return {static_cast<int>(leave), static_cast<int>(after)};
}

double share_present(base::Date festival, const Absence& absence, base::Month month) {
  const long day = base::days_since_epoch(festival);
  const long first = base::days_since_epoch({month.year(), month.month_of_year(), 1});
  const long days = base::days_in(month);
  const long leave = std::clamp(day - absence.days_before, first, first + days);
  const long back = std::clamp(day + absence.days_after, first, first + days);
  return static_cast<double>(days - (back - leave)) / static_cast<double>(days);
}

}  // namespace chuanzhe::behaviour
