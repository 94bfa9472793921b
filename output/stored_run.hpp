// A result opened for reading, month by month: what replay() tells and `verify` compares with.
// Variables are read whole years at a time, one chunk each, so memory does not grow with the length
// of a run. Every disagreement inside a file is an InputError that names it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "output/stored_events.hpp"
#include "output/stored_variable.hpp"

namespace chuanzhe::output {

enum class WithEvents : bool { no, yes };

class StoredRun {
 public:
  /// `variables` are the names of the rows to read, none = all rows that the file has. Throws
  /// InputError for files that are missing, cut short, foreign, hostile, or lack what is asked for.
  StoredRun(std::filesystem::path path, const std::optional<std::vector<std::string>>& variables,
            WithEvents with_events,
            std::span<const engine::VariableRow> rows = engine::variable_rows());

  const std::filesystem::path& path() const { return path_; }
  const engine::RunDescription& description() const { return run_; }
  bool has(std::size_t row) const { return variables_[row].has_value(); }

  /// A month as the engine told it; rows that are not read are empty. Fast in order.
  engine::MonthObservation month(int replicate, int step);
  /// Valid until the next call; empty without events.
  std::span<const engine::Event> events(int replicate, int step);

 private:
  void load_year(int replicate, int step);

  std::filesystem::path path_;
  std::span<const engine::VariableRow> rows_;
  Handle file_;
  engine::RunDescription run_;
  std::vector<std::optional<StoredVariable>> variables_;  // along the rows
  std::optional<StoredEvents> events_;
  int loaded_replicate_ = -1, loaded_year_ = -1;
};

}  // namespace chuanzhe::output
