// The part of the netCDF-4 convention we write: attributes, datasets whose creation is tracked,
// and dimension scales attached to every axis (docs/file-format.md). The scales' attributes are
// written here and not by HDF5's high-level library, which leaves undefined bytes in them and
// would cost two equal runs their equal files.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5_handle.hpp"

namespace chuanzhe::output {

using Extent = std::vector<hsize_t>;

Handle create_file(const std::string& path);
Handle create_group(hid_t where, const std::string& name);

void write_attribute(hid_t object, const std::string& name, std::string_view text);
void write_attribute(hid_t object, const std::string& name, std::int64_t number);
void write_attribute(hid_t object, const std::string& name, double number);
void write_attribute(hid_t object, const std::string& name, std::span<const std::uint8_t> flags);
void write_attribute(hid_t object, const std::string& name, std::span<const std::uint32_t> masks);

/// What every dataset says about itself.
struct Meaning {
  std::string unit, long_name;
};

/// How a dataset is stored: contiguous when `chunk` is empty, otherwise shuffled (elements wider
/// than a byte), deflated and checksummed.
struct Storage {
  Extent chunk = {};
  int deflate_level = 1;
  bool is_growing = false;       ///< one dimension is unlimited
  std::size_t growing_axis = 0;  ///< which
};

Handle create_dataset(hid_t where, const std::string& name, hid_t type, const Extent& extent,
                      const Meaning& meaning, const Storage& storage = {});

Handle write_texts(hid_t where, const std::string& name, const std::vector<std::string>& texts,
                   const Meaning& meaning);
Handle write_text(hid_t where, const std::string& name, const std::string& text,
                  const Meaning& meaning);
Handle write_numbers(hid_t where, const std::string& name, std::span<const std::int32_t> numbers,
                     const Meaning& meaning);
Handle write_numbers(hid_t where, const std::string& name, std::span<const double> numbers,
                     const Meaning& meaning);

/// The named dimensions of one group and who uses them.
class Dimensions {
 public:
  explicit Dimensions(hid_t group) : group_(group) {}

  /// Makes `dataset`, called `name` in the group, the scale of the dimension `name`.
  void add_coordinate(const std::string& name, Handle dataset);
  /// A dimension without coordinate whose length grows; see grow().
  void add_growing(const std::string& name, hsize_t chunk);
  void grow(const std::string& name, hsize_t length);
  bool has(const std::string& name) const { return scales_.contains(name); }

  /// Names the axes of the dataset called `name`.
  void attach(hid_t dataset, const std::string& name, const std::vector<std::string>& axes);
  /// Writes what each scale knows of its users; call once, after the last attach().
  void finish();
  void close();  ///< checks that the bytes of the scales were taken

 private:
  struct Use {
    hobj_ref_t dataset = 0;
    std::uint32_t axis = 0, padding = 0;  // the padding is zero so that equal runs are equal files
  };
  struct Scale {
    Handle dataset;
    hobj_ref_t reference = 0;
    std::vector<Use> uses = {};
  };
  hobj_ref_t refer_to(const std::string& name) const;
  void mark_as_scale(hid_t dataset, const std::string& scale_name) const;

  hid_t group_;
  std::map<std::string, Scale> scales_;
};

}  // namespace chuanzhe::output
