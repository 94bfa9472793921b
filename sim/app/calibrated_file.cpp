#include "app/calibrated_file.hpp"

#include <fstream>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

/// Weakest grade of the targets a constant is fitted to, and what they are.
struct Evidence {
  std::string source, grade;
};

Evidence evidence_of(const scenario::TargetsFile& file, const scenario::ConstantRow& constant) {
  Evidence evidence{"fitted to " + fmt::format("{}", fmt::join(constant.targets, ", ")),
                    "estimate"};
  for (const scenario::TargetRow& target : file.targets) {
    if (target.id != constant.targets.front()) continue;
    evidence.source += fmt::format(" of {}: {}, {}", file.name, target.what,
                                   scenario::format_number(target.value));
    if (target.grade == "assumption") evidence.grade = "assumption";
  }
  return evidence;
}

/// The name of the field a path leads to: "restriction" of "model.restriction.2021".
std::string key_of(const std::string& path) {
  return path.substr(
      6, path.find('.', 6) == std::string::npos ? std::string::npos : path.find('.', 6) - 6);
}

std::string value_text(behaviour::Parameters model, const std::string& key) {
  for (const base::FieldRef& field : behaviour::fields_of(model)) {
    if (field.key != key) continue;
    if (auto* const* number = std::get_if<double*>(&field.target)) {
      return scenario::format_number(**number);
    }
    std::string text;
    for (const auto& [year, value] : **std::get_if<base::YearSeries*>(&field.target)) {
      text +=
          fmt::format("{}{}: {}", text.empty() ? "" : ", ", year, scenario::format_number(value));
    }
    return "{" + text + "}";
  }
  return {};
}

}  // namespace

std::string calibrated_layer(const scenario::TargetsFile& file, const behaviour::Parameters& model,
                             const std::vector<std::string>& provenance) {
  std::string text;
  for (const std::string& line : provenance) text += "# " + line + "\n";
  text += "model:\n";
  std::set<std::string> done;
  for (const scenario::ConstantRow& constant : file.constants) {
    const std::string key = key_of(constant.path);
    if (!done.insert(key).second) continue;
    const Evidence evidence = evidence_of(file, constant);
    const bool is_number = constant.path == "model." + key;
    text += fmt::format("  {}:\n    value: {}\n    source: {}\n    grade: {}\n", key,
                        value_text(model, key), scenario::quote(evidence.source), evidence.grade);
    if (is_number) {
      text += fmt::format("    range: [{}, {}]\n", scenario::format_number(constant.low),
                          scenario::format_number(constant.high));
    }
  }
  return text;
}

void write_text(const fs::path& path, const std::string& text, bool overwrite) {
  std::error_code ignored;
  if (fs::exists(path, ignored) && !overwrite) {
    throw base::InputError({path.string(), 0, 0},
                           "the file is there already; add --overwrite or name another with -o");
  }
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), ignored);
  const fs::path part = path.string() + ".part";
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw base::RunError(part.string() + " could not be written");
  fs::rename(part, path);
}

double rounded(double value) { return std::stod(fmt::format("{:.4g}", value)); }

}  // namespace chuanzhe::app
