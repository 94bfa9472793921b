#include "scenario/sweep_file.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "scenario/csv.hpp"
#include "scenario/sweep_parts.hpp"

namespace chuanzhe::scenario {
namespace {

namespace fs = std::filesystem;
const std::vector<std::string> sweep_keys = {"name",       "question", "source",     "base",
                                             "set",        "factors",  "design",     "constraints",
                                             "replicates", "outputs",  "on_failure", "keep_files"};

/// `set:` of the sweep and --set of the command line, for the base and so for every point.
std::vector<Setting> settings_of(const Node& root, const std::vector<std::string>& overrides) {
  std::vector<Setting> settings;
  if (const Node* set = root.find("set")) {
    for (const Node::Entry& entry : set->entries) {
      settings.push_back({entry.key, entry.value, entry.at});
    }
  }
  for (const std::string& text : overrides) settings.push_back(setting_of(text));
  return settings;
}

void read_head(const Node& root, Sweep& sweep, Reading& reading) {
  for (const Node::Entry& entry : root.entries) {
    if (std::find(sweep_keys.begin(), sweep_keys.end(), entry.key) == sweep_keys.end()) {
      report_unknown(entry.at, "key in a sweep", entry.key, sweep_keys, reading);
    }
  }
  for (auto [key, target] : {std::pair{"name", &sweep.name}, {"question", &sweep.question}}) {
    const Node* node = root.find(key);
    if (node == nullptr) {
      reading.report({sweep.file.string(), 0, 0},
                     fmt::format("the sweep has no {}; add {}: \"...\"", key, key));
    } else {
      *target = read_word(*node, key, reading);
    }
  }
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  if (!std::all_of(sweep.name.begin(), sweep.name.end(), is_plain)) {
    reading.report(root.find("name")->at,
                   "the name is used as a folder name; write letters, "
                   "digits, _ and - only");
  }
}

/// A name of netCDF from a request: what is no letter or digit becomes one underscore.
std::string name_of(const std::string& request) {
  std::string name;
  for (const char c : request) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) name += c;
    if (!plain && !name.empty() && name.back() != '_') name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

SweepOutput read_output(const Node& item, Reading& reading) {
  SweepOutput output{"", "", item.at};
  if (item.kind != Node::Kind::map) {
    output.request = read_word(item, "outputs", reading);
    output.name = name_of(output.request);
    return output;
  }
  for (const Node::Entry& entry : item.entries) {
    if (entry.key != "name" && entry.key != "measure") {
      report_unknown(entry.at, "key of an output", entry.key, {"name", "measure"}, reading);
    }
  }
  const Node* name = item.find("name");
  const Node* measure = item.find("measure");
  if (name == nullptr || measure == nullptr) {
    reading.report(item.at,
                   "an output in this form needs a name and a measure; write {name: "
                   "stock, measure: in_zhejiang@2025-12}");
    return output;
  }
  output.request = read_word(*measure, "measure", reading);
  output.name = name_of(read_word(*name, "name", reading));
  return output;
}

void read_outputs(const Node* list, Sweep& sweep, Reading& reading) {
  if (list == nullptr || list->kind != Node::Kind::list || list->items.empty()) {
    reading.report(list != nullptr ? list->at : base::Location{sweep.file.string(), 0, 0},
                   "the sweep keeps no outputs; add outputs: [in_post@2025-12]");
    return;
  }
  std::set<std::string> names = {"point", "replicate", "run_status"};
  for (const Factor& factor : sweep.factors) names.insert(factor.name);
  for (const Node& item : list->items) {
    SweepOutput output = read_output(item, reading);
    if (!names.insert(output.name).second) {
      reading.report(item.at, fmt::format("the name '{}' is taken (by a factor, another output or "
                                          "the layout); write {{name: ..., measure: {}}}",
                                          output.name, output.request));
    }
    sweep.outputs.push_back(std::move(output));
  }
}

void read_constraints(const Node* list, Sweep& sweep, Reading& reading) {
  if (list == nullptr) return;
  if (sweep.design.kind == DesignKind::sobol || sweep.design.kind == DesignKind::morris) {
    reading.report(list->at, fmt::format("a {} design takes no constraints (its measures need "
                                         "factors that vary freely); use latin_hypercube or a grid",
                                         design_words[static_cast<int>(sweep.design.kind)]));
    return;
  }
  std::vector<std::string> names;
  for (const Factor& factor : sweep.factors) names.push_back(factor.name);
  for (const Node& item : list->kind == Node::Kind::list ? list->items : std::vector{*list}) {
    const std::string text = read_word(item, "constraints", reading);
    std::optional<Condition> condition;
    try {
      condition.emplace(text, names, item.at);
    } catch (const base::InputError& error) {
      for (const base::Problem& problem : error.problems()) reading.add(problem);
      continue;
    }
    for (const std::size_t f : condition->used()) {
      if (sweep.factors[f].is_numeric()) continue;
      reading.report(item.at, fmt::format("{} takes words and cannot be compared; use factors "
                                          "of numbers",
                                          names[f]));
    }
    sweep.constraints.push_back(*std::move(condition));
  }
}

void read_execution(const Node& root, Sweep& sweep, Reading& reading) {
  Node own{Node::Kind::map, "", false, root.at, {}, {}};
  for (const char* key : {"replicates", "on_failure", "keep_files"}) {
    if (const Node* node = root.find(key)) own.entries.push_back({key, node->at, *node});
  }
  int on_failure = static_cast<int>(sweep.on_failure);
  read_fields(&own,
              {{"replicates", &sweep.replicates, "1", 1, 10000, "runs of each point", "choice"},
               {"on_failure", base::Choice{&on_failure, {"stop", "continue"}}, "", 0, 0,
                "what to do when a run fails", "choice"},
               {"keep_files", &sweep.keeps_files, "", 0, 0, "write full result files", "choice"}},
              {}, "sweep", reading);
  sweep.on_failure = static_cast<OnFailure>(on_failure);
}

/// Factors, design and what refers to them; the base must be readable.
void read_body(const Node& root, Sweep& sweep, Reading& reading) {
  sweep.design = read_design(root.find("design"), root.at, reading);
  const Node* factors = root.find("factors");
  if (factors == nullptr) {
    reading.report({sweep.file.string(), 0, 0}, "the sweep has no factors; add factors: [...]");
    return;
  }
  sweep.factors =
      read_factors(*factors, *sweep.variants, sweep.design.kind, sweep.design.levels, reading);
  const bool is_listed =
      sweep.design.kind == DesignKind::list || sweep.design.kind == DesignKind::csv;
  if (is_listed) read_points(*root.find("design"), sweep.factors, sweep.design, reading);
  read_outputs(root.find("outputs"), sweep, reading);
  read_constraints(root.find("constraints"), sweep, reading);
  const bool is_sound = std::all_of(sweep.factors.begin(), sweep.factors.end(),
                                    [](const auto& f) { return f.range || !f.levels.empty(); });
  if (is_sound) try_levels(sweep.factors, *sweep.variants, reading);
}

}  // namespace

Sweep load_sweep(const fs::path& file, const std::vector<std::string>& overrides) {
  Sweep sweep;
  sweep.file = file;
  const Node root = parse_yaml(file);
  sweep.text = read_file(file, 1U << 20);
  Reading reading;
  read_head(root, sweep, reading);
  read_execution(root, sweep, reading);
  const Node* base = root.find("base");
  if (base == nullptr) {
    reading.report({file.string(), 0, 0}, "the sweep names no base scenario; add base: file.yaml");
    throw base::InputError(std::move(reading.problems));
  }
  sweep.base_file = file.parent_path() / read_word(*base, "base", reading);
  if (!is_file(sweep.base_file)) {
    reading.report(base->at, fmt::format("there is no base scenario '{}' (looked for {}); correct "
                                         "the path",
                                         base->text, sweep.base_file.string()));
    throw base::InputError(std::move(reading.problems));
  }
  try {
    sweep.variants =
        std::make_shared<const Variants>(sweep.base_file, settings_of(root, overrides));
    read_body(root, sweep, reading);
  } catch (const base::InputError& error) {
    reading.problems.insert(reading.problems.end(), error.problems().begin(),
                            error.problems().end());
  }
  if (!reading.problems.empty()) throw base::InputError(std::move(reading.problems));
  return sweep;
}

bool is_sweep(const fs::path& file) {
  const Node root = parse_yaml(file);
  return root.find("factors") != nullptr || root.find("design") != nullptr;
}

}  // namespace chuanzhe::scenario
