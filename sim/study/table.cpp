#include "study/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace chuanzhe::study {
namespace {

std::string shown(const Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell)) return *words;
  const Number number = std::get<Number>(cell);
  if (std::isnan(number.value)) return "-";
  std::string text = fmt::format("{:.{}f}", number.value, number.digits);
  return text.find_first_of("123456789n") == std::string::npos && text.front() == '-'
             ? text.substr(1)  // no minus before a rounded zero
             : text;
}

std::string in_full(const Cell& cell) {
  if (const auto* number = std::get_if<Number>(&cell)) {
    return std::isnan(number->value) ? "" : fmt::format("{}", number->value);
  }
  const std::string& words = std::get<std::string>(cell);
  if (words.find_first_of(",\"\r\n") == std::string::npos) return words;
  std::string quoted = "\"";
  for (const char c : words) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Columns on a terminal: one a code point, two for Chinese characters (lead bytes E3 to ED).
std::size_t width(const std::string& text) {
  std::size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) == 0x80U) continue;
    columns += byte >= 0xe3U && byte <= 0xedU ? 2 : 1;
  }
  return columns;
}

std::vector<std::size_t> widths_of(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) widths.push_back(width(column.name));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width(shown(row[i])));
    }
  }
  return widths;
}

// Words to the left, numbers to the right.
std::string padded(const std::string& text, std::size_t wide, bool is_number) {
  const std::string space(wide - std::min(wide, width(text)), ' ');
  return is_number ? space + text : text + space;
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += (line.empty() ? "" : "  ") + cell;
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

bool is_number_column(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return std::holds_alternative<Number>(row[column]); });
}

}  // namespace

std::string as_text(const Table& table) {
  const std::vector<std::size_t> widths = widths_of(table);
  std::string text = table.title + '\n';
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    cells.push_back(padded(table.columns[i].name, widths[i], is_number_column(table, i)));
  }
  text += line_of(cells);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells[i] = padded(shown(row[i]), widths[i], is_number_column(table, i));
    }
    text += line_of(cells);
  }
  for (const std::string& note : table.notes) text += "  " + note + '\n';
  return text;
}

std::string as_csv(const Table& table) {
  std::string text;
  const auto add_line = [&](const auto& cells, auto shape) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + shape(cells[i]);
    text += "\r\n";
  };
  add_line(table.columns, [](const Column& column) { return in_full(column.name); });
  for (const auto& row : table.rows) add_line(row, in_full);
  return text;
}

}  // namespace chuanzhe::study
