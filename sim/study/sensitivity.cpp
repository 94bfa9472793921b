#include "study/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

using Numbers = std::vector<double>;
using Rows = std::vector<std::size_t>;

Rows all_rows(std::size_t n) {
  Rows rows(n);
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

/// n rows out of n with replacement, a pure function of the resample's number.
Rows drawn_rows(std::size_t n, int resample, const base::Draws& draws) {
  Rows rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = draws.uniform(base::Purpose::bootstrap, static_cast<std::uint32_t>(resample),
                                   static_cast<std::uint32_t>(i));
    rows[i] = static_cast<std::size_t>(u * static_cast<double>(n));
  }
  return rows;
}

double percentile(Numbers& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// `statistics` gives several figures of a choice of rows; each comes back with its interval.
std::vector<IndexEstimate> bootstrap(std::size_t n, int resamples, const base::Draws& draws,
                                     const std::function<Numbers(const Rows&)>& statistics) {
  const Numbers centre = statistics(all_rows(n));
  std::vector<Numbers> spread(centre.size());
  for (int r = 0; r < resamples; ++r) {
    const Numbers figures = statistics(drawn_rows(n, r, draws));
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (std::isfinite(figures[i])) spread[i].push_back(figures[i]);
    }
  }
  std::vector<IndexEstimate> estimates;
  for (std::size_t i = 0; i < centre.size(); ++i) {
    std::sort(spread[i].begin(), spread[i].end());
    const bool known = !spread[i].empty();
    estimates.push_back({centre[i], known ? percentile(spread[i], 0.025) : centre[i],
                         known ? percentile(spread[i], 0.975) : centre[i]});
  }
  return estimates;
}

/// Samples of a Saltelli design: f(A), f(B), f(A with factor i of B), centred.
class Samples {
 public:
  Samples(std::span<const double> figures, std::size_t factors) : width_(factors + 2) {
    base::expect(figures.size() % width_ == 0, "a Saltelli design has whole samples");
    for (std::size_t first = 0; first < figures.size(); first += width_) {
      const auto sample = figures.subspan(first, width_);
      if (std::any_of(sample.begin(), sample.end(), [](double f) { return !std::isfinite(f); })) {
        continue;
      }
      values_.insert(values_.end(), sample.begin(), sample.end());
    }
    centre();
  }
  std::size_t size() const { return values_.size() / width_; }
  double a(std::size_t j) const { return values_[j * width_]; }
  double b(std::size_t j) const { return values_[j * width_ + 1]; }
  double mixed(std::size_t j, std::size_t factor) const { return values_[j * width_ + 2 + factor]; }

 private:
  // Saltelli's estimator loses digits when the mean is large beside the spread.
  void centre() {
    double mean = 0;
    for (std::size_t j = 0; j < size(); ++j) mean += (a(j) + b(j)) / 2;
    mean /= static_cast<double>(std::max<std::size_t>(size(), 1));
    for (double& value : values_) value -= mean;
  }
  std::size_t width_;
  Numbers values_;
};

double variance_of(const Samples& samples, const Rows& rows) {
  double sum = 0, squares = 0;
  for (const std::size_t j : rows) {
    sum += samples.a(j) + samples.b(j);
    squares += samples.a(j) * samples.a(j) + samples.b(j) * samples.b(j);
  }
  const double n = 2 * static_cast<double>(rows.size());
  return squares / n - sum / n * (sum / n);
}

Numbers first_and_total(const Samples& samples, std::size_t factors, const Rows& rows) {
  const double n = static_cast<double>(rows.size()) * variance_of(samples, rows);
  Numbers indices;
  for (std::size_t i = 0; i < factors; ++i) {
    double alone = 0, with_others = 0;
    for (const std::size_t j : rows) {
      const double change = samples.mixed(j, i) - samples.a(j);
      alone += samples.b(j) * change;
      with_others += change * change / 2;
    }
    indices.push_back(alone / n);
    indices.push_back(with_others / n);
  }
  return indices;
}

