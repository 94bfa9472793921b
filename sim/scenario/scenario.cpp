#include "scenario/scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/csv.hpp"
#include "scenario/policies.hpp"
#include "scenario/tables_reader.hpp"
#include "scenario/variants.hpp"

namespace chuanzhe::scenario {
namespace {

namespace fs = std::filesystem;
const std::vector<std::string> top_keys = {"name",  "question", "source",   "extends", "run",
                                           "model", "data",     "policies", "output"};

/// The policy called `key` of a list of policies.
Node& policy_called(Node& list, const std::string& key, const base::Location& at) {
  const auto item = std::find_if(list.items.begin(), list.items.end(), [&](const Node& n) {
    const Node* id = n.find("id");
    return id != nullptr && id->text == key;
  });
  if (item == list.items.end()) {
    throw base::InputError(at, fmt::format("there is no policy '{}'; check the id", key));
  }
  return *item;
}

/// The folder `data` beside the scenario, else beside a file it extends.
fs::path usual_data(const Node& root, const fs::path& file) {
  const fs::path beside = file.parent_path() / "data";
  if (is_folder(beside)) return beside;
  for (const Node::Entry& entry : root.entries) {
    const fs::path below = fs::path(entry.value.at.file).parent_path() / "data";
    if (is_folder(below)) return below;
  }
  return beside;
}

fs::path find_data(const Node& root, const fs::path& file, Reading& reading) {
  const Node* data = root.find("data");
  if (data == nullptr) return usual_data(root, file);
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
  const base::Month planned = run.end + static_cast<int>(run.spare_months);
  if (planned - first + 1 > 250) {
    reading.report(
        at, "the run has more than 250 months with its burn-in and spare months; shorten it");
  }
  const auto covers = [&](std::string_view table, std::string_view file, int from, int to) {
    if (first >= base::Month(from, 1) && planned <= base::Month(to, 12)) return;
    reading.report(
        at, fmt::format("the run with its burn-in covers {} to {}, the {} only {} to "
                        "{}; change the run or extend {}",
                        base::to_string(first), base::to_string(planned), table, from, to, file));
  };
  const world::Tables& tables = scenario.tables;
  covers("festival table", "festivals.csv", tables.festivals.front().year,
         tables.festivals.back().year);
  covers("pay index", "pay_index.csv", tables.pay.front().year, tables.pay.back().year);
}

/// The starting levels are shares of the transferred workers of the tables.
void check_levels(const Node& root, const Scenario& scenario, Reading& reading) {
  double transferred = 0;
  for (const world::County& county : scenario.tables.counties) transferred += county.transferred;
  const double levels = scenario.model.initial_zhejiang + scenario.model.initial_local;
  if (levels <= transferred) return;
  const Node* model = root.find("model");
  reading.report(model != nullptr ? model->at : base::Location{},
                 fmt::format("initial_zhejiang and initial_local add up to {:.0f} persons (the "
                             "counties have {:.0f} transferred workers); lower one of them",
                             levels, transferred));
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

Setting setting_of(const std::string& text) {
  const base::Location at{"--set " + text, 0, 0};
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw base::InputError(at, "an override is path=value, for example model.sigma=5000");
  }
  if (equals + 1 == text.size()) {
    throw base::InputError(at, "the override sets nothing; write a value after the =");
  }
  Setting setting{text.substr(0, equals), parse_value(text.substr(equals + 1), at.file), at};
  setting.value.at = at;
  return setting;
}

void set_value(Node& root, const Setting& setting) {
  Node* node = &root;
  std::string path = setting.path;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const std::string key = path.substr(0, dot);
    path = dot == std::string::npos ? "" : path.substr(dot + 1);
    if (node->kind == Node::Kind::list) {
      node = &policy_called(*node, key, setting.at);
      continue;
    }
    if (node->kind != Node::Kind::map) {
      *node = Node{};
      node->kind = Node::Kind::map;
    }
    // A year of a series that stands with its evidence: {value: {2021: 4900}, source: ...}.
    Node* wrapped = node->find("value");
    if (wrapped != nullptr && wrapped->kind == Node::Kind::map && node->find(key) == nullptr) {
      node = wrapped;
    }
    if (node->find(key) == nullptr) {
      Node child;
      if (!path.empty()) child.kind = Node::Kind::map;
      child.at = setting.at;
      node->entries.push_back({key, setting.at, child});
    }
    node = node->find(key);
  }
  *node = setting.value;
}

Scenario load(const fs::path& file, const std::vector<std::string>& overrides) {
  Node root = load_layers(file);
  for (const std::string& text : overrides) set_value(root, setting_of(text));
  return interpret(root, file, nullptr);
}

Scenario load_text(const std::string& yaml, const std::string& name,
                   const std::vector<std::string>& overrides) {
  Node root = parse_value(yaml, name);
  for (const std::string& text : overrides) set_value(root, setting_of(text));
  return interpret(root, name, nullptr);
}

Scenario interpret(const Node& root, const fs::path& file, const DataFolder* known) {
  Scenario scenario;
  Reading reading;
  const base::Location at{file.string(), 0, 0};
  read_texts(root, file, scenario, reading);
  scenario.data_folder = find_data(root, file, reading);
  try {
    const bool is_known = known != nullptr && known->folder == scenario.data_folder;
    scenario.tables = is_known ? known->tables : read_tables(scenario.data_folder);
    scenario.digests = is_known ? known->digests : digests(scenario.data_folder);
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
  check_levels(root, scenario, reading);
  check_period(scenario, root.find("run") != nullptr ? root.find("run")->at : at, reading);
  if (!reading.problems.empty()) {  // warnings stand beside mistakes, marked by their first word
    reading.problems.insert(reading.problems.end(), reading.warnings.begin(),
                            reading.warnings.end());
    throw base::InputError(std::move(reading.problems));
  }
  scenario.warnings = std::move(reading.warnings);
  scenario.resolved = std::move(reading.resolved);
  return scenario;
}

}  // namespace chuanzhe::scenario
