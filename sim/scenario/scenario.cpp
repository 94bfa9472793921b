#include "scenario/scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/policies.hpp"
#include "scenario/tables_reader.hpp"

namespace chuanzhe::scenario {
namespace {

namespace fs = std::filesystem;
const std::vector<std::string> top_keys = {"name",  "question", "source",   "extends", "run",
                                           "model", "data",     "policies", "output"};

/// Sets the node at a dotted path; policies are named by id.
void set_path(Node& root, const std::string& override_text) {
  const base::Location at{"--set " + override_text, 0, 0};
  const auto equals = override_text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw base::InputError(at, "an override is path=value, for example model.sigma=5000");
  }
  Node* node = &root;
  std::string path = override_text.substr(0, equals);
  while (!path.empty()) {
    const auto dot = path.find('.');
    const std::string key = path.substr(0, dot);
    path = dot == std::string::npos ? "" : path.substr(dot + 1);
    if (node->kind == Node::Kind::list) {
      const auto item = std::find_if(node->items.begin(), node->items.end(), [&](const Node& n) {
        const Node* id = n.find("id");
        return id != nullptr && id->text == key;
      });
      if (item == node->items.end()) {
        throw base::InputError(at, fmt::format("there is no policy '{}'; check the id", key));
      }
      node = &*item;
      continue;
    }
    if (node->kind != Node::Kind::map) {
      *node = Node{};
      node->kind = Node::Kind::map;
    }
    if (node->find(key) == nullptr) {
      Node child;
      if (!path.empty()) child.kind = Node::Kind::map;
      child.at = at;
      node->entries.push_back({key, at, child});
    }
    node = node->find(key);
  }
  *node = parse_value(override_text.substr(equals + 1), at.file);
  node->at = at;
}

fs::path find_data(const Node& root, const fs::path& file, Reading& reading) {
  const Node* data = root.find("data");
  if (data == nullptr) return file.parent_path() / "data";
  for (const Node::Entry& entry : data->entries) {
    if (entry.key != "folder")
      report_unknown(entry.at, "key in data", entry.key, {"folder"}, reading);
  }
  const Node* folder = data->find("folder");
  if (folder == nullptr) {
    reading.report(data->at, "data names no folder; write data: {folder: data}");
    return file.parent_path() / "data";
  }
  return fs::path(folder->at.file).parent_path() / read_word(*folder, "data.folder", reading);
}

void read_texts(const Node& root, const fs::path& file, Scenario& scenario, Reading& reading) {
  for (const Node::Entry& entry : root.entries) {
    if (std::find(top_keys.begin(), top_keys.end(), entry.key) == top_keys.end()) {
      report_unknown(entry.at, "key", entry.key, top_keys, reading);
    }
  }
  for (auto [key, target] : {std::pair{"name", &scenario.name},
                             {"question", &scenario.question},
                             {"source", &scenario.source}}) {
    const Node* node = root.find(key);
    if (node != nullptr) {
      *target = read_word(*node, key, reading);
    } else if (std::string_view(key) != "source") {
      reading.report({file.string(), 0, 0},
                     fmt::format("the scenario has no {}; add {}: \"...\"", key, key));
    }
  }
  const bool plain = std::all_of(scenario.name.begin(), scenario.name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (!plain || (!scenario.name.empty() && scenario.name.front() == '.')) {
    reading.report(root.find("name")->at,
                   "the name is used as a file name; write letters, digits, "
                   "_ and - only");
  }
}

/// Months the tables cover, lengths the engine can hold.
void check_period(const Scenario& scenario, const base::Location& at, Reading& reading) {
  const engine::RunSettings& run = scenario.run;
  if (run.end < run.start) {
    reading.report(at, fmt::format("the run ends in {} before it starts in {}; exchange run.start "
                                   "and run.end",
                                   base::to_string(run.end), base::to_string(run.start)));
    return;
  }
  const base::Month first = run.start - static_cast<int>(run.burn_in);
  if (run.end - first + 1 > 250) {
    reading.report(at, "the run has more than 250 months with its burn-in; shorten it");
  }
  const int first_year = scenario.tables.festivals.front().year;
  const int last_year = scenario.tables.festivals.back().year;
  if (first < base::Month(first_year, 1) || run.end > base::Month(last_year, 12)) {
    reading.report(
        at, fmt::format("the run with its burn-in covers {} to {}, the festival table "
                        "only {} to {}; change the run or extend festivals.csv",
                        base::to_string(first), base::to_string(run.end), first_year, last_year));
  }
}

void read_output(const Node* output, Scenario& scenario, Reading& reading) {
  read_fields(output,
              {{"trajectory_share", &scenario.trajectory_share, "1", 0, 1,
                "share of workers whose events are recorded", "choice of the study",
                base::Grade::assumption},
               {"life_hash", &scenario.life_hash, "", 0, 0,
                "keep a hash of every worker's life, 8 bytes a worker: exact coherence",
                "choice of the study", base::Grade::assumption}},
              {}, "output", reading);
}

}  // namespace

Scenario load(const fs::path& file, const std::vector<std::string>& overrides) {
  Node root = load_layers(file);
  for (const std::string& text : overrides) set_path(root, text);

  Scenario scenario;
  Reading reading;
  const base::Location at{file.string(), 0, 0};
  read_texts(root, file, scenario, reading);
  scenario.data_folder = find_data(root, file, reading);
  try {
    scenario.tables = read_tables(scenario.data_folder);
    scenario.digests = digests(scenario.data_folder);
  } catch (const base::InputError& error) {
    reading.problems.insert(reading.problems.end(), error.problems().begin(),
                            error.problems().end());
    throw base::InputError(std::move(reading.problems));
  }
  const world::Calendar calendar(scenario.tables.festivals);
  reading.calendar = &calendar;
  reading.tables = &scenario.tables;
  read_fields(root.find("run"), engine::fields_of(scenario.run), {}, "run", reading);
  read_fields(root.find("model"), behaviour::fields_of(scenario.model), {}, "model", reading);
  read_output(root.find("output"), scenario, reading);
  scenario.policies = read_policies(root.find("policies"), scenario.tables, scenario.run, reading);
  check_period(scenario, root.find("run") != nullptr ? root.find("run")->at : at, reading);
  if (!reading.problems.empty()) throw base::InputError(std::move(reading.problems));
  scenario.warnings = std::move(reading.warnings);
  scenario.resolved = std::move(reading.resolved);
  return scenario;
}

}  // namespace chuanzhe::scenario
