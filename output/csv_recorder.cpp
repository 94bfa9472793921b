#include "output/csv_recorder.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;
using engine::RunDescription;
using engine::VariableRow;

/// A new table is one row here.
struct TableRow {
  const char* file;
  std::optional<Axis> axis;
};
constexpr TableRow table_rows[] = {{"monthly.csv", std::nullopt},   {"city.csv", Axis::city},
                                   {"county.csv", Axis::county},    {"sector.csv", Axis::sector},
                                   {"group.csv", Axis::group},      {"status.csv", Axis::status},
                                   {"festival.csv", Axis::outcome}, {"paid.csv", Axis::policy}};

// Nothing is summed along an axis that is absent; an empty axis leaves nothing to sum.
std::optional<CsvColumn> column_of(std::size_t index, const VariableRow& row,
                                   std::optional<Axis> axis, const RunDescription& run) {
  if (row.type == VariableRow::Type::float64) return std::nullopt;
  const auto at = axis ? std::find(row.axes.begin(), row.axes.end(), *axis) : row.axes.end();
  if (axis && at == row.axes.end()) return std::nullopt;
  CsvColumn column{index, 1, axis ? length_of(run, *axis) : 1};
  if (!axis) return column;
  for (auto later = at + 1; later != row.axes.end(); ++later)
    column.inner *= length_of(run, *later);
  return column;
}

std::vector<CsvColumn> columns_of(std::span<const VariableRow> rows, std::optional<Axis> axis,
                                  const RunDescription& run) {
  std::vector<CsvColumn> columns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto is_empty = [&](Axis any) { return length_of(run, any) == 0; };
    if (std::any_of(rows[i].axes.begin(), rows[i].axes.end(), is_empty)) continue;
    if (const auto column = column_of(i, rows[i], axis, run)) columns.push_back(*column);
  }
  return columns;
}

/// Row of the persons whom a row of the platform's ledger is of; none for other rows.
std::optional<std::size_t> persons_of(std::size_t row, const PlatformColumns& ledger) {
  if (row == ledger.months) return ledger.detected;
  for (const std::size_t count :
       {ledger.entered, ledger.in_post, ledger.left, ledger.undetected, ledger.detected}) {
    if (row == count) return row;
  }
  return {};
}

/// By county the ledger may tell of single workers; sums over all counties stay as they are.
void guard_small_cells(std::vector<CsvColumn>& columns, std::span<const VariableRow> rows) {
  const auto ledger = find_platform_columns(rows);
  if (!ledger) return;
  for (CsvColumn& column : columns) column.persons = persons_of(column.row, *ledger);
}

}  // namespace

CsvRecorder::CsvRecorder(std::filesystem::path folder, Overwrite overwrite,
                         std::span<const VariableRow> rows)
    : rows_(rows) {
  for (const TableRow& row : table_rows) {
    files_.push_back(std::make_unique<PartFile>(folder / row.file, overwrite));
  }
  platform_file_ = std::make_unique<PartFile>(folder / "platform.csv", overwrite);
}

CsvRecorder::~CsvRecorder() = default;

void CsvRecorder::begin(const RunDescription& run) {
  base::expect(tables_.empty(), "a recorder begins once");
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const std::optional<Axis> axis = table_rows[i].axis;
    auto columns = columns_of(rows_, axis, run);
    if (columns.empty()) continue;
    if (axis == Axis::county) guard_small_cells(columns, rows_);
    const int index = axis ? static_cast<int>(*axis) : 0;
    tables_.push_back(std::make_unique<CsvTable>(
        std::move(files_[i]), axis ? run.axes[index].names : std::vector<std::string>{""},
        axis ? std::string(engine::axis_words[index]) : "", std::move(columns), rows_));
  }
  if (const auto columns = find_platform_columns(rows_)) {
    platform_ = std::make_unique<PlatformTable>(std::move(platform_file_), run, *columns);
  }
}

void CsvRecorder::month(const engine::MonthObservation& observation,
                        std::span<const engine::Event>) {
  for (auto& table : tables_) table->add(observation);
  if (platform_) platform_->add(observation);
}

void CsvRecorder::finish() {
  for (auto& table : tables_) table->finish();
  if (platform_) platform_->finish();
}

}  // namespace chuanzhe::output
