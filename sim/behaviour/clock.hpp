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

  /// The candidates of one worker.
  class CandidateStream candidates(std::uint32_t worker, int birth_month) const;
  /// What the candidate at `time` is for a worker of this age.
  Cause cause(std::uint32_t worker, int birth_month, double time) const;
  double season(int tick) const { return season_[static_cast<std::size_t>(tick)]; }

 private:
  friend class CandidateStream;
  static constexpr std::size_t guide_cells = 256;

  /// The bound on the hazard over one window at one age.
  struct Window {
    int begin = 0, end = 0;                           ///< ticks
    std::array<double, most_candidates + 1> at_most;  ///< P(at most n candidates); the last is 1
    std::array<double, window_ticks + 1> share;       ///< of the hazard passed by each tick
    std::array<double, window_ticks> inverse;         ///< 1 / share of the tick's own hazard
    std::array<std::uint8_t, guide_cells> guide;      ///< tick reached by each 256th of the hazard
    /// The time at which the given share of the window's hazard has passed.
    double time_at(double u) const;
    double share_at(double time) const;  ///< its inverse; begin <= time < end
  };

  int band_at(int birth_month, int tick) const;
  double hazard_bound(int band, int tick) const;
  Window make_window(int band, int begin) const;

  base::Draws draws_;
  base::Month first_;
  int ticks_;
  double reconsider_, layoff_;
  std::vector<double> season_;                  ///< by tick
  std::array<std::vector<Window>, 4> windows_;  ///< by age band
};

/// The candidates of one worker. Remembers the window it looked at last, so that asking for one
/// candidate after another draws each window once.
class CandidateStream {
 public:
  CandidateStream(const Clock& clock, std::uint32_t worker, int birth_month)
      : clock_(&clock), worker_(worker), birth_month_(birth_month) {}
  /// The first candidate after `after` [ticks]; empty when none comes before the end of the run.
  std::optional<double> next(double after);

 private:
  void look_at(int window);
  void look_for_more(std::uint32_t window, double u);
  double earliest_beyond(double share) const;

  const Clock* clock_;
  std::uint32_t worker_;
  int birth_month_;
  const Clock::Window* window_ = nullptr;
  std::size_t count_ = 0;
  std::array<double, most_candidates> places_;  ///< shares of the window's hazard
};

inline CandidateStream Clock::candidates(std::uint32_t worker, int birth_month) const {
  return {*this, worker, birth_month};
}

/// Tick at which the worker retires: hazards rise with age from 50 (women) or 55 (men), all at 65.
/// world::never when that lies beyond `ticks`. Sources: docs/model.md, Demography (assumed).
std::uint8_t retirement_tick(std::uint32_t worker, bool female, int birth_month, base::Month first,
                             int ticks, const base::Draws& draws);

}  // namespace chuanzhe::behaviour
