// What a sweep will run: its points, and for every point and replicate the key under which the
// finished run is kept. A pure function of the sweep file, the scenario, the data and the program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "output/sweep_table.hpp"
#include "scenario/sweep_file.hpp"
#include "study/run_store.hpp"

namespace chuanzhe::app {

/// One run: a point and a replicate.
struct RunNumber {
  std::size_t point = 0;
  std::int64_t replicate = 0;
};

class SweepPlan {
 public:
  /// Throws base::InputError when no point is left or there are too many runs.
  explicit SweepPlan(scenario::Sweep sweep);

  const scenario::Sweep& sweep() const { return sweep_; }
  /// One coordinate per factor (scenario::level_at).
  const std::vector<std::vector<double>>& points() const { return points_; }
  std::size_t dropped() const { return dropped_; }  ///< points the constraints took

  /// Whether points may differ in period or policies, and so in the axes of their files.
  bool changes_axes() const;

  std::int64_t runs() const {
    return static_cast<std::int64_t>(points_.size()) * sweep_.replicates;
  }
  /// All points of a replicate come before the next replicate.
  RunNumber run(std::int64_t number) const;

  /// The scenario of a point, one replicate, the given number of threads. Throws base::InputError
  /// when the point is no legal scenario.
  scenario::Scenario scenario_of(RunNumber run, std::int64_t threads) const;
  std::string key_of(RunNumber run) const;
  std::string label_of(RunNumber run) const;  ///< "rent=300 bonus=0 replicate 2"

  study::StoreIdentity identity() const;
  /// For the result, with the columns the measures describe.
  output::SweepDescription describe() const;

 private:
  void place_points();
  void drop_points();
  void digest_points();

  scenario::Sweep sweep_;
  std::vector<std::vector<double>> points_;
  std::size_t dropped_ = 0;
  std::vector<std::string> digests_;  ///< along the points
};

/// Version and digest of the program's model.
std::string code_version();

/// Units and names of the outputs; problems are reported where the sweep file asks for them.
std::vector<output::SweepFigure> figures_of(const scenario::Sweep& sweep);

}  // namespace chuanzhe::app
