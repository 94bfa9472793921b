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

}  // namespace

Clock::Clock(const Parameters& model, const world::Calendar& calendar, base::Month first,
             int ticks, const base::Draws& draws)
    : draws_(draws),
      first_(first),
      ticks_(ticks),
      reconsider_(model.reconsider),
      layoff_(model.layoff) {
  for (int t = 0; t < ticks; ++t) season_.push_back(season_of(calendar, first + t));
  for (int band = 0; band < 4; ++band) {
    auto& sum = cumulative_[static_cast<std::size_t>(band)];
    sum.assign(1, 0.0);
    for (int t = 0; t < ticks; ++t) sum.push_back(sum.back() + hazard_bound(band, t));
    for (int t = 0; t < ticks; t += window_ticks) {
      const int end = std::min(t + window_ticks, ticks);
      quiet_[static_cast<std::size_t>(band)].push_back(base::exp(
          sum[static_cast<std::size_t>(t)] - sum[static_cast<std::size_t>(end)]));
    }
  }
}

double Clock::hazard_bound(int band, int tick) const {
  return reconsider_ * season(tick) * age_factor[static_cast<std::size_t>(band)] + layoff_;
}

int Clock::band_at(int birth_month, int tick) const {
  return world::age_band(((first_ + tick).index - birth_month) / 12);
}

std::optional<double> Clock::next(std::uint32_t worker, int birth_month, double after) const {
  for (int window = static_cast<int>(after) / window_ticks; window * window_ticks < ticks_;
       ++window) {
    const int begin = window * window_ticks, end = std::min(begin + window_ticks, ticks_);
    const auto band = static_cast<std::size_t>(band_at(birth_month, begin));
    base::Block gaps = draws_.block(base::Purpose::clock, worker, static_cast<std::uint32_t>(window));
    if (gaps.uniform(0) <= quiet_[band][static_cast<std::size_t>(window)]) continue;

    const auto& sum = cumulative_[band];
    double reached = sum[static_cast<std::size_t>(begin)];
    int tick = begin;
    for (int n = 0;; ++n) {
      if (n > 0 && n % 4 == 0) {
        gaps = draws_.block(base::Purpose::clock, worker, static_cast<std::uint32_t>(window),
                            static_cast<std::uint32_t>(n / 4));
      }
      reached += gaps.exponential(n % 4);
      while (tick < end && reached >= sum[static_cast<std::size_t>(tick) + 1]) ++tick;
      if (tick == end) break;
      const double low = sum[static_cast<std::size_t>(tick)];
      const double width = sum[static_cast<std::size_t>(tick) + 1] - low;
      const double time = tick + (reached - low) / width;
      if (time > after) return time;
    }
  }
  return {};
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

std::uint8_t retirement_tick(std::uint32_t worker, bool female, int birth_month,
                             base::Month first, int ticks, const base::Draws& draws) {
  const int onset = (female ? 50 : 55) * 12;
  const int age = first.index - birth_month;
  if (age + ticks < onset) return world::never;
  double left = draws.block(base::Purpose::retirement, worker, 0).exponential(0);
  for (int t = std::max(0, onset - age); t < ticks; ++t) {
    const int months_past = age + t - onset;
    if (age + t >= 65 * 12) return static_cast<std::uint8_t>(t);
    left -= 1 / (1 + base::exp(6.0 - 0.15 * months_past / 12));
    if (left < 0) return static_cast<std::uint8_t>(t);
  }
  return world::never;
}

}  // namespace chuanzhe::behaviour
