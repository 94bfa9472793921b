#include "study/interval.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "base/draws.hpp"
#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

constexpr std::uint32_t resamples = 4000;

std::vector<double> defined(std::span<const double> values) {
  std::vector<double> kept;
  std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
               [](double value) { return !std::isnan(value); });
  return kept;
}

double mean_of_resample(const std::vector<double>& values, const base::Draws& draws,
                        std::uint32_t resample) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const double u = draws.uniform(base::Purpose::bootstrap, i, resample);
    sum += values[static_cast<std::size_t>(u * n)];
  }
  return sum / n;
}

// Between the two nearest order statistics.
double percentile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

// The tail whose normal quantile is Student's, widened by sqrt(n / (n - 1)): resampled means vary
// by the variance with n, not n - 1.
double expanded_tail(std::size_t n, double level) {
  const auto size = static_cast<double>(n);
  const double z = student_t(n, level) * std::sqrt(size / (size - 1));
  return boost::math::cdf(boost::math::normal(), -z);
}

}  // namespace

Moments moments_of(std::span<const double> values) {
  const std::vector<double> kept = defined(values);
  Moments moments{kept.size()};
  if (kept.empty()) return moments;
  const auto n = static_cast<double>(kept.size());
  double sum = 0, squares = 0;
  for (const double value : kept) sum += value;
  moments.mean = sum / n;
  if (kept.size() < 2) return moments;
  for (const double value : kept) squares += (value - moments.mean) * (value - moments.mean);
  moments.variance = squares / (n - 1);
  return moments;
}

double covariance(std::span<const double> a, std::span<const double> b) {
  base::expect(a.size() == b.size(), "values of a covariance come in pairs");
  if (a.size() < 2) return undefined;
  const double mean_a = moments_of(a).mean, mean_b = moments_of(b).mean;
  double products = 0;
  for (std::size_t i = 0; i < a.size(); ++i) products += (a[i] - mean_a) * (b[i] - mean_b);
  return products / static_cast<double>(a.size() - 1);
}

double student_t(std::size_t n, double level) {
  base::expect(n >= 2, "an interval needs two replicates");
  const boost::math::students_t distribution(static_cast<double>(n - 1));
  return boost::math::quantile(distribution, (1 + level) / 2);
}

Interval student_interval(std::span<const double> values, double level) {
  const Moments moments = moments_of(values);
  if (moments.n < 2) return {};
  const double half =
      student_t(moments.n, level) * std::sqrt(moments.variance / static_cast<double>(moments.n));
  return {moments.mean - half, moments.mean + half};
}

Interval bootstrap_interval(std::span<const double> values, std::uint64_t seed, double level) {
  const std::vector<double> kept = defined(values);
  if (kept.size() < 2) return {};
  const base::Draws draws(base::make_key(seed, 0));
  std::vector<double> means(resamples);
  for (std::uint32_t b = 0; b < resamples; ++b) means[b] = mean_of_resample(kept, draws, b);
  std::sort(means.begin(), means.end());
  const double tail = expanded_tail(kept.size(), level);
  return {percentile(means, tail), percentile(means, 1 - tail)};
}

Estimate estimate(std::span<const double> values, const IntervalChoice& choice) {
  const Moments moments = moments_of(values);
  const bool student = choice.kind == IntervalKind::student;
  return {moments.mean,
          student ? student_interval(values, choice.level)
                  : bootstrap_interval(values, choice.seed, choice.level),
          moments.n};
}

}  // namespace chuanzhe::study
