// Targets beside what a run gives: the table of `targets` and `calibrate`, on paper and as CSV.
#pragma once

#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "scenario/targets_file.hpp"

namespace chuanzhe::app {

/// Relative error of a figure; NaN when it is not defined in the run.
double error_of(const scenario::TargetRow& target, double simulated);
bool is_met(const scenario::TargetRow& target, double simulated);

/// Target, value, simulated, error, tolerance, one line each, and a sentence that sums up.
void print_targets(const scenario::TargetsFile& file, const std::vector<double>& simulated);

/// Targets that one run tells, in order, and their measures; elasticities need two.
std::vector<std::size_t> targets_of_one_run(const scenario::TargetsFile& file);
std::vector<std::string> requests_of(const scenario::TargetsFile& file,
                                     const std::vector<std::size_t>& targets);

/// Refuses targets that no measure computes, with their place in the file.
void check_measures(const scenario::TargetsFile& file, const engine::RunDescription& run);

}  // namespace chuanzhe::app
