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
    auto& sum = cumulative_[static_cast<std::size_t>(band)];
    sum.assign(1, 0.0);
    for (int t = 0; t < ticks; ++t) sum.push_back(sum.back() + hazard_bound(band, t));
    for (int t = 0; t < ticks; t += window_ticks) {
      const int end = std::min(t + window_ticks, ticks);
      const double mean = sum[static_cast<std::size_t>(end)] - sum[static_cast<std::size_t>(t)];
      at_most_[static_cast<std::size_t>(band)].push_back(poisson_table(mean));
    }
  }
}

double Clock::hazard_bound(int band, int tick) const {
  return reconsider_ * season(tick) * age_factor[static_cast<std::size_t>(band)] + layoff_;
}

int Clock::band_at(int birth_month, int tick) const {
  return world::age_band(((first_ + tick).index - birth_month) / 12);
}

/// The time at which the given share of the window's hazard has passed.
double Clock::time_at(std::size_t band, int begin, int end, double share) const {
  const auto& sum = cumulative_[band];
  const double low = sum[static_cast<std::size_t>(begin)];
  const double reached = low + share * (sum[static_cast<std::size_t>(end)] - low);
  int tick = begin + static_cast<int>(share * (end - begin));
  while (tick > begin && sum[static_cast<std::size_t>(tick)] > reached) --tick;
  while (tick + 1 < end && sum[static_cast<std::size_t>(tick) + 1] <= reached) ++tick;
  const double start = sum[static_cast<std::size_t>(tick)];
  const double fraction = (reached - start) / (sum[static_cast<std::size_t>(tick) + 1] - start);
  return tick + std::min(fraction, 0x1.fffffffp-1);  // never into the next month by rounding
}

// A window's candidates: their number is Poisson, their places independent in the hazard's own
// time. Neither needs a logarithm.
std::optional<double> Clock::next(std::uint32_t worker, int birth_month, double after) const {
  for (int window = static_cast<int>(after) / window_ticks; window * window_ticks < ticks_;
       ++window) {
    const int begin = window * window_ticks, end = std::min(begin + window_ticks, ticks_);
    const auto band = static_cast<std::size_t>(band_at(birth_month, begin));
    const auto key = static_cast<std::uint32_t>(window);
    base::Block block = draws_.block(base::Purpose::clock, worker, key);
    const auto& at_most = at_most_[band][static_cast<std::size_t>(window)];
    const double u = block.uniform(0);
    int count = 0;
    while (u > at_most[static_cast<std::size_t>(count)]) ++count;

    double earliest = ticks_;
    for (int n = 1; n <= count; ++n) {
      if (n % 4 == 0) {
        block = draws_.block(base::Purpose::clock, worker, key, static_cast<std::uint32_t>(n / 4));
      }
      const double time = time_at(band, begin, end, block.uniform(n % 4));
      if (time > after) earliest = std::min(earliest, time);
    }
    if (earliest < ticks_) return earliest;
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

std::uint8_t retirement_tick(std::uint32_t worker, bool female, int birth_month, base::Month first,
                             int ticks, const base::Draws& draws) {
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
