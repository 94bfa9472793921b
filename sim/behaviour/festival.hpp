// The Spring Festival (docs/model.md, Spring Festival): go home or stay, days away, and the value
// of coming back to the same post. One-off sums in CNY of 2021.
#pragma once

#include "base/draws.hpp"
#include "base/month.hpp"
#include "behaviour/parameters.hpp"
#include "terms/offers.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// What going home is worth to one worker beside the shocks.
struct FestivalSituation {
  bool child_behind = false;
  bool family_here = false;
  bool settled = false;           ///< has settled in the city
  double fare_over_mean = 0;      ///< return fare less its mean over workers [CNY]
  double overtime_over_mean = 0;  ///< festival pay forgone less its mean [CNY]
  double visit_grant = 0;         ///< [CNY]
  double stay_bonus = 0;          ///< worth of what is paid to who stays [CNY]
  double restriction = 0;         ///< R_y [CNY]
  bool long_absent = false;       ///< more than 13 months since the last visit
};

/// Net one-off value of going [CNY]; the worker goes when it plus the keyed logistic shock
/// festival_scale * ln(u / (1 - u)) is positive.
double value_of_going(const Parameters& model, const FestivalSituation& situation);

/// P(stay) at this value, for tests and checks.
double stay_probability(const Parameters& model, double value_of_going);

/// Pay forgone by who goes: three days at triple pay (statutory holiday rate).
inline double festival_overtime(double monthly_pay) { return monthly_pay / 21.75 * 3 * 3; }

/// Days away around the festival day, by keyed draws.
struct Absence {
  int days_before = 0;  ///< leaves this many days before the festival, 3..20
  int days_after = 0;   ///< is back this many days after it, 1..25
};
Absence draw_absence(const base::Draws& draws, std::uint32_t worker, int year,
                     double early_leave_days);

/// Share of the month's days that the worker is present, with [leave, back) around `festival`.
double share_present(base::Date festival, const Absence& absence, base::Month month);

}  // namespace chuanzhe::behaviour
