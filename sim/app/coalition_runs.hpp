// Runs a package with only some of its policies in force: the worth of a set of policies for
// `chuanzhe attribute`. Months before the first policy are run once and shared by all sets.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/prefix.hpp"
#include "scenario/scenario.hpp"
#include "study/attribution.hpp"
#include "study/comparison.hpp"

namespace chuanzhe::app {

/// A player of the game: one policy, or all policies of one lever.
struct Player {
  std::string name;
  std::vector<std::size_t> policies;  ///< places in the scenario's list
};

enum class PlayedBy : std::uint8_t { policy, lever };
std::vector<Player> players_of(const scenario::Scenario& package, PlayedBy by);

/// First month of any policy inside the run, or the run's first.
base::Month policies_begin(const scenario::Scenario& package);

class CoalitionRuns {
 public:
  /// Runs the common months at once. Throws engine::Interrupted.
  CoalitionRuns(scenario::Scenario& package, std::vector<Player> players, study::Needs needs);

  /// What is needed of a run with these players' policies alone. Throws engine::Interrupted.
  study::Reading run(const study::Coalition& set);

 private:
  scenario::Scenario& package_;
  std::vector<Player> players_;
  study::Needs needs_;
  std::vector<policy::Policy> none_;
  engine::Prefix prefix_;
  int sets_run_ = 0;
};

}  // namespace chuanzhe::app
