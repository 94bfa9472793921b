#include "output/sweep_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/csv_table.hpp"
#include "output/file_guard.hpp"
#include "output/netcdf_layout.hpp"
#include "output/part_file.hpp"

namespace chuanzhe::output {
namespace {

constexpr hsize_t points_a_block = 256;

void write_provenance(hid_t file, const SweepDescription& sweep) {
  write_attribute(file, "Conventions", std::string_view("CF-1.8"));
  write_attribute(file, "format", std::string_view("chuanzhe-sweep 1"));
  write_attribute(file, "title", sweep.name);
  write_attribute(file, "question", sweep.question);
  write_attribute(file, "design", sweep.design);
  write_attribute(file, "seed", sweep.seed);
  write_attribute(file, "version", sweep.version);
  write_attribute(file, "code", sweep.code);
  std::string factors, outputs;
  for (const auto& factor : sweep.factors) factors += (factors.empty() ? "" : " ") + factor.name;
  for (const auto& figure : sweep.figures) outputs += (outputs.empty() ? "" : " ") + figure.name;
  write_attribute(file, "factors", factors);
  write_attribute(file, "outputs", outputs);
  std::string digests;
  for (const auto& [name, digest] : sweep.digests) digests += digest + "  " + name + "\n";
  const Handle group = create_group(file, "provenance");
  write_text(group.get(), "sweep_yaml", sweep.sweep_yaml, {"1", "the sweep file"});
  write_text(group.get(), "resolved_yaml", sweep.base_yaml,
             {"1", "the base scenario with every default written out"});
  write_text(group.get(), "data_digests", digests,
             {"1", "SHA-256 and name of every data file read"});
}

void write_counter(hid_t file, Dimensions& dimensions, const std::string& name, std::size_t length,
                   const std::string& long_name) {
  std::vector<std::int32_t> numbers(length);
  std::iota(numbers.begin(), numbers.end(), 0);
  dimensions.add_coordinate(name, write_numbers(file, name, numbers, {"1", long_name}));
}

void write_factor(hid_t file, Dimensions& dimensions, const SweepFactor& factor) {
  const Meaning meaning{factor.unit.empty() ? "1" : factor.unit,
                        factor.long_name.empty() ? factor.name : factor.long_name};
  Handle dataset =
      factor.words.empty()
          ? write_numbers(file, factor.name, std::span<const double>(factor.numbers), meaning)
          : write_texts(file, factor.name, factor.words, meaning);
  write_attribute(dataset.get(), "path", factor.path);
  write_attribute(dataset.get(), "grade", factor.grade);
  dimensions.attach(dataset.get(), factor.name, {"point"});
}

/// A variable over points and replicates, written a block of points at a time.
struct Grid {
  Handle dataset;
  std::string name;
  hid_t type;

  void write(hsize_t first, hsize_t points, hsize_t replicates, const void* values) const {
    const std::string doing = "writing '" + name + "'";
    const std::array<hsize_t, 2> begin = {first, 0}, extent = {points, replicates};
    const Handle place(H5Dget_space(dataset.get()), H5Sclose, doing);
    checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, begin.data(), nullptr, extent.data(),
                                nullptr),
            doing);
    const Handle memory(H5Screate_simple(2, extent.data(), nullptr), H5Sclose, doing);
    checked(H5Dwrite(dataset.get(), type, memory.get(), place.get(), H5P_DEFAULT, values), doing);
  }
};

std::string shortest(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

}  // namespace

struct SweepTable::Files {
  SweepDescription sweep;
  PartFile hdf5_part, csv_part;
  Handle file;
  Dimensions dimensions;
  std::vector<Grid> grids;  // status, then the figures
  std::ofstream csv;
  std::size_t points = 0;  // that were added
  std::vector<std::uint8_t> status;
  std::vector<std::vector<double>> blocks;  // along the figures

  Files(const std::filesystem::path& hdf5, const std::filesystem::path& table,
        SweepDescription description)
      : sweep(std::move(description)),
        hdf5_part(hdf5, Overwrite::allow),
        csv_part(table, Overwrite::allow),
        file(create_file(hdf5_part.part_path().string())),
        dimensions(file.get()),
        csv(csv_part.part_path(), std::ios::binary),
        blocks(sweep.figures.size()) {
    write_provenance(file.get(), sweep);
    write_counter(file.get(), dimensions, "point", sweep.points, "number of the point");
    write_counter(file.get(), dimensions, "replicate", sweep.replicates,
                  "number of the replicate; equal numbers share their random draws");
    std::string names;
    for (const SweepFactor& factor : sweep.factors) {
      write_factor(file.get(), dimensions, factor);
      names += (names.empty() ? "" : " ") + factor.name;
    }
    create_status(names);
    for (const SweepFigure& figure : sweep.figures) {
      create(figure.name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {figure.unit, figure.long_name});
      write_attribute(grids.back().dataset.get(), "measure", figure.request);
      write_attribute(grids.back().dataset.get(), "coordinates", names);
      write_attribute(grids.back().dataset.get(), "_FillValue",
                      std::numeric_limits<double>::quiet_NaN());
    }
    dimensions.finish();
    write_head();
  }

