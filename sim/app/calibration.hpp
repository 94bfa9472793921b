// What both stages of `calibrate` share: the constants that targets tell, as numbers that are
// searched.
#pragma once

#include <string>
#include <vector>

#include "app/target_runs.hpp"
#include "scenario/targets_file.hpp"
#include "study/fit.hpp"

namespace chuanzhe::app {

/// Constants to find, the targets they are fitted to, and where those stand in the file.
struct Problem {
  std::vector<study::FitConstant> constants;
  std::vector<study::FitTarget> targets;
  std::vector<std::size_t> places;
  std::vector<std::string> paths;
};

/// The constants of `file` but for those in `without`, which keep their values.
Problem problem_of(const scenario::TargetsFile& file, const TargetRuns& runs,
                   const std::vector<std::string>& without = {});

/// The fitted targets among the figures of all.
std::vector<double> figures_at(const std::vector<std::size_t>& places,
                               const std::vector<double>& figures);

/// "Written by ... for the targets NAME", program, data: comments at the head of what is written.
std::vector<std::string> provenance(const scenario::TargetsFile& file, const TargetRuns& runs,
                                    const std::string& how);

}  // namespace chuanzhe::app
