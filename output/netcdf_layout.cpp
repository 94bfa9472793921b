#include "output/netcdf_layout.hpp"

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

Handle property_list(hid_t list_class) {
  return Handle(H5Pcreate(list_class), H5Pclose, "preparing properties");
}

Handle space_of(const Extent& extent, bool is_growing = false, std::size_t growing_axis = 0) {
  if (extent.empty()) return Handle(H5Screate(H5S_SCALAR), H5Sclose, "describing a scalar");
  Extent limit = extent;
  if (is_growing) limit[growing_axis] = H5S_UNLIMITED;
  return Handle(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), limit.data()),
                H5Sclose, "describing an array");
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "describing text");
  checked(H5Tset_size(type.get(), H5T_VARIABLE), "describing text");
  checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), "describing text");
  return type;
}

void put_attribute(hid_t object, const std::string& name, hid_t stored, hid_t native,
                   const Extent& extent, const void* data) {
  const std::string doing = "writing attribute '" + name + "'";
  const Handle space = space_of(extent);
  Handle attribute(H5Acreate2(object, name.c_str(), stored, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                   H5Aclose, doing);
  checked(H5Awrite(attribute.get(), native, data), doing);
  attribute.close(doing);
}

// The convention asks for ASCII of fixed length in the attributes that make a scale.
void put_fixed_text(hid_t object, const std::string& name, const std::string& text) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "describing text");
  checked(H5Tset_size(type.get(), text.size() + 1), "describing text");
  put_attribute(object, name, type.get(), type.get(), {}, text.c_str());
}

Handle dataset_properties(hid_t type, const Storage& storage) {
  Handle list = property_list(H5P_DATASET_CREATE);
  checked(H5Pset_obj_track_times(list.get(), false), "switching off times");
  checked(H5Pset_attr_creation_order(list.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "tracking creation order");
  if (storage.chunk.empty()) return list;
  const int rank = static_cast<int>(storage.chunk.size());
  checked(H5Pset_chunk(list.get(), rank, storage.chunk.data()), "setting the chunk");
  if (H5Tget_size(type) > 1) checked(H5Pset_shuffle(list.get()), "setting shuffle");
  const auto level = static_cast<unsigned>(storage.deflate_level);
  checked(H5Pset_deflate(list.get(), level), "setting deflate");
  checked(H5Pset_fletcher32(list.get()), "setting the checksum");
  return list;
}

// Flushed here: HDF5 keeps small datasets back until they are closed, by a destructor that could
// not tell of a failure.
void write_all(const Handle& dataset, hid_t type, const std::string& name, const void* data) {
  const std::string doing = "writing '" + name + "'";
  checked(H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), doing);
  checked(H5Dflush(dataset.get()), doing);
}

}  // namespace

Handle create_file(const std::string& path) {
  constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const Handle creation = property_list(H5P_FILE_CREATE);
  checked(H5Pset_obj_track_times(creation.get(), false), "switching off times");
  checked(H5Pset_link_creation_order(creation.get(), order), "tracking creation order");
  checked(H5Pset_attr_creation_order(creation.get(), order), "tracking creation order");
  const Handle access = property_list(H5P_FILE_ACCESS);
  // Version 1.8: read by every stock reader, and its headers are checksummed.
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18), "setting version");
  checked(H5Pset_fclose_degree(access.get(), H5F_CLOSE_SEMI), "setting close degree");
  return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose,
                "creating the file");
}

Handle create_group(hid_t where, const std::string& name) {
  constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const Handle list = property_list(H5P_GROUP_CREATE);
  checked(H5Pset_obj_track_times(list.get(), false), "switching off times");
  checked(H5Pset_link_creation_order(list.get(), order), "tracking creation order");
  checked(H5Pset_attr_creation_order(list.get(), order), "tracking creation order");
  return Handle(H5Gcreate2(where, name.c_str(), H5P_DEFAULT, list.get(), H5P_DEFAULT), H5Gclose,
                "creating group '" + name + "'");
}

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
  const Handle type = text_type();
  const std::string copy(text);
  const char* pointer = copy.c_str();
  put_attribute(object, name, type.get(), type.get(), {}, &pointer);
}

void write_attribute(hid_t object, const std::string& name, std::int64_t number) {
  put_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, {}, &number);
}

void write_attribute(hid_t object, const std::string& name, double number) {
  put_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {}, &number);
}

void write_attribute(hid_t object, const std::string& name, std::span<const std::uint8_t> flags) {
  put_attribute(object, name, H5T_STD_U8LE, H5T_NATIVE_UINT8, {flags.size()}, flags.data());
}

void write_attribute(hid_t object, const std::string& name, std::span<const std::uint32_t> masks) {
  put_attribute(object, name, H5T_STD_U32LE, H5T_NATIVE_UINT32, {masks.size()}, masks.data());
}

