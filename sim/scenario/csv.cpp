#include "scenario/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace chuanzhe::scenario {

bool parse_number(std::string_view text, double& value) {
  std::string_view digits = text;
  if (!digits.empty() && digits.front() == '-') digits.remove_prefix(1);
  if (digits.empty() || digits.front() < '0' || digits.front() > '9') return false;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80                   ? 1
                               : byte >= 0xc2 && byte < 0xe0 ? 2
                               : byte >= 0xe0 && byte < 0xf0 ? 3
                               : byte >= 0xf0 && byte < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

bool is_file(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

bool is_folder(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

std::string read_file(const std::filesystem::path& file, std::size_t limit) {
  const base::Location at{file.string(), 0, 0};
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    throw base::InputError(at, "there is no such file; check the path");
  }
  if (!is_file(file)) {
    throw base::InputError(at, "this is not a file; give the path of a file");
  }
  if (std::filesystem::file_size(file, error) > limit) {
    throw base::InputError(at, fmt::format("the file is larger than {} bytes; split it", limit));
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw base::InputError(at, "the file cannot be read; check its permissions");
  return text.str();
}

CsvTable::CsvTable(const std::filesystem::path& file, const std::vector<std::string>& columns,
                   std::vector<base::Problem>& problems)
    : file_(file.string()), problems_(problems) {
  constexpr std::size_t limit = 64U << 20;
  try {
    parse(read_file(file, limit), columns);
  } catch (const base::InputError& error) {
    for (const base::Problem& problem : error.problems()) problems_.push_back(problem);
  }
}

void CsvTable::report(base::Location at, std::string text) {
  if (mistakes_ >= most_mistakes) return;
  if (++mistakes_ == most_mistakes) text = enough_mistakes;
  problems_.push_back({std::move(at), std::move(text)});
}

void CsvTable::parse(const std::string& text, const std::vector<std::string>& columns) {
  if (!is_utf8(text)) {
    report({file_, 0, 0}, "the table is not UTF-8 text; save it as UTF-8");
    return;
  }
  std::istringstream in(text);
  std::string line;
  bool header = true, below = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    Row row = split(line, number);
    if (header) {
      read_header(row, columns);
      header = false;
      continue;
    }
    below = true;
    if (row.cells.size() != columns_.size()) {
      report({file_, number, 1}, fmt::format("{} cells where the header has {}; complete the row",
                                             row.cells.size(), columns_.size()));
    } else {
      rows_.push_back(std::move(row));
    }
  }
  if (header) report({file_, 0, 0}, "the table is empty; it needs a header and rows");
  if (!header && !below) {
    report({file_, 0, 0}, "the table has no rows (only a header); add them below it");
  }
  for (const std::string& column : columns) {
    if (header || columns_.contains(column)) continue;
    report({file_, 0, 0}, fmt::format("column '{}' is missing; add it", column));
    rows_.clear();
  }
}

CsvTable::Row CsvTable::split(std::string_view line, int number) {
  Row row;
  row.line = number;
  row.cells.push_back({"", 1});
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::string& text = row.cells.back().text;
    if (quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      text += line[i++];
    } else if (line[i] == '"' && (quoted || text.empty())) {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      row.cells.push_back({"", static_cast<int>(i) + 2});
    } else {
      text += line[i];
    }
  }
  if (quoted) report({file_, number, 1}, "a quoted cell does not end; close the quote");
  return row;
}

void CsvTable::read_header(const Row& row, const std::vector<std::string>& columns) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const Cell& cell = row.cells[i];
    const base::Location here{file_, row.line, cell.column};
    if (!columns_.emplace(cell.text, i).second) {
      report(here, fmt::format("column '{}' stands twice; remove one", cell.text));
      columns_.emplace(cell.text + "#" + std::to_string(i), i);
      continue;
    }
    if (std::find(columns.begin(), columns.end(), cell.text) != columns.end()) continue;
    const std::string near = base::nearest(cell.text, columns);
    report(here, fmt::format("unknown column '{}'; {}", cell.text,
                             near.empty() ? "remove it" : "did you mean '" + near + "'?"));
  }
}

const CsvTable::Cell& CsvTable::cell(std::size_t row, std::string_view column) const {
  const auto found = columns_.find(column);
  base::expect(found != columns_.end(), "a cell is read by a column that was asked for");
  return rows_[row].cells[found->second];
}

const std::string& CsvTable::text(std::size_t row, std::string_view column) const {
  return cell(row, column).text;
}

base::Location CsvTable::at(std::size_t row, std::string_view column) const {
  return {file_, rows_[row].line, cell(row, column).column};
}

double CsvTable::number(std::size_t row, std::string_view column, double minimum, double maximum) {
  double value = 0;
  const std::string& content = text(row, column);
  if (!parse_number(content, value)) {
    report(at(row, column),
           fmt::format("'{}' is not a number (column {}); write digits", content, column));
    return 0;
  }
  if (value < minimum || value > maximum) {
    report(at(row, column),
           fmt::format("{} is out of range (column {}); write a value from {} to {}", content,
                       column, minimum, maximum));
    return 0;
  }
  return value;
}

int CsvTable::whole(std::size_t row, std::string_view column, int minimum, int maximum) {
  const double value = number(row, column, minimum, maximum);
  if (value != std::floor(value)) {
    report(at(row, column), fmt::format("'{}' is not a whole number (column {}); write one",
                                        text(row, column), column));
    return 0;
  }
  return static_cast<int>(value);
}

}  // namespace chuanzhe::scenario
