// The full result files of a sweep as one: every output variable over (point, replicate, time, ...)
// as an HDF5 virtual dataset that reads the files where they are (docs/sweeps.md, Full files).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::output {

/// Beyond this many files a first look into a joined file takes too long (half a minute at 10,000).
inline constexpr std::size_t most_joined = 1000;

/// `files` by point and replicate, relative to the folder of `path`, empty where a run is missing
/// (it reads as 0 or NaN; run_status of sweep.h5 tells). Every file has the axes of `run`.
void join_runs(const std::filesystem::path& path, const engine::RunDescription& run,
               std::size_t points, std::size_t replicates, const std::vector<std::string>& files);

}  // namespace chuanzhe::output
