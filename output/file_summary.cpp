#include "output/file_summary.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "output/file_guard.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

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

Handle open_dataset(hid_t file, const std::string& name) {
  return Handle(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening '" + name + "'");
}

std::vector<std::string> texts(hid_t file, const std::string& name) {
  constexpr hsize_t most_texts = 1'000'000;
  const Handle dataset = open_dataset(file, name);
  require_variable_text(Handle(H5Dget_type(dataset.get()), H5Tclose, "reading a type"), name);
  hsize_t count = 1;
  for (const hsize_t length : extent_of(dataset.get())) count *= std::min(length, most_texts);
  if (count > most_texts) throw Hdf5Failure("'" + name + "' is too long");
  TextBuffer buffer(count);
  checked(
      H5Dread(dataset.get(), buffer.type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer.texts.data()),
      "reading '" + name + "'");
  return buffer.take();
}

bool has(hid_t file, const std::string& name) {
  return H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0;
}

std::string name_of(hid_t object) {
  char name[256] = {};
  checked(H5Iget_name(object, name, sizeof name), "reading a name");
  return name[0] == '/' ? name + 1 : name;
}

// References resolve only inside the file; each axis names its first scale.
std::vector<std::string> dimensions_of(hid_t dataset, const std::string& name) {
  if (H5Aexists(dataset, "DIMENSION_LIST") <= 0) return {name};
  const std::string doing = "reading the axes of '" + name + "'";
  const Handle list(H5Aopen(dataset, "DIMENSION_LIST", H5P_DEFAULT), H5Aclose, doing);
  const Handle space(H5Aget_space(list.get()), H5Sclose, doing);
  if (H5Sget_simple_extent_npoints(space.get()) !=
      static_cast<hssize_t>(extent_of(dataset).size())) {
    throw Hdf5Failure(doing + ": their number is wrong");
  }
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, doing);
  std::vector<hvl_t> scales(extent_of(dataset).size(), hvl_t{0, nullptr});
  checked(H5Aread(list.get(), type.get(), scales.data()), doing);
  std::vector<std::string> names;
  for (const hvl_t& scale : scales) {
    const Handle object(scale.len == 0 ? H5I_INVALID_HID
                                       : H5Rdereference2(dataset, H5P_DEFAULT, H5R_OBJECT, scale.p),
                        H5Oclose, doing);
    names.push_back(name_of(object.get()));
  }
  checked(H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, scales.data()), doing);
  return names;
}

std::vector<VariableSummary> variables_in(hid_t file) {
  const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "opening the root group");
  std::vector<VariableSummary> variables;
  for (const std::string& name : names_in(root.get())) {
    const Handle object(H5Oopen(file, name.c_str(), H5P_DEFAULT), H5Oclose,
                        "opening '" + name + "'");
    if (H5Iget_type(object.get()) != H5I_DATASET || H5Aexists(object.get(), "units") <= 0) continue;
    variables.push_back({name, dimensions_of(object.get(), name),
                         text_attribute(object.get(), "units"),
                         text_attribute(object.get(), "long_name")});
  }
  return variables;
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

FileSummary read_summary(hid_t file) {
  FileSummary summary;
  summary.format = text_attribute(file, "format");
  summary.scenario_name = text_attribute(file, "title");
  summary.question = text_attribute(file, "question");
  summary.start = month_attribute(file, "start");
  summary.end = month_attribute(file, "end");
  summary.seed = integer_attribute(file, "seed");
  summary.replicates = integer_attribute(file, "replicates");
  summary.persons_per_agent = integer_attribute(file, "persons_per_agent");
  summary.trajectory_share = real_attribute(file, "trajectory_share");
  if (has(file, "policy")) summary.policies = texts(file, "policy");
  summary.version = text_attribute(file, "version");
  summary.build = text_attribute(file, "build");
  summary.digests = texts(file, "provenance/data_digests").at(0);
  summary.variables = variables_in(file);
  summary.events = extent_of(open_dataset(file, "event_type").get()).at(0);
  return summary;
}

template <class Work>
auto reading(const std::filesystem::path& path, const Work& work) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    throw base::InputError({path.string()},
                           "is not a file (a result of a run is needed) check "
                           "the name");
  }
  try {
    const Handle file = open_guarded(path.string());
    require_our_format(file.get());
    return work(file.get());
  } catch (const Hdf5Failure& failure) {
    throw base::InputError({path.string()},
                           std::string("cannot be read as a result: ") + failure.what());
  } catch (const std::out_of_range&) {
    throw base::InputError({path.string()}, "cannot be read as a result: a value is missing");
  }
}

}  // namespace

FileSummary summarize(const std::filesystem::path& path) {
  FileSummary summary = reading(path, read_summary);
  summary.bytes = std::filesystem::file_size(path);
  return summary;
}

std::string read_resolved_yaml(const std::filesystem::path& path) {
  return reading(path, [](hid_t file) { return texts(file, "provenance/resolved_yaml").at(0); });
}

}  // namespace chuanzhe::output