/// Elementary effects, one row per trajectory whose figures are all defined.
std::vector<Numbers> effects_of(std::span<const std::vector<double>> points,
                                std::span<const double> figures, std::size_t factors) {
  std::vector<Numbers> effects;
  for (std::size_t first = 0; first + factors < figures.size(); first += factors + 1) {
    Numbers effect(factors, 0);
    for (std::size_t step = first; step < first + factors; ++step) {
      for (std::size_t i = 0; i < factors; ++i) {
        const double change = points[step + 1][i] - points[step][i];
        if (change != 0) effect[i] = (figures[step + 1] - figures[step]) / change;
      }
    }
    if (std::all_of(effect.begin(), effect.end(), [](double e) { return std::isfinite(e); })) {
      effects.push_back(std::move(effect));
    }
  }
  return effects;
}

Numbers effect_statistics(const std::vector<Numbers>& effects, std::size_t factors,
                          const Rows& rows) {
  const auto n = static_cast<double>(rows.size());
  Numbers statistics;
  for (std::size_t i = 0; i < factors; ++i) {
    double sum = 0, sizes = 0, squares = 0;
    for (const std::size_t t : rows) {
      sum += effects[t][i];
      sizes += std::fabs(effects[t][i]);
    }
    for (const std::size_t t : rows) {
      squares += (effects[t][i] - sum / n) * (effects[t][i] - sum / n);
    }
    const double spread = n > 1 ? std::sqrt(squares / (n - 1)) : 0;
    statistics.insert(statistics.end(), {sizes / n, sum / n, spread});
  }
  return statistics;
}

}  // namespace

std::vector<SobolIndex> sobol_indices(std::span<const double> figures, int factors,
                                      const base::Draws& draws, int resamples) {
  const auto k = static_cast<std::size_t>(factors);
  const Samples samples(figures, k);
  if (samples.size() == 0 || !(variance_of(samples, all_rows(samples.size())) > 0)) return {};
  const auto estimates = bootstrap(samples.size(), resamples, draws, [&](const Rows& rows) {
    return first_and_total(samples, k, rows);
  });
  std::vector<SobolIndex> indices;
  for (std::size_t i = 0; i < k; ++i) indices.push_back({estimates[2 * i], estimates[2 * i + 1]});
  return indices;
}

std::vector<MorrisMeasure> morris_measures(std::span<const std::vector<double>> points,
                                           std::span<const double> figures, int factors,
                                           const base::Draws& draws, int resamples) {
  base::expect(points.size() == figures.size(), "every point has its figure");
  const auto k = static_cast<std::size_t>(factors);
  const auto effects = effects_of(points, figures, k);
  if (effects.empty()) return {};
  const auto estimates = bootstrap(effects.size(), resamples, draws, [&](const Rows& rows) {
    return effect_statistics(effects, k, rows);
  });
  std::vector<MorrisMeasure> measures;
  for (std::size_t i = 0; i < k; ++i) {
    measures.push_back({estimates[3 * i], estimates[3 * i + 1], estimates[3 * i + 2]});
  }
  return measures;
}

std::vector<GradeShare> shares_by_grade(std::span<const SobolIndex> indices,
                                        std::span<const base::Grade> grades) {
  base::expect(indices.size() == grades.size(), "every factor has its grade");
  double all_alone = 0, all_total = 0;
  for (const SobolIndex& index : indices) {
    all_alone += std::max(0.0, index.first.value);
    all_total += std::max(0.0, index.total.value);
  }
  std::vector<GradeShare> shares;
  for (std::size_t g = 0; g < std::size(base::grade_words); ++g) {
    GradeShare share{static_cast<base::Grade>(g)};
    double total = 0;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      if (grades[i] != share.grade) continue;
      share.alone += std::max(0.0, indices[i].first.value);
      total += std::max(0.0, indices[i].total.value);
    }
    // What the other grades explain alone cannot rest on this one.
    share.with_others = std::max(share.alone, std::min(total, 1 - (all_alone - share.alone)));
    share.share = all_total > 0 ? total / all_total : 0;
    shares.push_back(share);
  }
  return shares;
}

}  // namespace chuanzhe::study
