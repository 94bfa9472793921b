// A scenario: everything a run depends on, read from YAML and CSV, and told back in full.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "behaviour/parameters.hpp"
#include "engine/simulation.hpp"
#include "policy/lever.hpp"
#include "scenario/values.hpp"
#include "world/tables.hpp"

namespace chuanzhe::scenario {

struct Scenario {
  std::string name, question, source;
  engine::RunSettings run;
  behaviour::Parameters model;
  world::Tables tables;
  std::vector<policy::Policy> policies;
  double trajectory_share = 0.01;
  bool life_hash = false;
  std::filesystem::path data_folder;
  std::vector<std::pair<std::string, std::string>> digests;  ///< (table, SHA-256)
  std::vector<Resolved> resolved;                            ///< every value and its origin
  std::vector<base::Problem> warnings;

  engine::RunInputs inputs() const {
    return {tables, model, policies, run, trajectory_share, life_hash};
  }
};

/// Reads `file` with everything it extends, then the overrides ("path=value"). Throws
/// base::InputError with every mistake found.
Scenario load(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

/// The same from a text that stands alone (no `extends`); `name` stands in messages.
Scenario load_text(const std::string& yaml, const std::string& name,
                   const std::vector<std::string>& overrides = {});

/// The whole scenario as one self-contained file that reads back to the same scenario. What
/// never changes a result (threads, checkpoint) is left out.
std::string resolved_yaml(const Scenario& scenario);

/// What a value is, and which file and line set it. Throws base::InputError for an unknown path.
std::string explain(const Scenario& scenario, const std::string& path);

/// JSON Schema (2020-12) of scenario files, from the field rows.
std::string json_schema();

}  // namespace chuanzhe::scenario
