// `chuanzhe compare --until`: runs further pairs of replicates until the interval of the difference
// is narrow enough. The scenarios are run again from the result files; the new replicates stay in
// memory and the files as they are (docs/decisions/0012-more-pairs-in-memory.md).
#pragma once

#include "app/comparison_files.hpp"
#include "study/stop_rule.hpp"

namespace chuanzhe::app {

struct Until {
  study::StopRule rule;
  int limit = 100;  ///< pairs, those in the files included
  std::filesystem::path data_folder;
};

/// Adds pairs to `comparison` until the rule holds for every policy or the limit is reached, and
/// returns what there is to say about it. Throws engine::Interrupted.
std::vector<std::string> add_pairs(const ComparedFiles& files, const Until& until,
                                   const study::Needs& needs, study::Comparison& comparison);

}  // namespace chuanzhe::app
