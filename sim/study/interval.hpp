// Means of replicates with their intervals. Replicates are independent, months of one are not: an
// interval is always over replicates (docs/compare.md). Values that are not defined (NaN: a share
// of nobody) are left out and counted.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace chuanzhe::study {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Interval {
  double low = undefined, high = undefined;
  bool contains(double value) const { return low <= value && value <= high; }
  double half_width() const { return (high - low) / 2; }
};

/// Sums that means, variances and covariances are made of.
struct Moments {
  std::size_t n = 0;
  double mean = undefined;
  double variance = undefined;  ///< of one replicate, with n - 1; undefined below two
};
Moments moments_of(std::span<const double> values);

/// Of values taken in pairs, with n - 1; undefined below two.
double covariance(std::span<const double> a, std::span<const double> b);

/// Half of Student's two-sided quantile: P(|T| <= t) = level with n - 1 degrees of freedom.
double student_t(std::size_t n, double level = 0.95);

enum class IntervalKind : std::uint8_t { student, bootstrap };

/// Student: mean -+ t sqrt(variance / n). Undefined below two values.
Interval student_interval(std::span<const double> values, double level = 0.95);

/// Percentiles of the means of resampled replicates, at levels widened for few replicates so that
/// for normal values it covers as Student's does (Hesterberg 2015, The American Statistician 69,
/// "expanded percentile"). Resamples are keyed draws: the same for the same seed.
Interval bootstrap_interval(std::span<const double> values, std::uint64_t seed,
                            double level = 0.95);

/// A mean over replicates with its interval.
struct Estimate {
  double mean = undefined;
  Interval interval;
  std::size_t n = 0;  ///< replicates in which it is defined
};

struct IntervalChoice {
  IntervalKind kind = IntervalKind::student;
  double level = 0.95;
  std::uint64_t seed = 0;  ///< of the bootstrap
};
Estimate estimate(std::span<const double> values, const IntervalChoice& choice);

}  // namespace chuanzhe::study
