// Reads the data folder of a scenario (scenarios/data) into the world's tables.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "world/tables.hpp"

namespace chuanzhe::scenario {

/// Throws base::InputError with every mistake in every table.
world::Tables read_tables(const std::filesystem::path& folder);

/// SHA-256 of every table, as (file name, hexadecimal digest).
std::vector<std::pair<std::string, std::string>> digests(const std::filesystem::path& folder);

std::string sha256(const std::string& bytes);  ///< hexadecimal

}  // namespace chuanzhe::scenario