  void create(const std::string& name, hid_t stored, hid_t native, const Meaning& meaning) {
    const Extent extent = {sweep.points, sweep.replicates};
    const Extent chunk = {std::min<hsize_t>(points_a_block, sweep.points), sweep.replicates};
    grids.push_back(
        {create_dataset(file.get(), name, stored, extent, meaning, {chunk, 4}), name, native});
    dimensions.attach(grids.back().dataset.get(), name, {"point", "replicate"});
  }

  void create_status(const std::string& coordinates) {
    create("run_status", H5T_STD_U8LE, H5T_NATIVE_UINT8, {"1", "what became of the run"});
    std::vector<std::uint8_t> flags(sweep.status_words.size());
    std::iota(flags.begin(), flags.end(), std::uint8_t{0});
    std::string words;
    for (const std::string& word : sweep.status_words) words += (words.empty() ? "" : " ") + word;
    const hid_t dataset = grids.back().dataset.get();
    write_attribute(dataset, "flag_values", std::span<const std::uint8_t>(flags));
    write_attribute(dataset, "flag_meanings", words);
    write_attribute(dataset, "coordinates", coordinates);
  }

  void write_head() {
    csv << "\xef\xbb\xbfpoint,replicate";
    for (const SweepFactor& factor : sweep.factors) csv << ',' << csv_field(factor.name);
    csv << ",run_status";
    for (const SweepFigure& figure : sweep.figures) csv << ',' << csv_field(figure.name);
    csv << '\n';
  }

  void write_rows(const SweepPoint& point) {
    for (std::size_t r = 0; r < sweep.replicates; ++r) {
      csv << points << ',' << r;
      for (const SweepFactor& factor : sweep.factors) {
        csv << ','
            << (factor.words.empty() ? shortest(factor.numbers[points])
                                     : csv_field(factor.words[points]));
      }
      csv << ',' << sweep.status_words[point.status[r]];
      for (const double value : point.figures[r]) csv << ',' << shortest(value);
      csv << '\n';
    }
  }

  void add(const SweepPoint& point) {
    base::expect(points < sweep.points, "a sweep has no more points than it said");
    base::expect(point.status.size() == sweep.replicates, "a point has all its replicates");
    write_rows(point);
    status.insert(status.end(), point.status.begin(), point.status.end());
    for (std::size_t m = 0; m < blocks.size(); ++m) {
      for (std::size_t r = 0; r < sweep.replicates; ++r) {
        blocks[m].push_back(point.figures[r][m]);
      }
    }
    ++points;
    if (points % points_a_block == 0 || points == sweep.points) flush();
  }

  void flush() {
    const hsize_t count = status.size() / sweep.replicates;
    const hsize_t first = points - count;
    grids[0].write(first, count, sweep.replicates, status.data());
    status.clear();
    for (std::size_t m = 0; m < blocks.size(); ++m) {
      grids[m + 1].write(first, count, sweep.replicates, blocks[m].data());
      blocks[m].clear();
    }
  }

  void finish() {
    base::expect(points == sweep.points, "a finished sweep has all its points");
    std::vector<ExpectedVariable> expected;
    for (Grid& grid : grids) {
      expected.push_back({grid.name, extent_of(grid.dataset.get())});
      checked(H5Dflush(grid.dataset.get()), "writing '" + grid.name + "'");
      grid.dataset.close("closing '" + grid.name + "'");
    }
    dimensions.close();
    checked(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), "flushing the file");
    file.close("closing the file");
    csv.close();
    if (csv.fail()) {
      throw base::RunError(csv_part.part_path().string() + ": cannot write (is the disk full?)");
    }
    hdf5_part.sync();
    csv_part.sync();
    verify_written(hdf5_part.part_path().string(), expected);
    csv_part.publish();
    hdf5_part.publish();
  }
};

namespace {

/// Failures inside HDF5 become errors that name the file.
template <class Work>
auto guarded(const std::filesystem::path& path, Work work) {
  try {
    return work();
  } catch (const Hdf5Failure& failure) {
    throw base::RunError(path.string() + ": " + failure.what());
  }
}

}  // namespace

SweepTable::SweepTable(const std::filesystem::path& hdf5, const std::filesystem::path& csv,
                       SweepDescription description)
    : files_(guarded(hdf5, [&] {
        quiet_hdf5();
        return std::make_unique<Files>(hdf5, csv, std::move(description));
      })) {}

SweepTable::~SweepTable() = default;

void SweepTable::add(const SweepPoint& point) {
  guarded(files_->hdf5_part.final_path(), [&] { files_->add(point); });
}

void SweepTable::finish() {
  guarded(files_->hdf5_part.final_path(), [&] { files_->finish(); });
}

}  // namespace chuanzhe::output
