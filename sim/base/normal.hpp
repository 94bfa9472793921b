// The quantile of the standard normal law, from arithmetic alone, so that one keyed uniform draw
// gives one normal variate with the same bytes everywhere.
#pragma once

namespace chuanzhe::base {

/// The number that a standard normal variate is below with probability `u`, 0 < u < 1. Relative
/// error below 1.2e-9 (Acklam 2003, rational approximations in three pieces).
double normal_quantile(double u);

}  // namespace chuanzhe::base
