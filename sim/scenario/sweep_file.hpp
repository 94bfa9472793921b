// A sweep file: which values of a scenario are varied, how, how often each point is run, and which
// figures are kept (docs/sweeps.md). Reading it is as strict as reading a scenario.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"
#include "scenario/expression.hpp"
#include "scenario/variants.hpp"

namespace chuanzhe::scenario {

/// One value a factor can take: of its path, or a whole overlay file.
struct Level {
  std::string label;
  Node value;
  std::optional<double> number;  ///< when the value is one
};

struct FactorRange {
  double low = 0, high = 0;
};

/// One thing that is varied. It has levels, or a range, or neither while a list names its levels.
struct Factor {
  std::string name;
  std::string path;  ///< empty when the levels are overlays
  std::string unit, meaning;
  base::Grade grade = base::Grade::assumption;
  std::vector<Level> levels;
  std::optional<FactorRange> range;
  bool is_whole = false;  ///< takes whole numbers only
  base::Location at, path_at;

  bool is_overlay() const { return path.empty(); }
  bool is_numeric() const;
};

enum class DesignKind { grid, list, csv, latin_hypercube, sobol, morris };
inline constexpr std::string_view design_words[] = {"grid",  "list",  "csv", "latin_hypercube",
                                                    "sobol", "morris"};

struct Design {
  DesignKind kind = DesignKind::grid;
  std::int64_t size = 0;    ///< points, samples or trajectories
  std::int64_t levels = 4;  ///< of a Morris design, or of a range in a grid
  std::int64_t seed = 1;
  std::vector<std::vector<int>> rows;  ///< [point][factor] levels of a list
  base::Location at;
};

/// A figure to keep of every run: a measure under a name of its own.
struct SweepOutput {
  std::string name, request;
  base::Location at;
};

enum class OnFailure { stop, go_on };

struct Sweep {
  std::string name, question;
  std::filesystem::path file, base_file;
  std::string text;  ///< the sweep file as it is
  std::shared_ptr<const Variants> variants;
  std::vector<Factor> factors;
  Design design;
  std::vector<Condition> constraints;
  std::int64_t replicates = 1;
  std::vector<SweepOutput> outputs;
  OnFailure on_failure = OnFailure::go_on;
  bool keeps_files = false;  ///< a full result file of every run as well
};

/// Throws base::InputError with every mistake found.
Sweep load_sweep(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

/// Whether the file is meant to be a sweep: it names factors.
bool is_sweep(const std::filesystem::path& file);

/// A level as it is written: number, word, list or map.
Level level_of(const Node& node);

/// The value of a factor at a coordinate: a level's number, or a place in the range (0 to 1).
Level level_at(const Factor& factor, double coordinate);

}  // namespace chuanzhe::scenario
