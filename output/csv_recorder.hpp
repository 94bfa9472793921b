// Writes the main sums of a run as CSV files for spreadsheets, one file for every way to look:
// monthly.csv (all together), city.csv, county.csv, sector.csv, group.csv, status.csv,
// festival.csv (by outcome), paid.csv (by policy), and the platform's ledger, platform.csv, by
// county, city and sector, whose small cells are empty there and in county.csv. The whole detail
// is in the HDF5 file.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/observation.hpp"
#include "output/csv_table.hpp"
#include "output/part_file.hpp"
#include "output/platform_table.hpp"

namespace chuanzhe::output {

class CsvRecorder : public engine::Recorder {
 public:
  /// Writes into `folder`, created if missing. Throws InputError when one of the files exists and
  /// may not be overwritten, RunError when the folder cannot be written.
  CsvRecorder(std::filesystem::path folder, Overwrite overwrite,
              std::span<const engine::VariableRow> rows = engine::variable_rows());
  ~CsvRecorder() override;

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override;

 private:
  std::span<const engine::VariableRow> rows_;
  std::vector<std::unique_ptr<PartFile>> files_;  // along the kinds of tables, moved into tables_
  std::vector<std::unique_ptr<CsvTable>> tables_;
  std::unique_ptr<PartFile> platform_file_;  // moved into platform_
  std::unique_ptr<PlatformTable> platform_;  // null when the run lacks its columns
};

}  // namespace chuanzhe::output
