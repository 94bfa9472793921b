// The choice among destinations as a race of exponentials (docs/model.md, Choice). Alternative j
// with weight w_j = exp(V_j / sigma) arrives at E_j / w_j; the first to arrive is chosen. With E_j
// = exp(-g_j) this is the argmax of V_j / sigma + g_j over keyed Gumbel shocks g_j, with the same
// frozen shock for the same worker, month and alternative in every scenario.
//
// The E_j are the first arrivals of Poisson streams whose rates b_j (the base measure) never
// change, so they can be drawn in order of arrival and only until no later one can win: two or
// three draws instead of 91. The result does not depend on how early the search stops.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/draws.hpp"

namespace chuanzhe::behaviour {

/// Draws from fixed shares in constant time (Walker 1977, Vose 1991).
class AliasTable {
 public:
  explicit AliasTable(const std::vector<double>& shares);
  int pick(std::uint32_t word) const {
    const std::uint64_t scaled = std::uint64_t{word} * cells_.size();
    const auto own = static_cast<std::uint32_t>(scaled >> 32);
    const Cell& cell = cells_[own];
    // A mask, as no branch predictor can know a coin.
    const std::uint32_t is_own = 0U - (static_cast<std::uint32_t>(scaled) < cell.threshold);
    return static_cast<int>((own & is_own) | (cell.other & ~is_own));
  }

 private:
  struct Cell {
    std::uint32_t threshold;
    std::uint32_t other;
  };
  std::vector<Cell> cells_;
};

/// One decision: which frozen shocks it uses.
struct DecisionKey {
  std::uint32_t worker = 0;
  std::uint32_t month = 0;
  std::uint32_t number = 0;  ///< decision within the month
};

/// The race so far.
struct Winner {
  int alternative = -1;
  double arrival = std::numeric_limits<double>::infinity();
};

/// When each alternative of the base measure first arrives in the race of a decision; 0 where it
/// does not within `limit` blocks. Shows the frozen shocks behind a choice: exp(-g_j) / b_j.
std::vector<double> first_arrivals(const base::Draws& draws, base::Purpose purpose,
                                   const DecisionKey& key, const AliasTable& base_measure,
                                   int alternatives, std::uint32_t limit = 0xffff);

/// Runs the race over `base` until no arrival can beat `best`. `ratio(j, least)` = w_j / b_j >= 0
/// for base shares b summing to 1; where it is not above `least` it loses and may be given as 0.
/// `bound` >= every ratio.
template <class Ratio>
Winner race(const base::Draws& draws, base::Purpose purpose, const DecisionKey& key,
            const AliasTable& base_measure, double bound, Ratio ratio, Winner best = {},
            std::uint32_t limit = 4096) {
  double time = 0;
  for (std::uint32_t k = 0; k < limit; ++k) {
    const base::Block block = draws.block(purpose, key.worker, key.month, key.number << 16 | k);
    for (int half = 0; half < 4; half += 2) {
      const double last = best.arrival * bound;
      if (!block.exponential_below(half, last - time)) return best;
      time += block.exponential(half);
      const int j = base_measure.pick(block.word[static_cast<std::size_t>(half) + 1]);
      const double r = ratio(j, time / best.arrival);
      if (r > 0 && time < best.arrival * r) best = {j, time / r};
    }
  }
  return best;
}

}  // namespace chuanzhe::behaviour
