// One tidy CSV file: a line for every replicate, month and position along one axis (or none); a
// column for every variable that has this axis, summed over its other axes. Ratios (float64)
// cannot be summed and are left out. Cells of few persons are empty where a column says so. UTF-8
// with byte order mark, so that spreadsheets show names.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "output/part_text.hpp"

namespace chuanzhe::output {

/// How to sum one variable along one axis: value i belongs to position (i / inner) % length.
struct CsvColumn {
  std::size_t row = 0;  ///< index into the variable rows
  std::size_t inner = 1, length = 1;
  /// Row of the persons a cell is of, who must be enough for it to be told; none: always told.
  std::optional<std::size_t> persons = {};
};

inline constexpr std::int64_t smallest_cell = 30;  ///< persons; smaller ones are not published

/// A count as CSV text, empty below `smallest_cell`.
std::string published(std::int64_t persons);

class CsvTable {
 public:
  CsvTable(std::unique_ptr<PartFile> file, std::vector<std::string> labels, std::string axis_word,
           std::vector<CsvColumn> columns, std::span<const engine::VariableRow> rows);

  void add(const engine::MonthObservation& observation);
  void finish();  ///< flushes, syncs and publishes; throws RunError

 private:
  PartText file_;
  std::vector<std::string> labels_;  // one empty label without axis
  bool has_axis_;
  std::vector<CsvColumn> columns_;
};

/// Sums of `values` along the axis of `column`.
std::vector<std::int64_t> sums_along(const CsvColumn& column, const engine::Values& values);

/// `text` as one CSV field, quoted where needed.
std::string csv_field(const std::string& text);

}  // namespace chuanzhe::output
