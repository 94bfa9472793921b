// A targets file: the figures a calibration has to meet, the constants it may move and the ranges
// of those that no figure tells (docs/validation.md). Strict like a scenario; what a measure is
// worth is not known here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "behaviour/parameters.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::scenario {

enum class Weight { high, medium, low, check };  ///< check: shown, never fitted
inline constexpr std::string_view weight_words[] = {"high", "medium", "low", "check"};

/// A constant and what it is set to.
struct ConstantValue {
  std::string path;
  double value = 0;
};

/// Makes a target the elasticity of its measure to a constant: of two runs, in which the constant
/// is as it is and times `factor`, ln(measure / measure) / ln(factor).
struct Elasticity {
  std::string to;
  double factor = 1;                 ///< above 0, not 1
  std::vector<ConstantValue> given;  ///< in both runs
};

struct TargetRow {
  std::string id, measure, what, source, grade;
  double value = 0;      ///< in the unit of the measure
  double tolerance = 0;  ///< relative
  Weight weight = Weight::check;
  std::optional<Elasticity> elasticity = {};
  base::Location at, measure_at;
};

/// A constant that is fitted to the targets named.
struct ConstantRow {
  std::string path;  ///< e.g. "model.psi_zhejiang", "model.restriction.2021"
  std::vector<std::string> targets;
  double low = 0, high = 0, step = 0;
  base::Location at;
};

/// A value that no target tells: a constant, whose whole range is looked at in stage 2, or what a
/// policy does ("take_up", "labour_agreements.attention"), which is drawn beside the constants.
struct RangeRow {
  std::string path, source;
  double low = 0, high = 0;
  base::Location at;
};

struct TargetsFile {
  std::string name, question;
  std::filesystem::path scenario;  ///< whose constants are fitted
  std::vector<TargetRow> targets;
  std::vector<ConstantRow> constants;
  std::vector<RangeRow> unidentified;
  std::vector<RangeRow> policy_values;
};

/// The list `policy_values` of a targets file or a set; notes mistakes.
std::vector<RangeRow> read_policy_values(const Node& root, Reading& reading);

/// Throws base::InputError with every mistake found.
TargetsFile load_targets(const std::filesystem::path& file);

/// The place of a constant; a year of a series is made when it is missing. Null for unknown paths.
double* find_constant(behaviour::Parameters& model, const std::string& path);

/// Sets any number of the model, whole ones too; false for unknown paths.
bool set_constant(behaviour::Parameters& model, const ConstantValue& setting);

}  // namespace chuanzhe::scenario
