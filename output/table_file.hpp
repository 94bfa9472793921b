// Finished tables in one HDF5 file that opens as netCDF-4: a group a table, a dataset a column,
// along a dimension of rows (docs/file-format.md, Tables).
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "output/part_file.hpp"

namespace chuanzhe::output {

/// One column. Rows that are not numbers are NaN among the numbers and have their word beside.
struct TableColumn {
  std::string name;                ///< as shown, with its unit in brackets
  std::vector<double> numbers;     ///< empty: no row is a number
  std::vector<std::string> words;  ///< empty: every row is a number
};

struct StoredTable {
  std::string name, title, notes;
  std::vector<TableColumn> columns;
};

/// Name of a column as a netCDF name: lower case, "_" between words, "percent" for "%".
std::string dataset_name(const std::string& column);

/// Writes under a temporary name, renames when complete. `attributes` are texts on the root. Throws
/// base::InputError when the file exists and may not be replaced, base::RunError for a full disk.
void write_table_file(const std::filesystem::path& path, Overwrite overwrite,
                      const std::vector<std::pair<std::string, std::string>>& attributes,
                      const std::vector<StoredTable>& tables);

}  // namespace chuanzhe::output
