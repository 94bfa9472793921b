// A result file by what it says of itself, for commands that read results.
#pragma once

#include <filesystem>

#include "engine/observation.hpp"
#include "scenario/stored.hpp"

namespace chuanzhe::app {

struct ResultFile {
  std::filesystem::path path;
  engine::RunDescription run;

  scenario::StoredText scenario() const { return {run.resolved_yaml, path.string()}; }
};

/// Throws base::InputError for a file that is no result.
ResultFile open_result_file(const std::filesystem::path& path);

}  // namespace chuanzhe::app
