// The layer that a calibration writes: fitted constants with their evidence, to be extended by the
// baseline. It holds no name and no run, so that it can lie under any scenario.
#pragma once

#include <filesystem>
#include <string>

#include "scenario/targets_file.hpp"

namespace chuanzhe::app {

/// Text of the layer; `provenance` lines stand on top as comments. `model` holds the fitted values.
std::string calibrated_layer(const scenario::TargetsFile& file, const behaviour::Parameters& model,
                             const std::vector<std::string>& provenance);

/// Writes under a temporary name first. Throws base::InputError when the file is there and must not
/// be replaced, base::RunError when it cannot be written.
void write_text(const std::filesystem::path& path, const std::string& text, bool overwrite);

/// Four significant digits: more would pretend to be known.
double rounded(double value);

}  // namespace chuanzhe::app
