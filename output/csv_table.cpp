#include "output/csv_table.hpp"

#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

std::vector<std::int64_t> sums_along(const CsvColumn& column, const engine::Values& values) {
  std::vector<std::int64_t> sums(column.length, 0);
  std::visit(
      [&](const auto& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
          sums[i / column.inner % column.length] += static_cast<std::int64_t>(cells[i]);
        }
      },
      values);
  return sums;
}

CsvTable::CsvTable(std::unique_ptr<PartFile> file, std::vector<std::string> labels,
                   std::string axis_word, std::vector<CsvColumn> columns,
                   std::span<const engine::VariableRow> rows)
    : file_(std::move(file)),
      labels_(std::move(labels)),
      has_axis_(!axis_word.empty()),
      columns_(std::move(columns)),
      stream_(file_->part_path(), std::ios::binary | std::ios::trunc) {
  std::string header = "\xEF\xBB\xBFreplicate,month";
  if (has_axis_) header += "," + csv_field(axis_word);
  for (const CsvColumn& column : columns_) {
    const auto& row = rows[column.row];
    header += "," + csv_field(std::string(row.name) + " [" + std::string(row.unit) + "]");
  }
  write(header + "\r\n");
}

void CsvTable::add(const engine::MonthObservation& observation) {
  std::vector<std::vector<std::int64_t>> sums;
  for (const CsvColumn& column : columns_) {
    sums.push_back(sums_along(column, observation.values.at(column.row)));
  }
  const std::string start =
      std::to_string(observation.replicate) + "," + base::to_string(observation.month);
  std::string lines;
  for (std::size_t position = 0; position < labels_.size(); ++position) {
    lines += start;
    if (has_axis_) lines += "," + csv_field(labels_[position]);
    for (const auto& sum : sums) lines += "," + std::to_string(sum[position]);
    lines += "\r\n";
  }
  write(lines);
}

void CsvTable::finish() {
  stream_.close();
  if (!stream_) throw base::RunError(file_->part_path().string() + ": cannot write (disk full?)");
  file_->sync();
  file_->publish();
}

void CsvTable::write(const std::string& text) {
  stream_ << text;
  if (!stream_) throw base::RunError(file_->part_path().string() + ": cannot write (disk full?)");
}

}  // namespace chuanzhe::output
