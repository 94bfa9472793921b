// Strict reading of the data tables: comment lines (#), a header, rows with the same number of
// cells, quoted cells as in RFC 4180, UTF-8. Every cell knows its place for error messages.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace chuanzhe::scenario {

inline constexpr std::size_t most_mistakes = 1000;  ///< told of one file
inline constexpr std::string_view enough_mistakes =
    "these are 1000 mistakes; correct them to see others";

/// One table in memory; mistakes go to `problems`, so that all are reported together.
class CsvTable {
 public:
  CsvTable(const std::filesystem::path& file, const std::vector<std::string>& columns,
           std::vector<base::Problem>& problems);

  std::size_t size() const { return rows_.size(); }
  const std::string& file() const { return file_; }
  /// Text of a cell; the column is one of those asked for.
  const std::string& text(std::size_t row, std::string_view column) const;
  /// Number of a cell within [minimum, maximum]; 0 and a problem otherwise.
  double number(std::size_t row, std::string_view column, double minimum, double maximum);
  int whole(std::size_t row, std::string_view column, int minimum, int maximum);
  base::Location at(std::size_t row, std::string_view column) const;
  void report(base::Location at, std::string text);

 private:
  struct Cell {
    std::string text;
    int column = 1;
  };
  struct Row {
    int line = 0;
    std::vector<Cell> cells;
  };
  void parse(const std::string& text, const std::vector<std::string>& columns);
  Row split(std::string_view line, int number);
  void read_header(const Row& row, const std::vector<std::string>& columns);
  const Cell& cell(std::size_t row, std::string_view column) const;

  std::string file_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<Row> rows_;
  std::vector<base::Problem>& problems_;
  std::size_t mistakes_ = 0;
};

/// Strict number: no blanks, no NaN or infinity, no leading zeros.
bool parse_number(std::string_view text, double& value);
bool is_utf8(std::string_view text);
/// Whether there is such a file or folder; a path that the system refuses (too long) names none.
bool is_file(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);
/// The bytes of a regular file of at most `limit` bytes; throws base::InputError.
std::string read_file(const std::filesystem::path& file, std::size_t limit);

}  // namespace chuanzhe::scenario
