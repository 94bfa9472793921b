// The result files of a comparison: whether they belong together, what is read from them, and how
// their scenarios are run again for more replicates.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/result_file.hpp"
#include "scenario/set_file.hpp"
#include "study/comparison.hpp"

namespace chuanzhe::app {

/// Files that were found to belong together.
struct ComparedFiles {
  ResultFile base;
  std::vector<ResultFile> policies;
  study::ComparisonPlan plan;      ///< months, pairs, first month of the policies
  std::vector<std::string> notes;  ///< what was cut, and why
};

/// Throws base::InputError with every reason why files are no pairs.
ComparedFiles align_files(const std::vector<std::filesystem::path>& paths);

/// Reads what is needed of one file: the months and replicates of the plan.
study::Reading read_file(const ResultFile& file, const study::Needs& needs,
                         const study::ComparisonPlan& plan);

/// A scenario out of a result file, ready to run more replicates of.
class Rerun {
 public:
  /// With overrides ("path=value"). Throws base::InputError when the tables are not those of the
  /// file.
  Rerun(const ResultFile& file, const std::filesystem::path& data_folder,
        const std::vector<std::string>& overrides = {});

  /// Replicates first, first + 1, ... read in memory. Throws engine::Interrupted.
  study::Reading read(int first, int replicates, const study::Needs& needs,
                      const study::Period& months) const;
  /// The same with the constants of a draw.
  study::Reading read_with(const scenario::ConstantSet& set, std::size_t draw, int replicates,
                           const study::Needs& needs, const study::Period& months) const;
  const scenario::Scenario& scenario() const { return *scenario_; }

 private:
  study::Reading simulate(const engine::RunInputs& inputs, const study::Needs& needs,
                          const study::Period& months, const std::string& progress) const;

  std::string name_;
  std::unique_ptr<scenario::Scenario> scenario_;
};

}  // namespace chuanzhe::app
