// Policy money of a run in CNY, replicate by replicate, from what every account paid (`debits`).
#pragma once

#include <string>
#include <vector>

#include "study/comparison.hpp"

namespace chuanzhe::study {

BreakdownRequest debits_in(const Period& period);

enum class Payers : std::uint8_t { all, public_funds };  ///< public: all but the employers

/// Spending of a period along the replicates; zeros for a run without policies.
std::vector<double> spending(const Reading& reading, const Period& period, Payers payers);

}  // namespace chuanzhe::study
