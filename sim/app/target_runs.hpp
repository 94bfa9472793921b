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
  /// One run of each point and seed, and the targets it serves.
  struct World {
    std::vector<scenario::ConstantValue> given;
    std::string scaled;  ///< constant that is multiplied, or empty
    double factor = 1;
    std::vector<std::size_t> targets;
    std::vector<std::string> requests;
    base::Month end;
  };
  std::vector<World> plan_worlds() const;
  std::vector<double> run_once(behaviour::Parameters model, const World& world, int seed) const;
  double figure_of(std::size_t target, const study::Figures& by_world) const;

  const scenario::TargetsFile& file_;
  RunSize size_;
  scenario::Scenario scenario_;
  std::vector<World> worlds_;
};

}  // namespace chuanzhe::app
