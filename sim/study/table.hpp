// A table of results as it is shown, before anybody decides how: text for a terminal, CSV for a
// spreadsheet. A cell is words or a number; numbers that must not be shown say why.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace chuanzhe::study {

struct Column {
  std::string name;  ///< with its unit in brackets where it has one
};

/// A number with the digits it is worth in text; CSV shows it in full.
struct Number {
  double value = 0;
  int digits = 0;  ///< behind the point
};
using Cell = std::variant<std::string, Number>;

struct Table {
  std::string name;   ///< file name without ending, snake_case
  std::string title;  ///< one line
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;  ///< below the table
};

/// Aligned columns, the title above and the notes below.
std::string as_text(const Table& table);

/// RFC 4180 with CRLF; the notes are left out.
std::string as_csv(const Table& table);

}  // namespace chuanzhe::study
