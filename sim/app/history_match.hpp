// Stage 2 of `calibrate`: history matching over the constants that no target tells (Vernon,
// Goldstein and Bower 2010; McCulloch et al. 2022; docs/validation.md, Stage 2). At each point of a
// Latin hypercube the other constants are fitted again, so that a point is only ruled out when no
// values of these bring its figures near the targets. Waves follow one another where emulators of
// the waves before leave room.
#pragma once

#include <filesystem>
#include <vector>

#include "app/calibration.hpp"
#include "app/target_runs.hpp"
#include "scenario/set_file.hpp"
#include "study/emulator.hpp"
#include "study/run_store.hpp"
#include "study/table.hpp"

namespace chuanzhe::app {

struct MatchSettings {
  int points = 500;             ///< of each wave
  int waves = 6;                ///< at most; fewer, but three, when the room left is stable
  double cut = 3;               ///< a point is ruled out above this implausibility
  std::filesystem::path store;  ///< finished points are kept here: a stopped match goes on
};

/// One simulated point.
struct MatchedPoint {
  std::vector<double> unidentified;  ///< along the file's rows
  std::vector<double> fitted;        ///< along the problem's constants
  std::vector<double> figures;       ///< of all targets
  double implausibility = 0;
};

struct Wave {
  std::vector<study::UnitPoint> units;
  std::vector<MatchedPoint> points;
  double room = 1;  ///< part of the space that its emulators, and those before, do not rule out
};

class HistoryMatch {
 public:
  HistoryMatch(const scenario::TargetsFile& file, const TargetRuns& runs, const RunSize& size,
               MatchSettings settings);

  /// Runs what is not in the store yet. Throws engine::Interrupted when asked to stop.
  void run();

  const std::vector<Wave>& waves() const { return waves_; }
  /// The points of the last wave that are not ruled out. Throws base::RunError when there is none.
  scenario::ConstantSet set() const;
  std::vector<study::Table> tables() const;

 private:
  void measure_chance();
  void find_slopes();
  std::vector<study::UnitPoint> next_units(std::uint32_t wave) const;
  void simulate(std::uint32_t wave);
  void simulate_batch(std::uint32_t wave, std::size_t first, std::size_t last);
  MatchedPoint match(const study::UnitPoint& unit, const std::vector<double>& start) const;
  std::vector<double> start_at(const study::UnitPoint& unit) const;
  void learn_starts();
  double room() const;
  bool is_stable() const;
  enum class Told : std::uint8_t { by_all_runs, by_one_run };  ///< without elasticities
  double implausibility_of(const std::vector<double>& figures, Told told = Told::by_all_runs) const;
  std::vector<double> values_at(const study::UnitPoint& unit) const;
  std::string key_of(std::uint32_t wave, std::size_t point) const;
  study::StoreIdentity identity() const;
  study::Table wave_table() const;
  study::Table constant_table() const;
  study::Table target_table() const;

  const scenario::TargetsFile& file_;
  const TargetRuns& runs_;
  RunSize size_;
  MatchSettings settings_;
  std::vector<std::string> unidentified_;  ///< paths
  Problem problem_;
  study::Figures slopes_;
  std::vector<std::size_t> observed_;  ///< targets of high and medium weight
  std::vector<study::Observation> observations_;
  std::vector<study::Emulator> emulators_;  ///< of the observed figures
  std::vector<study::Emulator> starts_;     ///< of the fitted constants
  std::vector<Wave> waves_;
  study::RunStore store_;
};

}  // namespace chuanzhe::app
