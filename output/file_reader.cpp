#include "output/file_reader.hpp"

#include <algorithm>

#include "output/file_guard.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

constexpr hsize_t most_values = 1'000'000;

// Text of any length written as variable-length UTF-8, which is the only form we write.
struct TextBuffer {
  explicit TextBuffer(std::size_t count) : texts(count, nullptr) {
    type = Handle(H5Tcopy(H5T_C_S1), H5Tclose, "describing text");
    checked(H5Tset_size(type.get(), H5T_VARIABLE), "describing text");
    checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), "describing text");
  }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  ~TextBuffer() {
    for (char* text : texts) H5free_memory(text);
  }
  std::vector<std::string> take() const {
    std::vector<std::string> copies;
    for (const char* text : texts) copies.emplace_back(text == nullptr ? "" : text);
    return copies;
  }

  Handle type;
  std::vector<char*> texts;
};

void require_variable_text(const Handle& type, const std::string& name) {
  if (H5Tis_variable_str(type.get()) <= 0) throw Hdf5Failure("'" + name + "' is not text");
}

Handle open_attribute(hid_t object, const std::string& name) {
  const std::string doing = "reading attribute '" + name + "'";
  Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, doing);
  const Handle space(H5Aget_space(attribute.get()), H5Sclose, doing);
  if (H5Sget_simple_extent_npoints(space.get()) != 1) throw Hdf5Failure(doing + ": not one value");
  return attribute;
}

std::size_t count_of(const Handle& dataset, const std::string& name) {
  hsize_t count = 1;
  for (const hsize_t length : extent_of(dataset.get())) {
    count *= std::min(length, most_values + 1);
    if (count > most_values) throw Hdf5Failure("'" + name + "' is too long");
  }
  return count;
}

template <class Value>
std::vector<Value> numbers(hid_t file, const std::string& name, hid_t native) {
  const Handle dataset = open_dataset(file, name);
  std::vector<Value> values(count_of(dataset, name));
  checked(H5Dread(dataset.get(), native, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          "reading '" + name + "'");
  return values;
}

void require_our_format(hid_t file) {
  if (H5Aexists(file, "format") <= 0) {
    throw Hdf5Failure("is HDF5 but not a result of chuanzhe (it has no attribute 'format')");
  }
  const std::string format = text_attribute(file, "format");
  if (format == file_format) return;
  throw Hdf5Failure("has format '" + format + "' (this program reads '" + std::string(file_format) +
                    "') use the program that wrote it");
}

}  // namespace

std::string text_attribute(hid_t object, const std::string& name) {
  const Handle attribute = open_attribute(object, name);
  const std::string doing = "reading attribute '" + name + "'";
  require_variable_text(Handle(H5Aget_type(attribute.get()), H5Tclose, doing), name);
  TextBuffer buffer(1);
  checked(H5Aread(attribute.get(), buffer.type.get(), buffer.texts.data()), doing);
  return buffer.take().front();
}

std::int64_t integer_attribute(hid_t object, const std::string& name) {
  std::int64_t number = 0;
  checked(H5Aread(open_attribute(object, name).get(), H5T_NATIVE_INT64, &number),
          "reading attribute '" + name + "'");
  return number;
}

double real_attribute(hid_t object, const std::string& name) {
  double number = 0;
  checked(H5Aread(open_attribute(object, name).get(), H5T_NATIVE_DOUBLE, &number),
          "reading attribute '" + name + "'");
  return number;
}

base::Month month_attribute(hid_t object, const std::string& name) {
  const auto month = base::parse_month(text_attribute(object, name));
  if (!month) throw Hdf5Failure("attribute '" + name + "' is not a month");
  return *month;
}

bool has_link(hid_t file, const std::string& name) {
  return H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0;
}

Handle open_dataset(hid_t file, const std::string& name) {
  return Handle(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening '" + name + "'");
}

std::vector<std::string> read_texts(hid_t file, const std::string& name) {
  const Handle dataset = open_dataset(file, name);
  require_variable_text(Handle(H5Dget_type(dataset.get()), H5Tclose, "reading a type"), name);
  TextBuffer buffer(count_of(dataset, name));
  checked(
      H5Dread(dataset.get(), buffer.type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer.texts.data()),
      "reading '" + name + "'");
  return buffer.take();
}

std::vector<int> read_integers(hid_t file, const std::string& name) {
  return numbers<int>(file, name, H5T_NATIVE_INT);
}

std::vector<double> read_reals(hid_t file, const std::string& name) {
  return numbers<double>(file, name, H5T_NATIVE_DOUBLE);
}

Handle open_result(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    throw base::InputError({path.string()},
                           "is not a file (a result of a run is needed) check the name");
  }
  return reading(path, [&] {
    Handle file = open_guarded(path.string());
    require_our_format(file.get());
    return file;
  });
}

}  // namespace chuanzhe::output
