#include "output/growing_table.hpp"

#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

using Type = GrowingTable::Type;
constexpr int deflate_level = 4;  // as the monthly variables

hid_t stored_type(Type type) {
  if (type == Type::uint8) return H5T_STD_U8LE;
  if (type == Type::uint32) return H5T_STD_U32LE;
  return type == Type::int64 ? H5T_STD_I64LE : H5T_IEEE_F32LE;
}

}  // namespace

GrowingTable::GrowingTable(hid_t file, Dimensions& dimensions, std::string dimension,
                           std::vector<Column> columns)
    : dimensions_(dimensions),
      dimension_(std::move(dimension)),
      columns_(std::move(columns)),
      pending_(columns_.size()) {
  dimensions.add_growing(dimension_, chunk_rows);
  for (const Column& column : columns_) {
    datasets_.push_back(create_dataset(file, column.name, stored_type(column.type), {0},
                                       {column.unit, column.long_name},
                                       {{chunk_rows}, deflate_level, true}));
    dimensions.attach(datasets_.back().get(), column.name, {dimension_});
  }
}

void GrowingTable::put(std::size_t column, const void* value, std::size_t size) {
  base::expect(column < columns_.size() && size == H5Tget_size(stored_type(columns_[column].type)),
               "a row has a value of the right type for every column");
  const auto* bytes = static_cast<const std::uint8_t*>(value);
  pending_[column].insert(pending_[column].end(), bytes, bytes + size);
}

void GrowingTable::end_row(std::size_t columns) {
  base::expect(columns == columns_.size(), "a row fills every column");
  if (++rows_ == chunk_rows) flush();
}

void GrowingTable::flush() {
  const hsize_t length = written_ + rows_, begin = written_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string doing = "writing '" + columns_[i].name + "'";
    checked(H5Dset_extent(datasets_[i].get(), &length), doing);
    const Handle place(H5Dget_space(datasets_[i].get()), H5Sclose, doing);
    checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, &begin, nullptr, &rows_, nullptr),
            doing);
    const Handle memory(H5Screate_simple(1, &rows_, nullptr), H5Sclose, doing);
    checked(H5Dwrite(datasets_[i].get(), stored_type(columns_[i].type), memory.get(), place.get(),
                     H5P_DEFAULT, pending_[i].data()),
            doing);
    pending_[i].clear();
  }
  written_ = length;
  rows_ = 0;
}

void GrowingTable::close() {
  if (rows_ > 0) flush();
  dimensions_.grow(dimension_, written_);
  for (Handle& dataset : datasets_) dataset.close("closing '" + dimension_ + "'");
}

}  // namespace chuanzhe::output
