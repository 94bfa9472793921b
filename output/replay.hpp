// Reads a result back: the stored run is told to a recorder as the engine told it, so that whatever
// can watch a run can also watch a file. Variables are read whole years at a time, one chunk each,
// so memory does not grow with the length of a run. Files are opened with the guards of
// file_guard.hpp; every disagreement inside a file is an InputError that names it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::output {

/// What the file was told in Recorder::begin(). Throws InputError.
engine::RunDescription read_description(const std::filesystem::path& path);

struct MonthRange {
  base::Month first, last;  ///< both included
};

struct ReplayOptions {
  /// Names of the rows to fill; every other row stays empty. None: all rows that the file has.
  std::optional<std::vector<std::string>> variables = std::nullopt;
  bool with_events = false;
  bool with_lives = false;  ///< sampled workers (when the first month is told), payments, hashes
  int replicates = 0;       ///< so many; 0 = all behind the first
  int first_replicate = 0;  ///< told as number 0
  std::optional<MonthRange> months = std::nullopt;  ///< none = all
};

/// Tells `recorder` the run in `path`: begin(), every month, finish(). Fewer replicates or months
/// are told as a run that has only these. Rows over an empty axis stay empty. Throws InputError
/// for files that are missing, cut short, foreign, hostile, or lack what is asked for.
void replay(const std::filesystem::path& path, engine::Recorder& recorder,
            const ReplayOptions& options = {},
            std::span<const engine::VariableRow> rows = engine::variable_rows());

}  // namespace chuanzhe::output
