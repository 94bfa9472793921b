// A scenario told again with other values: its files are read once, and thousands of variants are
// made from them, as sweeps, calibration and searches need.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "scenario/node.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::scenario {

/// One value of a scenario replaced, as by --set: policies are named by id in the path.
struct Setting {
  std::string path;
  Node value;
  base::Location at;  ///< where the path stands
};
void set_value(Node& root, const Setting& setting);
/// The setting of a --set; throws base::InputError when it is not path=value.
Setting setting_of(const std::string& text);

/// The tables of a data folder, read once.
struct DataFolder {
  std::filesystem::path folder;
  world::Tables tables;
  std::vector<std::pair<std::string, std::string>> digests;
};

/// Interprets a tree of values read from `file`; the tables are taken from `known` when it is the
/// folder the scenario names. Throws base::InputError with every mistake found.
Scenario interpret(const Node& root, const std::filesystem::path& file, const DataFolder* known);

class Variants {
 public:
  /// Reads `file` with everything it extends. Throws base::InputError.
  explicit Variants(std::filesystem::path file, const std::vector<Setting>& settings = {});

  const Scenario& base() const { return base_; }
  /// The base with `overlays` laid over it in order, then `settings`. Safe from several threads.
  Scenario make(const std::vector<const Node*>& overlays,
                const std::vector<Setting>& settings) const;

 private:
  std::filesystem::path file_;
  Node root_;
  Scenario base_;
  DataFolder data_;
};

/// SHA-256 of everything a run's numbers follow from: values and data. Names, sources, the number
/// of replicates and threads are no part of it.
std::string digest_of(const Scenario& scenario);

}  // namespace chuanzhe::scenario
