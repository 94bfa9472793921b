// Runs of one scenario with other constants, told as the figures of a targets file. All runs share
// their seeds, so that figures differ only by what the constants do.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/targets_file.hpp"
#include "study/fit.hpp"

namespace chuanzhe::app {

struct RunSize {
  int persons_per_agent = 100, seeds = 2, threads = 0;
};

class TargetRuns {
 public:
  /// Loads the scenario up to the last month that a target asks for. Throws base::InputError when
  /// it has policies: constants are fitted to the world without them.
  TargetRuns(const scenario::TargetsFile& file, const RunSize& size,
             const std::vector<std::string>& overrides);

  /// Mean figures of all targets at each point; a point is one value per path.
  study::Figures simulate(const std::vector<std::string>& paths,
                          const study::Figures& points) const;
  double value_of(const std::string& path) const;
  const scenario::Scenario& scenario() const { return scenario_; }
  const behaviour::Parameters& model() const { return scenario_.model; }

 private:
  std::vector<double> run_once(const behaviour::Parameters& model, int seed) const;

  RunSize size_;
  scenario::Scenario scenario_;
  std::vector<std::string> requests_;
};

}  // namespace chuanzhe::app
