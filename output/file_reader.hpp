// Reading the parts of a result file: attributes, texts, numbers, and the opening of a file that
// may be missing, cut short, foreign or hostile. Below reading() everything throws Hdf5Failure
// without the file's name; reading() adds it and throws InputError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/month.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

std::string text_attribute(hid_t object, const std::string& name);
std::int64_t integer_attribute(hid_t object, const std::string& name);
double real_attribute(hid_t object, const std::string& name);
base::Month month_attribute(hid_t object, const std::string& name);

bool has_link(hid_t file, const std::string& name);
Handle open_dataset(hid_t file, const std::string& name);

/// All values of a small dataset (coordinates, labels, scalars), at most a million.
std::vector<std::string> read_texts(hid_t file, const std::string& name);
std::vector<int> read_integers(hid_t file, const std::string& name);
std::vector<double> read_reals(hid_t file, const std::string& name);

/// What the file's attributes say of the run, but for how large it is.
template <class Record>
void read_run_attributes(hid_t file, Record& record) {
  record.scenario_name = text_attribute(file, "title");
  record.question = text_attribute(file, "question");
  record.start = month_attribute(file, "start");
  record.end = month_attribute(file, "end");
  record.seed = integer_attribute(file, "seed");
  record.trajectory_share = real_attribute(file, "trajectory_share");
  record.version = text_attribute(file, "version");
  record.build = text_attribute(file, "build");
}

/// Opens a result of the format this program reads; throws InputError for any other file.
Handle open_result(const std::filesystem::path& path);

/// Calls `work()`, turning Hdf5Failure into an InputError that names the file.
template <class Work>
auto reading(const std::filesystem::path& path, const Work& work) {
  try {
    return work();
  } catch (const Hdf5Failure& failure) {
    throw base::InputError({path.string()},
                           std::string("cannot be read as a result: ") + failure.what());
  } catch (const std::out_of_range&) {
    throw base::InputError({path.string()}, "cannot be read as a result: a value is missing");
  }
}

}  // namespace chuanzhe::output
