#include "output/csv_table.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

std::string header_of(const CsvColumn& column, std::span<const engine::VariableRow> rows) {
  const engine::VariableRow& row = rows[column.row];
  std::string text = std::string(row.name) + " [" + std::string(row.unit);
  if (column.persons == column.row) text += fmt::format("; empty = below {}", smallest_cell);
  if (column.persons && column.persons != column.row) {
    text += fmt::format("; empty = fewer than {} {}", smallest_cell, rows[*column.persons].name);
  }
  return csv_field(text + "]");
}

/// A column's cells of one month, empty where they are of too few persons.
std::vector<std::string> cells_of(const CsvColumn& column,
                                  const std::vector<engine::Values>& values) {
  const std::vector<std::int64_t> sums = sums_along(column, values.at(column.row));
  std::vector<std::int64_t> persons;
  if (column.persons) persons = sums_along(column, values.at(*column.persons));
  std::vector<std::string> cells;
  for (std::size_t position = 0; position < sums.size(); ++position) {
    const bool told = !column.persons || persons[position] >= smallest_cell;
    cells.push_back(told ? std::to_string(sums[position]) : "");
  }
  return cells;
}

}  // namespace

std::string published(std::int64_t persons) {
  return persons < smallest_cell ? "" : std::to_string(persons);
}

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
      columns_(std::move(columns)) {
  std::string header = "\xEF\xBB\xBFreplicate,month";
  if (has_axis_) header += "," + csv_field(axis_word);
  for (const CsvColumn& column : columns_) header += "," + header_of(column, rows);
  file_.write(header + "\r\n");
}

void CsvTable::add(const engine::MonthObservation& observation) {
  std::vector<std::vector<std::string>> cells;
  for (const CsvColumn& column : columns_) cells.push_back(cells_of(column, observation.values));
  const std::string start =
      std::to_string(observation.replicate) + "," + base::to_string(observation.month);
  std::string lines;
  for (std::size_t position = 0; position < labels_.size(); ++position) {
    lines += start;
    if (has_axis_) lines += "," + csv_field(labels_[position]);
    for (const auto& column : cells) lines += "," + column[position];
    lines += "\r\n";
  }
  file_.write(lines);
}

void CsvTable::finish() { file_.finish(); }

}  // namespace chuanzhe::output
