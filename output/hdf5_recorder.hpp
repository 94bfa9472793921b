// Writes a run as one HDF5 file that opens as netCDF-4 (docs/file-format.md). Months are buffered
// a year at a time and events a million at a time, so memory does not depend on a run's length.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/observation.hpp"
#include "output/part_file.hpp"

namespace chuanzhe::output {

class Hdf5Recorder : public engine::Recorder {
 public:
  /// Creates missing folders. Throws InputError when `path` exists and may not be overwritten,
  /// RunError when it cannot be written. `threads` compress events, 0 = all cores; they never
  /// change the file. What `rows` refers to must outlive the recorder.
  Hdf5Recorder(std::filesystem::path path, Overwrite overwrite,
               std::span<const engine::VariableRow> rows = engine::variable_rows(),
               int threads = 0);
  ~Hdf5Recorder() override;

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override;
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override;
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override;
  /// Closes, syncs, re-opens to verify, and renames. Throws RunError.
  void finish() override;

 private:
  struct OpenFile;
  void guarded(const std::function<void()>& work) const;
  void write_month(const engine::MonthObservation& observation,
                   std::span<const engine::Event> events);

  PartFile file_;
  std::span<const engine::VariableRow> rows_;
  int threads_;
  std::unique_ptr<OpenFile> open_;
};

}  // namespace chuanzhe::output
