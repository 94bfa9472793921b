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

}  // namespace chuanzhe::behaviour
