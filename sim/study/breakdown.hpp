// Sums of an output variable along some of its axes, replicate by replicate: a stock in the last
// month of a period, a flow over the whole period. Whatever is compared by county, city, sector or
// group, and the money by policy and payer, is read by this.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::study {

/// A period, both months included.
struct Period {
  base::Month first, last;
  auto operator<=>(const Period&) const = default;
};

struct BreakdownRequest {
  std::string variable;
  std::vector<engine::Axis> axes;  ///< kept; the variable is summed over its others
  Period period;
  auto operator<=>(const BreakdownRequest&) const = default;
};

/// Sums by cell: every combination of positions along the axes kept, the last axis fastest.
struct Cells {
  std::vector<std::vector<std::string>> labels;   ///< [cell][axis]
  std::vector<std::vector<double>> by_replicate;  ///< [replicate][cell]

  /// Values of one cell along the replicates.
  std::vector<double> cell(std::size_t index) const;
  std::size_t size() const { return labels.size(); }
};

/// The row of a variable that can be broken down along these axes. Throws base::InputError, naming
/// what could be asked instead: the nearest variable, the axes it has, that ratios have no sums.
const engine::VariableRow& row_to_break_down(const std::string& variable,
                                             const std::vector<engine::Axis>& axes);

/// Reads breakdowns from a run or from a stored result.
class Breakdowns : public engine::Recorder {
 public:
  explicit Breakdowns(std::vector<BreakdownRequest> requests);

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override {}

  const std::vector<BreakdownRequest>& requests() const { return requests_; }
  const std::vector<Cells>& cells() const { return cells_; }  ///< along the requests
  std::vector<std::string> variables() const;                 ///< names of the rows it needs

 private:
  struct Plan {
    std::size_t row = 0;
    bool is_stock = false;
    std::vector<std::size_t> cell_of;  ///< of every value of the variable
  };
  std::vector<BreakdownRequest> requests_;
  std::vector<Plan> plans_;
  std::vector<Cells> cells_;
};

}  // namespace chuanzhe::study
