// The table of a sweep: one HDF5 file that opens as netCDF-4 (points and replicates as dimensions,
// factor values as coordinates, one variable per figure) and one tidy CSV with a line per run.
// Points arrive in order and leave at once, so memory does not depend on their number. Equal
// sweeps give equal bytes (docs/file-format.md, Sweeps).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace chuanzhe::output {

/// One coordinate of the points: numbers, or words where the factor takes words.
struct SweepFactor {
  std::string name, path, unit, long_name, grade;
  std::vector<double> numbers;     ///< along the points; empty when it takes words
  std::vector<std::string> words;  ///< along the points; empty when it takes numbers
};

struct SweepFigure {
  std::string name, request, unit, long_name;
};

struct SweepDescription {
  std::string name, question, sweep_yaml, base_yaml, design, version, code;
  std::vector<std::pair<std::string, std::string>> digests;  ///< (data file, sha-256)
  std::int64_t seed = 0;
  std::size_t points = 0, replicates = 0;
  std::vector<SweepFactor> factors;
  std::vector<SweepFigure> figures;
  std::vector<std::string> status_words;
};

/// The runs of one point.
struct SweepPoint {
  std::vector<std::uint8_t> status;          ///< by replicate: place in status_words
  std::vector<std::vector<double>> figures;  ///< [replicate][figure]; NaN where there is none
};

class SweepTable {
 public:
  /// Replaces the two files when finished. Throws base::RunError when they cannot be written.
  SweepTable(const std::filesystem::path& hdf5, const std::filesystem::path& csv,
             SweepDescription description);
  ~SweepTable();

  void add(const SweepPoint& point);  ///< in order of the points
  void finish();

 private:
  struct Files;
  std::unique_ptr<Files> files_;
};

}  // namespace chuanzhe::output
