// Small dense systems of equations: normal equations of fits and emulators.
#pragma once

#include <vector>

namespace chuanzhe::study {

/// Solves a x = b by elimination with the largest pivot; `a` is square. A row that is all zero
/// gives 0.
std::vector<double> solve_linear(std::vector<std::vector<double>> a, std::vector<double> b);

}  // namespace chuanzhe::study
