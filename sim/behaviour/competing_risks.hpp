// Competing risks inside a month, exact for hazards that are constant over the rest of the month
// (docs/model.md, Competing risks): the waiting time is exponential with the sum of the hazards,
// the cause is drawn in proportion to them. Never a separate Bernoulli per cause.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/draws.hpp"

namespace chuanzhe::behaviour {

struct Risk {
  double time = 0;        ///< within the month [0, 1)
  std::size_t cause = 0;  ///< index into the hazards
};

/// The worker's `k`-th event of the month after `now`; empty when the month ends first.
/// `hazards` in 1/month.
inline std::optional<Risk> next_risk(const base::Draws& draws, std::uint32_t worker, int tick,
                                     std::uint32_t k, double now, std::span<const double> hazards) {
  double total = 0;
  for (const double hazard : hazards) total += hazard;
  const base::Block block =
      draws.block(base::Purpose::event, worker, static_cast<std::uint32_t>(tick), k);
  if (!block.exponential_below(0, total * (1 - now))) return {};

  Risk risk{now + block.exponential(0) / total, 0};
  double mark = block.uniform(1) * total;
  while (risk.cause + 1 < hazards.size() && mark >= hazards[risk.cause]) {
    mark -= hazards[risk.cause++];
  }
  return risk;
}

}  // namespace chuanzhe::behaviour
