#include "output/sweep_join.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "output/netcdf_layout.hpp"
#include "output/part_file.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

using engine::VariableRow;

hid_t stored_type(VariableRow::Type type) {
  if (type == VariableRow::Type::int32) return H5T_STD_I32LE;
  return type == VariableRow::Type::int64 ? H5T_STD_I64LE : H5T_IEEE_F64LE;
}

Handle simple_space(const Extent& extent) {
  return Handle(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), H5Sclose,
                "describing an array");
}

/// Which part of which file stands where.
Handle virtual_layout(const std::string& name, const Extent& one_run, const Extent& whole,
                      const std::vector<std::string>& files) {
  const std::string doing = "joining '" + name + "'";
  Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, doing);
  checked(H5Pset_obj_track_times(list.get(), false), doing);
  checked(H5Pset_attr_creation_order(list.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          doing);
  const Handle source = simple_space(one_run), place = simple_space(whole);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].empty()) continue;
    Extent begin(whole.size(), 0), extent = whole;
    begin[0] = i / whole[1];
    begin[1] = i % whole[1];
    extent[0] = extent[1] = 1;
    checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, begin.data(), nullptr, extent.data(),
                                nullptr),
            doing);
    checked(H5Pset_virtual(list.get(), place.get(), files[i].c_str(), name.c_str(), source.get()),
            doing);
  }
  return list;
}

class Joiner {
 public:
  Joiner(hid_t file, const engine::RunDescription& run, std::size_t points,
         const std::vector<std::string>& files)
      : file_(file), dimensions_(file), run_(run), points_(points), files_(files) {}

  void join() {
    write_provenance(file_, run_);
    std::vector<std::int32_t> numbers(points_);
    std::iota(numbers.begin(), numbers.end(), 0);
    dimensions_.add_coordinate(
        "point", write_numbers(file_, "point", numbers, {"1", "number of the point"}));
    write_coordinates(file_, dimensions_, run_);
    for (const VariableRow& row : engine::variable_rows()) add(row);
    dimensions_.finish();
    dimensions_.close();
  }

 private:
  void add(const VariableRow& row) {
    const std::string name(row.name);
    Extent one_run = {1, static_cast<hsize_t>(months_of(run_))};
    std::vector<std::string> axes = {"point", "replicate", "time"};
    for (const engine::Axis axis : row.axes) {
      one_run.push_back(length_of(run_, axis));
      axes.emplace_back(engine::axis_words[static_cast<int>(axis)]);
    }
    if (std::find(one_run.begin(), one_run.end(), 0) != one_run.end()) return;
    Extent whole = {points_, static_cast<hsize_t>(run_.replicates)};
    whole.insert(whole.end(), one_run.begin() + 1, one_run.end());
    const Handle list = virtual_layout(name, one_run, whole, files_);
    const double undefined = std::numeric_limits<double>::quiet_NaN();
    if (row.type == VariableRow::Type::float64) {
      checked(H5Pset_fill_value(list.get(), H5T_NATIVE_DOUBLE, &undefined), "setting the fill");
    }
    const Handle space = simple_space(whole);
    const Handle dataset(H5Dcreate2(file_, name.c_str(), stored_type(row.type), space.get(),
                                    H5P_DEFAULT, list.get(), H5P_DEFAULT),
                         H5Dclose, "creating '" + name + "'");
    write_attribute(dataset.get(), "units", row.unit);
    write_attribute(dataset.get(), "long_name", row.long_name);
    write_attribute(dataset.get(), "cell_methods", row.cell_methods);
    dimensions_.attach(dataset.get(), name, axes);
  }

  hid_t file_;
  Dimensions dimensions_;
  const engine::RunDescription& run_;
  std::size_t points_;
  const std::vector<std::string>& files_;
};

/// Virtual datasets need the newer form of the file.
Handle create_joined(const std::string& path) {
  constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "preparing properties");
  checked(H5Pset_obj_track_times(creation.get(), false), "switching off times");
  checked(H5Pset_link_creation_order(creation.get(), order), "tracking creation order");
  checked(H5Pset_attr_creation_order(creation.get(), order), "tracking creation order");
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "preparing properties");
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), "setting version");
  return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose,
                "creating the file");
}

}  // namespace

void join_runs(const std::filesystem::path& path, const engine::RunDescription& run,
               std::size_t points, std::size_t replicates, const std::vector<std::string>& files) {
  base::expect(files.size() == points * replicates, "there is a place for every run");
  base::expect(run.replicates == static_cast<int>(replicates), "the description is of the sweep");
  PartFile part(path, Overwrite::allow);
  try {
    quiet_hdf5();
    Handle file = create_joined(part.part_path().string());
    Joiner(file.get(), run, points, files).join();
    checked(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), "flushing the file");
    file.close("closing the file");
  } catch (const Hdf5Failure& failure) {
    throw base::RunError(path.string() + ": " + failure.what());
  }
  part.sync();
  part.publish();
}

}  // namespace chuanzhe::output
