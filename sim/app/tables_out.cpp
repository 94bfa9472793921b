#include "app/tables_out.hpp"

#include <fstream>
#include <iostream>
#include <memory>

#include "base/error.hpp"

namespace chuanzhe::app {

void print_tables(const std::vector<study::Table>& tables) {
  for (const study::Table& table : tables) std::cout << study::as_text(table) << '\n';
}

void write_tables(const std::vector<study::Table>& tables, const std::filesystem::path& folder,
                  output::Overwrite overwrite) {
  constexpr auto byte_order_mark = "\xef\xbb\xbf";
  std::vector<std::unique_ptr<output::PartFile>> files;
  for (const study::Table& table : tables) {
    files.push_back(std::make_unique<output::PartFile>(folder / (table.name + ".csv"), overwrite));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    std::ofstream stream(files[i]->part_path(), std::ios::binary);
    stream << byte_order_mark << study::as_csv(tables[i]);
    stream.close();
    if (!stream) throw base::RunError(files[i]->part_path().string() + ": cannot be written");
    files[i]->sync();
    files[i]->publish();
  }
}

}  // namespace chuanzhe::app
