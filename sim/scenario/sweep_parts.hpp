// The parts of a sweep file, each read by its own function.
#pragma once

#include "scenario/sweep_file.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::scenario {

/// `factors:`, with units, grades and ranges from the base scenario. `needs_levels` makes levels
/// of ranges; a list brings its own.
std::vector<Factor> read_factors(const Node& list, const Variants& variants, DesignKind kind,
                                 std::int64_t grid_levels, Reading& reading);

/// `design:` without its points.
Design read_design(const Node* node, const base::Location& otherwise, Reading& reading);
/// The points of a list or CSV design; they give the factors their levels.
void read_points(const Node& node, std::vector<Factor>& factors, Design& design, Reading& reading);

/// Tries every level or end of a range in the base scenario and reports what it refuses.
void try_levels(const std::vector<Factor>& factors, const Variants& variants, Reading& reading);

}  // namespace chuanzhe::scenario
