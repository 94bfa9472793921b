// Figures that targets are set against, asked for by text in the form of measures:
// `NAME[axis=label,axis=label]@WHEN`. Brackets narrow a figure to part of an axis; WHEN is a month
// (2021-12), a year (2021) or a period (2021-01..2022-12). Without it stocks are of the last month,
// flows of the whole run, festival shares of the last festival. A new figure is one row in
// target_figure_rows.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::study {

/// Part of an axis: the positions whose label, or one of its fields between slashes, is
/// `label`.
struct FigureFilter {
  std::string axis, label;
};

/// A variable summed over all its axes but for the filters.
struct FigurePart {
  std::string variable;
  std::vector<FigureFilter> filters;
};

/// One figure. `sum` of flows and `mean` of stocks over the months asked for; `ratio` of two sums;
/// `quantile` and `mean_bin` of a histogram over months.
struct FigureRow {
  enum class Reduction { sum, mean, ratio, quantile, mean_bin };
  enum class Default { last_month, whole_run, last_festival };  ///< period without WHEN
  std::string name, unit, long_name;
  Reduction reduction = Reduction::mean;
  Default period = Default::last_month;
  std::vector<FigurePart> parts;
  std::vector<FigurePart> per = {};  ///< denominator of a ratio
  double factor = 1;   ///< from the sums to `unit`; the share of a quantile stands apart
  double share = 0.5;  ///< of a quantile
};

/// Every figure there is: one for each output variable, then those made of several.
const std::vector<FigureRow>& figure_rows();

/// Months that a request names; empty when it has no WHEN. Throws base::InputError.
struct FigurePeriod {
  base::Month from, to;
};
std::optional<FigurePeriod> figure_period(const std::string& request);

struct FigureInfo {
  std::string request, unit, long_name;
};

/// Takes the figures asked for from a run or a stored result.
class TargetFigures : public engine::Recorder {
 public:
  explicit TargetFigures(std::vector<std::string> requests);
  /// Throws base::InputError for unknown names, axes and labels, and months outside the run.
  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override;

  const std::vector<FigureInfo>& infos() const { return infos_; }
  /// [replicate][request] after finish(); NaN where a figure is not defined (0 / 0).
  const std::vector<std::vector<double>>& values() const { return values_; }
  /// Output variables that the requests need; known after begin().
  std::vector<std::string> variables() const;

 private:
  /// Where a part's numbers stand: row of variable_rows() and places in it.
  struct Source {
    std::size_t row = 0;
    std::vector<std::uint32_t> places;
  };
  struct Asked {
    const FigureRow* row = nullptr;
    base::Month from, to;
    bool last_festival = false;
    std::vector<Source> parts, per;
  };
  struct Sums {
    double months = 0, parts = 0, per = 0;
    std::vector<double> bins;
  };
  Asked read(const std::string& request, const engine::RunDescription& run) const;
  void add(const Asked& asked, const engine::MonthObservation& observation, Sums& sums) const;

  std::vector<std::string> requests_;
  std::vector<FigureInfo> infos_;
  std::vector<Asked> asked_;
  std::vector<std::vector<Sums>> sums_;
  std::vector<std::vector<double>> values_;
};

}  // namespace chuanzhe::study
