// A set of draws of constants that the data do not rule out, as `calibrate --stage 2` writes it and
// `compare --over` takes it (docs/validation.md, Stage 2). It is good for the data, the program and
// the other constants it was made for, and says what these were.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "behaviour/parameters.hpp"
#include "scenario/targets_file.hpp"

namespace chuanzhe::scenario {

struct ConstantSet {
  std::string name;
  std::vector<std::string> about;                         ///< how it was made, a line each
  std::vector<std::pair<std::string, std::string>> data;  ///< table, SHA-256
  std::string behaviour;                   ///< what a small run of the first draw gave, as a digest
  std::vector<ConstantValue> given;        ///< every other number of the model
  std::vector<std::string> constants;      ///< paths
  std::vector<std::vector<double>> draws;  ///< [draw][constant]
  std::vector<RangeRow> policy_values;     ///< drawn beside the constants
  std::filesystem::path file;

  void apply(std::size_t draw, behaviour::Parameters& model) const;
};

/// Every number of the model by path, but for those in `without`.
std::vector<ConstantValue> constants_of(behaviour::Parameters model,
                                        const std::vector<std::string>& without);

std::string as_yaml(const ConstantSet& set);

/// Throws base::InputError with every mistake found.
ConstantSet load_set(const std::filesystem::path& file);

}  // namespace chuanzhe::scenario
