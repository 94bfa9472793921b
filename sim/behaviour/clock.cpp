#include "behaviour/clock.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "world/groups.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {
namespace {

/// Relative hazard by months since the festival's decision month; mean 1 (assumed: hiring peaks
/// after the festival).
constexpr std::array<double, 12> season_profile = {0.6, 2.6, 1.8, 0.8, 0.7, 0.8,
                                                   1.0, 1.0, 0.9, 0.7, 0.6, 0.5};

double season_of(const world::Calendar& calendar, base::Month month) {
  const int since = calendar.months_since_decision(month);
  return season_profile[static_cast<std::size_t>(std::min(since, 11))];
}

std::array<double, most_candidates + 1> poisson_table(double mean) {
  std::array<double, most_candidates + 1> at_most{};
  double term = base::exp(-mean), sum = 0;
  for (int n = 0; n < most_candidates; ++n) {
    sum += term;
    at_most[static_cast<std::size_t>(n)] = sum;
    term *= mean / (n + 1);
  }
  at_most.back() = 1;
  return at_most;
}

constexpr std::size_t usual_candidates = 3;  ///< of a window; more are rare

/// `place`, or 1, behind every other, if `gone`. A maximum, as a branch could not be predicted.
double later_if(bool gone, double place) { return std::max(place, static_cast<double>(gone)); }

constexpr int oldest = 65;  ///< nobody works at this age [years]

/// Hazard of retiring passed by each month since the age of onset (assumed logit in age).
class RetirementHazard {
 public:
  RetirementHazard() {
    for (int month = 0; month < months; ++month) {
      passed_[static_cast<std::size_t>(month) + 1] =
          (*this)[month] + 1 / (1 + base::exp(6.0 - 0.15 * month / 12));
    }
  }
  double operator[](int month) const { return passed_[static_cast<std::size_t>(month)]; }
  /// The month, from `begin` on, in which the hazard passes `level`.
  int first_beyond(double level, int begin) const {
    const auto found = std::upper_bound(passed_.begin() + begin + 1, passed_.end(), level);
    return static_cast<int>(found - passed_.begin()) - 1;
  }

 private:
  static constexpr int months = 15 * 12;
  std::array<double, months + 1> passed_{};
};

}  // namespace

Clock::Clock(const Parameters& model, const world::Calendar& calendar, base::Month first, int ticks,
             const base::Draws& draws)
    : draws_(draws),
      first_(first),
      ticks_(ticks),
      reconsider_(model.reconsider),
      layoff_(model.layoff) {
  for (int t = 0; t < ticks; ++t) season_.push_back(season_of(calendar, first + t));
  for (int band = 0; band < 4; ++band) {
    for (int begin = 0; begin < ticks; begin += window_ticks) {
      windows_[static_cast<std::size_t>(band)].push_back(make_window(band, begin));
    }
  }
}

Clock::Window Clock::make_window(int band, int begin) const {
  Window window{};
  window.begin = begin;
  window.end = std::min(begin + window_ticks, ticks_);
  double mean = 0;
  for (int t = begin; t < window.end; ++t) mean += hazard_bound(band, t);
  window.at_most = poisson_table(mean);
  double passed = 0;
  for (int t = begin; t < window.end; ++t) {
    const auto i = static_cast<std::size_t>(t - begin);
    passed += hazard_bound(band, t);
    window.share[i + 1] = mean > 0 ? passed / mean : 0;
    window.inverse[i] = mean > 0 ? mean / hazard_bound(band, t) : 0;
  }
  std::size_t tick = 0;
  for (std::size_t cell = 0; cell < guide_cells; ++cell) {
    const double reached = static_cast<double>(cell) / guide_cells;
    while (static_cast<int>(tick) + 1 < window.end - begin && window.share[tick + 1] <= reached) {
      ++tick;
    }
    window.guide[cell] = static_cast<std::uint8_t>(tick);
  }
  return window;
}

double Clock::hazard_bound(int band, int tick) const {
  return reconsider_ * season(tick) * age_factor[static_cast<std::size_t>(band)] + layoff_;
}

int Clock::band_at(int birth_month, int tick) const {
  return world::age_band_at((first_ + tick).index - birth_month);
}

// Inversion by a guide table (Chen and Asau 1974).
double Clock::Window::time_at(double u) const {
  std::size_t i = guide[static_cast<std::size_t>(u * guide_cells)];
  while (share[i + 1] <= u && begin + static_cast<int>(i) + 1 < end) ++i;
  const double fraction = (u - share[i]) * inverse[i];
  return begin + static_cast<int>(i) +
         std::min(fraction, 0x1.ffffffffffp-1);  // never into the next month by rounding
}

