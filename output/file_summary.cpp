#include "output/file_summary.hpp"

#include "base/error.hpp"
#include "output/file_guard.hpp"
#include "output/file_reader.hpp"

namespace chuanzhe::output {
namespace {

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

FileSummary read_summary(hid_t file) {
  FileSummary summary;
  summary.format = text_attribute(file, "format");
  read_run_attributes(file, summary);
  summary.replicates = integer_attribute(file, "replicates");
  summary.persons_per_agent = integer_attribute(file, "persons_per_agent");
  if (has_link(file, "policy")) summary.policies = read_texts(file, "policy");
  summary.digests = read_texts(file, "provenance/data_digests").at(0);
  summary.variables = variables_in(file);
  summary.events = extent_of(open_dataset(file, "event_kind").get()).at(0);
  return summary;
}

}  // namespace

FileSummary summarize(const std::filesystem::path& path) {
  const Handle file = open_result(path);
  FileSummary summary = reading(path, [&] { return read_summary(file.get()); });
  summary.bytes = std::filesystem::file_size(path);
  return summary;
}

std::string read_resolved_yaml(const std::filesystem::path& path) {
  const Handle file = open_result(path);
  return reading(path, [&] { return read_texts(file.get(), "provenance/resolved_yaml").at(0); });
}

}  // namespace chuanzhe::output
