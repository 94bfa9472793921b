// Where finished tables go: text to standard output, one CSV file each into a folder.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/part_file.hpp"
#include "study/table.hpp"

namespace chuanzhe::app {

void print_tables(const std::vector<study::Table>& tables);

/// `<folder>/<table>.csv`, UTF-8 with byte order mark. Refuses before anything is written when a
/// file exists and may not be replaced.
void write_tables(const std::vector<study::Table>& tables, const std::filesystem::path& folder,
                  output::Overwrite overwrite);

/// All tables in one HDF5 file (docs/file-format.md, Tables); `about` are texts that tell of them.
void write_tables_file(const std::vector<study::Table>& tables, const std::filesystem::path& file,
                       const std::vector<std::pair<std::string, std::string>>& about,
                       output::Overwrite overwrite);

}  // namespace chuanzhe::app