Handle create_dataset(hid_t where, const std::string& name, hid_t type, const Extent& extent,
                      const Meaning& meaning, const Storage& storage) {
  const Handle space = space_of(extent, storage.is_growing, storage.growing_axis);
  const Handle list = dataset_properties(type, storage);
  Handle dataset(
      H5Dcreate2(where, name.c_str(), type, space.get(), H5P_DEFAULT, list.get(), H5P_DEFAULT),
      H5Dclose, "creating '" + name + "'");
  write_attribute(dataset.get(), "units", meaning.unit);
  write_attribute(dataset.get(), "long_name", meaning.long_name);
  return dataset;
}

Handle write_texts(hid_t where, const std::string& name, const std::vector<std::string>& texts,
                   const Meaning& meaning) {
  const Handle type = text_type();
  std::vector<const char*> pointers;
  for (const auto& text : texts) pointers.push_back(text.c_str());
  Handle dataset = create_dataset(where, name, type.get(), {texts.size()}, meaning);
  write_all(dataset, type.get(), name, pointers.data());
  return dataset;
}

Handle write_text(hid_t where, const std::string& name, const std::string& text,
                  const Meaning& meaning) {
  const Handle type = text_type();
  const char* pointer = text.c_str();
  Handle dataset = create_dataset(where, name, type.get(), {}, meaning);
  write_all(dataset, type.get(), name, &pointer);
  return dataset;
}

Handle write_numbers(hid_t where, const std::string& name, std::span<const std::int32_t> numbers,
                     const Meaning& meaning) {
  Handle dataset = create_dataset(where, name, H5T_STD_I32LE, {numbers.size()}, meaning);
  write_all(dataset, H5T_NATIVE_INT32, name, numbers.data());
  return dataset;
}

Handle write_numbers(hid_t where, const std::string& name, std::span<const double> numbers,
                     const Meaning& meaning) {
  Handle dataset = create_dataset(where, name, H5T_IEEE_F64LE, {numbers.size()}, meaning);
  write_all(dataset, H5T_NATIVE_DOUBLE, name, numbers.data());
  return dataset;
}

hobj_ref_t Dimensions::refer_to(const std::string& name) const {
  hobj_ref_t reference = 0;
  checked(H5Rcreate(&reference, group_, name.c_str(), H5R_OBJECT, -1), "referring to " + name);
  return reference;
}

void Dimensions::mark_as_scale(hid_t dataset, const std::string& scale_name) const {
  put_fixed_text(dataset, "CLASS", "DIMENSION_SCALE");
  put_fixed_text(dataset, "NAME", scale_name);
}

void Dimensions::add_coordinate(const std::string& name, Handle dataset) {
  mark_as_scale(dataset.get(), name);
  scales_.emplace(name, Scale{std::move(dataset), refer_to(name)});
}

void Dimensions::add_growing(const std::string& name, hsize_t chunk) {
  Handle list = dataset_properties(H5T_IEEE_F32BE, {});
  checked(H5Pset_chunk(list.get(), 1, &chunk), "setting the chunk");
  const Handle space = space_of({0}, true);
  Handle dataset(H5Dcreate2(group_, name.c_str(), H5T_IEEE_F32BE, space.get(), H5P_DEFAULT,
                            list.get(), H5P_DEFAULT),
                 H5Dclose, "creating '" + name + "'");
  mark_as_scale(dataset.get(), "This is a netCDF dimension but not a netCDF variable.         0");
  scales_.emplace(name, Scale{std::move(dataset), refer_to(name)});
}

void Dimensions::grow(const std::string& name, hsize_t length) {
  checked(H5Dset_extent(scales_.at(name).dataset.get(), &length), "growing '" + name + "'");
}

void Dimensions::attach(hid_t dataset, const std::string& name,
                        const std::vector<std::string>& axes) {
  const hobj_ref_t self = refer_to(name);
  std::vector<hobj_ref_t> references;
  std::vector<hvl_t> lists;
  for (const auto& axis : axes) {
    base::expect(has(axis), "every axis of a variable is a dimension");
    Scale& scale = scales_.at(axis);
    scale.uses.push_back({self, static_cast<std::uint32_t>(references.size()), 0});
    references.push_back(scale.reference);
  }
  for (auto& reference : references) lists.push_back({1, &reference});
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, "describing references");
  put_attribute(dataset, "DIMENSION_LIST", type.get(), type.get(), {lists.size()}, lists.data());
}

void Dimensions::finish() {
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(Use)), H5Tclose, "describing uses");
  checked(H5Tinsert(type.get(), "dataset", HOFFSET(Use, dataset), H5T_STD_REF_OBJ), "uses");
  checked(H5Tinsert(type.get(), "dimension", HOFFSET(Use, axis), H5T_NATIVE_UINT32), "uses");
  for (const auto& [name, scale] : scales_) {
    if (scale.uses.empty()) continue;
    put_attribute(scale.dataset.get(), "REFERENCE_LIST", type.get(), type.get(),
                  {scale.uses.size()}, scale.uses.data());
  }
}

void Dimensions::close() {
  for (auto& [name, scale] : scales_) scale.dataset.close("closing '" + name + "'");
}

}  // namespace chuanzhe::output
