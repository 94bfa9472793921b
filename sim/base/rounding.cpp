#include "base/rounding.hpp"

#include <algorithm>
#include <numeric>

namespace chuanzhe::base {

std::vector<std::int64_t> largest_remainder(std::span<const double> weights, std::int64_t total) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  double sum = 0;
  for (const double weight : weights) sum += weight;
  if (sum <= 0) return parts;

  std::vector<double> remainder(weights.size());
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = weights[i] / sum * static_cast<double>(total);
    parts[i] = static_cast<std::int64_t>(share);
    remainder[i] = share - static_cast<double>(parts[i]);
    given += parts[i];
  }

  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; given < total; i = (i + 1) % order.size()) {
    if (weights[order[i]] <= 0) continue;
    ++parts[order[i]];
    ++given;
  }
  return parts;
}

}  // namespace chuanzhe::base
