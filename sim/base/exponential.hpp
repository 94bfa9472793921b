// The exponential variate of a random word, by inversion. It is drawn several times in every
// decision, so it is shorter than base::log: enough bits for a waiting time, the same bits on
// every compiler and processor.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/math.hpp"

namespace chuanzhe::base {

/// Cells of [1, 2) with the logarithm of their centres.
class ExponentialTable {
 public:
  static constexpr int cells = 128;
  struct Cell {
    double centre, inverse, log;
  };

  ExponentialTable() {
    for (int i = 0; i < cells; ++i) {
      // The last centre is 2 itself, so that nothing cancels where u is close to 1.
      const double centre = i + 1 == cells ? 2.0 : 1 + (i + 0.5) / cells;
      cell_[static_cast<std::size_t>(i)] = {centre, 1 / centre, base::log(centre)};
    }
    ln2_ = cell_.back().log;
  }

  /// -ln u for u = (word + 1/2) / 2^32; mean 1, relative error below 1e-10.
  double operator()(std::uint32_t word) const {
    const std::uint64_t odd = 2 * std::uint64_t{word} + 1;  // u = odd / 2^33 = m 2^(top - 33)
    const int zeros = std::countl_zero(odd);
    const std::uint64_t fraction = odd << zeros << 1;
    const double m = std::bit_cast<double>(fraction >> 12 | 0x3ff0000000000000ULL);
    const Cell& cell = cell_[fraction >> 57];
    const double r = (m - cell.centre) * cell.inverse;
    const double log1p = r - r * r * (0.5 - r * (1.0 / 3 - r * 0.25));
    return ((zeros - 30) * ln2_ - cell.log) - log1p;
  }

 private:
  std::array<Cell, cells> cell_{};
  double ln2_ = 0;
};

inline const ExponentialTable exponential_of;

}  // namespace chuanzhe::base
