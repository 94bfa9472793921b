// Rows that come in unknown number, kept as columns over one growing dimension: buffered a chunk at
// a time and compressed by HDF5's own filters. For the long stream of events see event_columns.hpp.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

class GrowingTable {
 public:
  enum class Type : std::uint8_t { uint8, uint32, int64, float32 };
  struct Column {
    std::string name, unit, long_name;
    Type type = Type::uint8;
  };
  static constexpr hsize_t chunk_rows = std::size_t{1} << 15U;

  /// Creates the dimension and its columns.
  GrowingTable(hid_t file, Dimensions& dimensions, std::string dimension,
               std::vector<Column> columns);

  /// Appends one row; a value of the column's own type for every column, in order.
  template <class... Values>
  void add(const Values&... values) {
    std::size_t column = 0;
    (put(column++, &values, sizeof values), ...);
    end_row(column);
  }
  void close();  ///< writes what is pending; the dimensions must still be open
  std::uint64_t written() const { return written_; }
  const Column& column(std::size_t i) const { return columns_[i]; }
  hid_t dataset(std::size_t i) const { return datasets_[i].get(); }

 private:
  void put(std::size_t column, const void* value, std::size_t size);
  void end_row(std::size_t columns);
  void flush();

  Dimensions& dimensions_;
  std::string dimension_;
  std::vector<Column> columns_;
  std::vector<Handle> datasets_;
  std::vector<std::vector<std::uint8_t>> pending_;  // bytes by column
  hsize_t rows_ = 0;                                // in pending_
  std::uint64_t written_ = 0;
};

}  // namespace chuanzhe::output
