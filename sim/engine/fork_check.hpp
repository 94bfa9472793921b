// Whether one scenario can go on from the state of another: until the month of the fork both must
// be the same, behind it they may differ.
#pragma once

#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace chuanzhe::engine {

/// One key in which `fork` differs from `base` too early, and why that matters.
struct EarlyDifference {
  std::string key;  ///< e.g. "model.sigma", "policies.rent.amount"
  std::string why;
};

/// Everything that keeps `fork` from going on from `base` at the beginning of `month`. Free to
/// differ are policies that begin in `month` or later, the last month of policies that go on, years
/// of a series after those simulated, fewer replicates, and the end within the months planned. The
/// tables are not compared.
std::vector<EarlyDifference> early_differences(const RunInputs& base, const RunInputs& fork,
                                               base::Month month);

/// Throws base::InputError naming every key of early_differences().
void require_fork(const RunInputs& base, const RunInputs& fork, base::Month month);

}  // namespace chuanzhe::engine
