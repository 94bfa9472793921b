#include "output/file_guard.hpp"

#include <algorithm>
#include <array>

namespace chuanzhe::output {
namespace {

constexpr int deepest_group = 4;
constexpr hsize_t most_chunk_values = hsize_t{1} << 27U;  // 1 GiB of the widest type

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw Hdf5Failure(otherwise);
}

H5_index_t link_order(hid_t group) {
  H5G_info_t info;
  checked(H5Gget_info(group, &info), "reading a group");
  const Handle list(H5Gget_create_plist(group), H5Pclose, "reading a group");
  unsigned order = 0;
  checked(H5Pget_link_creation_order(list.get(), &order), "reading a group");
  return (order & H5P_CRT_ORDER_INDEXED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
}

std::string name_of_link(hid_t group, H5_index_t order, hsize_t i) {
  constexpr std::size_t longest_name = 1000;
  std::array<char, longest_name + 1> name{};
  const auto length =
      H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, name.data(), name.size(), H5P_DEFAULT);
  require(checked(length, "reading a link") <= static_cast<ssize_t>(longest_name),
          "a link has too long a name");
  return name.data();
}

void refuse_foreign_storage(hid_t dataset, const std::string& name) {
  const Handle list(H5Dget_create_plist(dataset), H5Pclose, "reading '" + name + "'");
  const auto layout = checked(H5Pget_layout(list.get()), "reading '" + name + "'");
  require(layout != H5D_VIRTUAL, "'" + name + "' is virtual and would read other files");
  require(H5Pget_external_count(list.get()) == 0, "'" + name + "' is stored in other files");
  const int filters = checked(H5Pget_nfilters(list.get()), "reading '" + name + "'");
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    const auto filter = H5Pget_filter2(list.get(), static_cast<unsigned>(i), &flags, &values,
                                       nullptr, 0, nullptr, nullptr);
    require(filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE ||
                filter == H5Z_FILTER_FLETCHER32,
            "'" + name + "' uses a foreign filter");
  }
}

// A chunk is unpacked whole, however little of it is asked for.
void refuse_huge_chunks(hid_t dataset, const std::string& name) {
  const Handle list(H5Dget_create_plist(dataset), H5Pclose, "reading '" + name + "'");
  if (H5Pget_layout(list.get()) != H5D_CHUNKED) return;
  Extent chunk(extent_of(dataset).size(), 1);
  checked(H5Pget_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()),
          "reading '" + name + "'");
  hsize_t values = 1;
  for (const hsize_t length : chunk) {
    require(length <= most_chunk_values / values, "'" + name + "' is stored in too large chunks");
    values *= length;
  }
}

void inspect(hid_t group, int depth) {
  require(depth <= deepest_group, "groups are nested too deeply");
  for (const std::string& name : names_in(group)) {
    H5L_info_t link;
    checked(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT), "reading link '" + name + "'");
    require(link.type == H5L_TYPE_HARD, "link '" + name + "' leaves its place");
    const Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose,
                        "opening '" + name + "'");
    const H5I_type_t type = H5Iget_type(object.get());
    if (type == H5I_GROUP) inspect(object.get(), depth + 1);
    if (type != H5I_DATASET) continue;
    refuse_foreign_storage(object.get(), name);
    refuse_huge_chunks(object.get(), name);
  }
}

// Reading one element decompresses its chunk and verifies its checksum.
void read_element(hid_t dataset, const std::string& name, const Extent& at) {
  const std::string doing = "reading '" + name + "' back";
  const Handle place(H5Dget_space(dataset), H5Sclose, doing);
  checked(H5Sselect_elements(place.get(), H5S_SELECT_SET, 1, at.data()), doing);
  const hsize_t one = 1;
  const Handle memory(H5Screate_simple(1, &one, nullptr), H5Sclose, doing);
  double value = 0;
  checked(H5Dread(dataset, H5T_NATIVE_DOUBLE, memory.get(), place.get(), H5P_DEFAULT, &value),
          doing);
}

}  // namespace

Handle open_guarded(const std::string& path) {
  quiet_hdf5();
  Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening");
  const Handle root(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose, "opening the root group");
  inspect(root.get(), 0);
  return file;
}

Extent extent_of(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "reading an extent");
  const int rank = checked(H5Sget_simple_extent_ndims(space.get()), "reading an extent");
  Extent extent(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr), "reading an extent");
  return extent;
}

std::vector<std::string> names_in(hid_t group) {
  const H5_index_t order = link_order(group);
  H5G_info_t info;
  checked(H5Gget_info(group, &info), "reading a group");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) names.push_back(name_of_link(group, order, i));
  return names;
}

void verify_written(const std::string& path, const std::vector<ExpectedVariable>& expected) {
  const Handle file = open_guarded(path);
  for (const auto& [name, extent] : expected) {
    const Handle dataset(H5Dopen2(file.get(), name.c_str(), H5P_DEFAULT), H5Dclose,
                         "opening '" + name + "'");
    require(extent_of(dataset.get()) == extent, "'" + name + "' has not the expected extent");
    if (std::find(extent.begin(), extent.end(), 0) != extent.end()) continue;
    Extent last = extent;
    for (auto& index : last) --index;
    read_element(dataset.get(), name, Extent(extent.size(), 0));
    read_element(dataset.get(), name, last);
  }
}

}  // namespace chuanzhe::output
