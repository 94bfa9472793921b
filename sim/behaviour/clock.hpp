// When workers outside Zhejiang reconsider (docs/model.md, Reconsideration). Each worker has a
// Poisson stream of candidate events in absolute time that depends on nothing but the worker, age
// and season; candidates are thinned by the actual hazard when they come up. So no policy can
// move a candidate, and a worker whose life diverged meets the same candidates after coming home.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/draws.hpp"
#include "base/month.hpp"
#include "behaviour/parameters.hpp"
#include "world/calendar.hpp"

namespace chuanzhe::behaviour {

inline constexpr int window_ticks = 24;     ///< candidates are drawn window by window
inline constexpr int most_candidates = 19;  ///< in one window; more have probability below 1e-16

/// ageF: relative hazard of reconsidering by age band 16-29, 30-44, 45-54, 55-64. It never rises
/// with age, so the band at the start of a window bounds the whole window.
inline constexpr std::array<double, 4> age_factor = {1.3, 1.0, 0.5, 0.15};

enum class Cause : std::uint8_t { none, reconsider, layoff };

/// A candidate event: `time` = tick + fraction of the month.
struct Candidate {
  double time = 0;
  Cause cause = Cause::none;  ///< `none` when thinned away
};

class Clock {
 public:
  /// `first` is tick 0.
  Clock(const Parameters& model, const world::Calendar& calendar, base::Month first, int ticks,
        const base::Draws& draws);

  /// The worker's first candidate after `after`; empty when none comes before the end of the run.
  std::optional<double> next(std::uint32_t worker, int birth_month, double after) const;
  /// What the candidate at `time` is for a worker of this age.
  Cause cause(std::uint32_t worker, int birth_month, double time) const;
  double season(int tick) const { return season_[static_cast<std::size_t>(tick)]; }

 private:
  int band_at(int birth_month, int tick) const;
  double hazard_bound(int band, int tick) const;
  double time_at(std::size_t band, int begin, int end, double share) const;

  base::Draws draws_;
  base::Month first_;
  int ticks_;
  double reconsider_, layoff_;
  std::vector<double> season_;                     ///< by tick
  std::array<std::vector<double>, 4> cumulative_;  ///< bound on the hazard, by band and tick
  /// P(at most n candidates in a window), by band and window; the last entry is 1.
  std::array<std::vector<std::array<double, most_candidates + 1>>, 4> at_most_;
};

/// Tick at which the worker retires: hazards rise with age from 50 (women) or 55 (men), all at 65.
/// world::never when that lies beyond `ticks`. Sources: docs/model.md, Demography (assumed).
std::uint8_t retirement_tick(std::uint32_t worker, bool female, int birth_month, base::Month first,
                             int ticks, const base::Draws& draws);

}  // namespace chuanzhe::behaviour