double Clock::Window::share_at(double time) const {
  const auto i = static_cast<std::size_t>(static_cast<int>(time) - begin);
  return share[i] + (time - static_cast<int>(time)) * (share[i + 1] - share[i]);
}

// A window's candidates: their number is Poisson, their places independent in the hazard's own
// time; neither needs a logarithm. One block serves the usual three or fewer.
void CandidateStream::look_at(int window) {
  const auto band = static_cast<std::size_t>(clock_->band_at(birth_month_, window * window_ticks));
  const auto key = static_cast<std::uint32_t>(window);
  const base::Block block = clock_->draws_.block(base::Purpose::clock, worker_, key);
  window_ = &clock_->windows_[band][static_cast<std::size_t>(window)];
  const double u = block.uniform(0);
  for (std::size_t n = 0; n < usual_candidates; ++n) {
    places_[n] = later_if(u <= window_->at_most[n], block.uniform(static_cast<int>(n) + 1));
  }
  count_ = usual_candidates;
  if (u > window_->at_most[usual_candidates]) look_for_more(key, u);
}

void CandidateStream::look_for_more(std::uint32_t window, double u) {
  static_assert((usual_candidates + 1) % 4 == 0, "the first of them begins a block of its own");
  base::Block block{};
  while (u > window_->at_most[count_]) ++count_;
  for (std::size_t n = usual_candidates + 1; n <= count_; ++n) {
    const auto word = static_cast<int>(n % 4);
    if (word == 0) {
      block = clock_->draws_.block(base::Purpose::clock, worker_, window,
                                   static_cast<std::uint32_t>(n / 4));
    }
    places_[n - 1] = block.uniform(word);
  }
}

/// The first place after `share`; 1 when there is none.
double CandidateStream::earliest_beyond(double share) const {
  double earliest = 1.0;
  for (std::size_t n = 0; n < usual_candidates; ++n) {
    earliest = std::min(earliest, later_if(places_[n] <= share, places_[n]));
  }
  for (std::size_t n = usual_candidates; n < count_; ++n) {
    earliest = std::min(earliest, later_if(places_[n] <= share, places_[n]));
  }
  return earliest;
}

std::optional<double> CandidateStream::next(double after) {
  int window = static_cast<int>(after) / window_ticks;
  if (window * window_ticks >= clock_->ticks_) return {};
  if (window_ == nullptr || window_->begin != window * window_ticks) look_at(window);
  // Places are odd multiples of 2^-33: half a step more, and rounding cannot tell one twice.
  double passed = window_->share_at(after) + 0x1p-34;
  for (;;) {
    const double earliest = earliest_beyond(passed);
    if (earliest < 1) return window_->time_at(earliest);
    ++window;
    if (window * window_ticks >= clock_->ticks_) return {};
    look_at(window);
    passed = 0;
  }
}

Cause Clock::cause(std::uint32_t worker, int birth_month, double time) const {
  const int tick = static_cast<int>(time);
  const auto fraction = static_cast<std::uint32_t>((time - tick) * 0x1p31);
  const double u =
      draws_.uniform(base::Purpose::mark, worker, static_cast<std::uint32_t>(tick), fraction);
  const int window_start = tick / window_ticks * window_ticks;
  const double mark = u * hazard_bound(band_at(birth_month, window_start), tick);
  if (mark < layoff_) return Cause::layoff;
  const auto band = static_cast<std::size_t>(band_at(birth_month, tick));
  return mark < layoff_ + reconsider_ * season(tick) * age_factor[band] ? Cause::reconsider
                                                                        : Cause::none;
}

std::uint8_t retirement_tick(std::uint32_t worker, bool female, int birth_month, base::Month first,
                             int ticks, const base::Draws& draws) {
  static const RetirementHazard passed;
  const int onset = (female ? 50 : 55) * 12;
  const int months_past = first.index - birth_month - onset;  // at tick 0, below 0 = before onset
  if (months_past + ticks < 0) return world::never;
  const int forced = oldest * 12 - onset;  // months past the onset at which everybody retires
  const int begin = std::max(months_past, 0), end = std::min(months_past + ticks, forced);
  if (begin >= forced) return 0;

  const base::Block block = draws.block(base::Purpose::retirement, worker, 0);
  int month = end;
  if (block.exponential_below(0, passed[end] - passed[begin])) {
    month = passed.first_beyond(passed[begin] + block.exponential(0), begin);
  } else if (months_past + ticks <= forced) {
    return world::never;
  }
  return static_cast<std::uint8_t>(month - months_past);
}

}  // namespace chuanzhe::behaviour
