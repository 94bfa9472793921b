#include "app/tables_out.hpp"

#include <fstream>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "output/table_file.hpp"
#include "study/interval.hpp"

namespace chuanzhe::app {
namespace {

output::TableColumn column_of(const study::Table& table, std::size_t place) {
  output::TableColumn column{table.columns[place].name, {}, {}};
  bool any_number = false, any_word = false;
  for (const auto& row : table.rows) {
    const auto* number = std::get_if<study::Number>(&row[place]);
    any_number |= number != nullptr;
    any_word |= number == nullptr;
    column.numbers.push_back(number != nullptr ? number->value : study::undefined);
    column.words.push_back(number != nullptr ? "" : std::get<std::string>(row[place]));
  }
  if (!any_number) column.numbers.clear();
  if (!any_word) column.words.clear();
  return column;
}

output::StoredTable stored(const study::Table& table) {
  output::StoredTable to{table.name, table.title, {}, {}};
  for (const std::string& note : table.notes) to.notes += (to.notes.empty() ? "" : "\n") + note;
  for (std::size_t i = 0; i < table.columns.size(); ++i) to.columns.push_back(column_of(table, i));
  return to;
}

}  // namespace

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

void write_tables_file(const std::vector<study::Table>& tables, const std::filesystem::path& file,
                       const std::vector<std::pair<std::string, std::string>>& about,
                       output::Overwrite overwrite) {
  std::vector<output::StoredTable> all;
  for (const study::Table& table : tables) all.push_back(stored(table));
  output::write_table_file(file, overwrite, about, all);
}

}  // namespace chuanzhe::app
