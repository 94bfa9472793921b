// Measures: named figures computed from the months of a run or of a stored result. Comparisons,
// stopping rules, sweeps and calibration all ask for figures in this form:
//   NAME[axis=label,axis=label]@WHEN
// Brackets and WHEN may be left out. WHEN is a month `2021-12`, a year `2021` or a period
// `2021-01..2022-12`. Without it a stock is that of the last month, a flow that of the whole run, a
// festival share that of the last festival. NAME is a row of measure_rows() or an output variable
// that can be summed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/observation.hpp"
#include "study/breakdown.hpp"

namespace chuanzhe::study {

/// How the cells and months of a variable become one figure.
enum class Reduction : std::uint8_t {
  stock,         ///< sum over cells in the last month of the period
  flow,          ///< sum over cells and months
  stock_months,  ///< sum over cells and months of a stock
  share,         ///< per cent: flow of `part` over flow of `whole`
  median_bin,    ///< median of a histogram of months, in the last month of the period
  mean_bin       ///< its mean; the last bin counts as its lower bound
};

struct MeasureRow {
  std::string_view name, unit, long_name;
  std::string_view variable;  ///< output variable it is made of
  Reduction reduction = Reduction::stock;
  double per_unit = 1;                      ///< units of the variable in one of the measure
  std::vector<std::string_view> part = {};  ///< labels along `outcome`, of a share
  std::vector<std::string_view> whole = {};
};

/// Every measure there is beside the plain variables.
const std::vector<MeasureRow>& measure_rows();

struct MeasureInfo {
  std::string request, unit, long_name;
};

class Measures : public engine::Recorder {
 public:
  explicit Measures(std::vector<std::string> requests);
  ~Measures() override;

  /// Throws base::InputError for unknown names, axes, labels and months outside the run.
  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override;

  const std::vector<MeasureInfo>& infos() const { return infos_; }
  /// [replicate][request], NaN when undefined (0/0); complete after finish().
  const std::vector<std::vector<double>>& values() const { return values_; }
  /// Names of the output variables it needs. Throws as begin() does for unknown names.
  std::vector<std::string> variables() const;

 private:
  struct Plan;

  std::vector<std::string> requests_;
  std::vector<MeasureInfo> infos_;
  std::vector<Plan> plans_;
  std::vector<std::vector<double>> values_;
};

}  // namespace chuanzhe::study
