// Turns a finished month into the observation that recorders see, and gathers headline figures.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

MonthObservation observe(const State& state, const MonthContext& context, int replicate);

/// The figures of the closing table, collected month by month for one replicate.
class Headlines {
 public:
  explicit Headlines(const RunInputs& inputs);
  void month(const State& state, const MonthContext& context);
  /// Appends this replicate's values to the report's headlines.
  void finish(RunReport& report) const;

 private:
  void festival_year(const State& state, const MonthContext& context);

  const RunInputs& inputs_;
  struct Figure {
    std::string name, unit;
    double value;
  };
  std::vector<Figure> figures_;
  std::vector<double> spent_;       ///< [policy] CNY
  std::vector<std::int64_t> went_;  ///< [sector], of the last decision month
};

}  // namespace chuanzhe::engine
