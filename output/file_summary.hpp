// What `chuanzhe info` tells about a result, read with guards against foreign files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/month.hpp"

namespace chuanzhe::output {

struct VariableSummary {
  std::string name;
  std::vector<std::string> dimensions;
  std::string unit, long_name;
};

struct FileSummary {
  std::string format, scenario_name, question;
  base::Month start, end;  ///< first and last month, both included
  std::int64_t seed = 0, replicates = 0, persons_per_agent = 0;
  double trajectory_share = 0;
  std::vector<std::string> policies;
  std::string version, build;
  std::string digests;                     ///< lines "<sha-256>  <file>"
  std::vector<VariableSummary> variables;  ///< with coordinates, in file order
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
};

/// Throws InputError when the file is missing, truncated, unsafe, or not a result of ours.
FileSummary summarize(const std::filesystem::path& path);

/// The resolved scenario a result was made from; throws as summarize() does.
std::string read_resolved_yaml(const std::filesystem::path& path);

}  // namespace chuanzhe::output
