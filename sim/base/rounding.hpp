// Largest-remainder rounding: whole numbers that add up exactly and are each within one of their
// share. Ties go to the lower index, so the result does not depend on order of evaluation.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace chuanzhe::base {

/// Divides `total` in proportion to `weights` (all >= 0; all zero gives all zero).
std::vector<std::int64_t> largest_remainder(std::span<const double> weights, std::int64_t total);

}  // namespace chuanzhe::base
