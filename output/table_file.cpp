#include "output/table_file.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "base/error.hpp"
#include "output/file_guard.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {
namespace {

std::string unit_of(const std::string& column) {
  const auto begin = column.find('['), end = column.find(']');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return "1";
  return column.substr(begin + 1, end - begin - 1);
}

std::size_t rows_of(const StoredTable& table) {
  if (table.columns.empty()) return 0;
  return std::max(table.columns.front().numbers.size(), table.columns.front().words.size());
}

void write_column(hid_t group, Dimensions& dimensions, const TableColumn& column) {
  const std::string name = dataset_name(column.name);
  const bool has_numbers = !column.numbers.empty();
  if (has_numbers) {
    const Handle dataset = write_numbers(group, name, std::span<const double>(column.numbers),
                                         {unit_of(column.name), column.name});
    dimensions.attach(dataset.get(), name, {"row"});
  }
  if (column.words.empty()) return;
  const std::string words = has_numbers ? name + "_word" : name;
  const Handle dataset =
      write_texts(group, words, column.words,
                  {"1", has_numbers ? column.name + ": why there is no number" : column.name});
  dimensions.attach(dataset.get(), words, {"row"});
}

void write_table(hid_t file, const StoredTable& table) {
  const Handle group = create_group(file, table.name);
  write_attribute(group.get(), "title", table.title);
  write_attribute(group.get(), "notes", table.notes);
  const std::size_t rows = rows_of(table);
  if (rows == 0) return;  // netCDF has no dimension of length 0 that does not grow
  Dimensions dimensions(group.get());
  std::vector<std::int32_t> numbers(rows);
  std::iota(numbers.begin(), numbers.end(), 1);
  dimensions.add_coordinate("row",
                            write_numbers(group.get(), "row", numbers, {"1", "row of the table"}));
  for (const TableColumn& column : table.columns) write_column(group.get(), dimensions, column);
  dimensions.finish();
  dimensions.close();
}

std::vector<ExpectedVariable> expected_of(const std::vector<StoredTable>& tables) {
  std::vector<ExpectedVariable> expected;
  for (const StoredTable& table : tables) {
    if (rows_of(table) > 0) expected.push_back({table.name + "/row", {rows_of(table)}});
  }
  return expected;
}

}  // namespace

std::string dataset_name(const std::string& column) {
  std::string name;
  bool gap = false;
  const auto add = [&](const std::string& text) {
    if (gap && !name.empty()) name += '_';
    gap = false;
    name += text;
  };
  for (const char c : column) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%') {
      gap = true;
      add("percent");
    } else if (std::isalnum(byte) != 0) {
      add(std::string(1, static_cast<char>(std::tolower(byte))));
    } else {
      gap = true;
    }
  }
  return name;
}

void write_table_file(const std::filesystem::path& path, Overwrite overwrite,
                      const std::vector<std::pair<std::string, std::string>>& attributes,
                      const std::vector<StoredTable>& tables) {
  PartFile part(path, overwrite);
  quiet_hdf5();
  try {
    Handle file = create_file(part.part_path().string());
    write_attribute(file.get(), "Conventions", std::string_view("CF-1.8"));
    write_attribute(file.get(), "format", std::string_view("chuanzhe-tables 1"));
    for (const auto& [name, text] : attributes) write_attribute(file.get(), name, text);
    for (const StoredTable& table : tables) write_table(file.get(), table);
    file.close("closing the file");
    part.sync();
    verify_written(part.part_path().string(), expected_of(tables));
  } catch (const Hdf5Failure& failure) {
    throw base::RunError(path.string() + ": " + failure.what());
  }
  part.publish();
}

}  // namespace chuanzhe::output
