#include "behaviour/race.hpp"

#include "base/error.hpp"

namespace chuanzhe::behaviour {

AliasTable::AliasTable(const std::vector<double>& shares) : cells_(shares.size()) {
  base::expect(!shares.empty(), "an alias table has at least one alternative");
  double sum = 0;
  for (const double share : shares) sum += share;
  base::expect(sum > 0, "the shares of an alias table are not all zero");

  const auto n = static_cast<double>(shares.size());
  std::vector<double> scaled;
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < shares.size(); ++i) {
    scaled.push_back(shares[i] / sum * n);
    (scaled.back() < 1 ? small : large).push_back(i);
    cells_[i] = {0xffffffffU, i};
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t low = small.back(), high = large.back();
    small.pop_back();
    cells_[low] = {static_cast<std::uint32_t>(scaled[low] * 0x1p32), high};
    scaled[high] -= 1 - scaled[low];
    if (scaled[high] < 1) {
      large.pop_back();
      small.push_back(high);
    }
  }
}

std::vector<double> first_arrivals(const base::Draws& draws, base::Purpose purpose,
                                   const DecisionKey& key, const AliasTable& base_measure,
                                   int alternatives, std::uint32_t limit) {
  std::vector<double> first(static_cast<std::size_t>(alternatives));
  double time = 0;
  int missing = alternatives;
  for (std::uint32_t k = 0; k < limit && missing > 0; ++k) {
    const base::Block block = draws.block(purpose, key.worker, key.month, key.number << 16 | k);
    for (int half = 0; half < 4; half += 2) {
      time += block.exponential(half);
      const int j = base_measure.pick(block.word[static_cast<std::size_t>(half) + 1]);
      if (j >= alternatives || first[static_cast<std::size_t>(j)] > 0) continue;
      first[static_cast<std::size_t>(j)] = time;
      --missing;
    }
  }
  return first;
}

}  // namespace chuanzhe::behaviour
