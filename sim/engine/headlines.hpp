// The figures of the closing table.
#pragma once

#include "engine/simulation.hpp"
#include "world/calendar.hpp"

namespace chuanzhe::engine {

/// The figures of the closing table, collected month by month for one replicate.
/// They come from what recorders see, so that months told from a file count like those simulated.
class Headlines {
 public:
  explicit Headlines(const RunInputs& inputs);
  void month(const MonthObservation& observation);
  /// Appends this replicate's values to the report's headlines.
  void finish(RunReport& report) const;

 private:
  void festival_year(const MonthObservation& observation);

  const RunInputs& inputs_;
  world::Calendar calendar_;
  struct Figure {
    std::string name, unit;
    double value;
  };
  std::vector<Figure> figures_;
  std::vector<double> spent_;  ///< [policy] CNY
};

}  // namespace chuanzhe::engine
