#include "scenario/targets_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/csv.hpp"
#include "scenario/policy_doubt.hpp"

namespace chuanzhe::scenario {
namespace {

using Keys = std::vector<std::string>;

void check_keys(const Node& map, const Keys& legal, const std::string& where, Reading& reading) {
  if (map.kind != Node::Kind::map) {
    reading.report(map.at, fmt::format("an entry of {} is a list of 'key: value'; write {{{}: "
                                       "...}}",
                                       where, legal.front()));
    return;
  }
  for (const Node::Entry& entry : map.entries) {
    if (std::find(legal.begin(), legal.end(), entry.key) == legal.end()) {
      report_unknown(entry.at, "key in " + where, entry.key, legal, reading);
    }
  }
}

/// The text of a key, or empty with a problem when it is missing.
std::string needed(const Node& map, const std::string& key, const std::string& where,
                   const std::string& example, Reading& reading) {
  const Node* node = map.find(key);
  if (node == nullptr) {
    reading.report(map.at, fmt::format("{} has no {}; add {}: {}", where, key, key, example));
    return {};
  }
  return read_word(*node, key, reading);
}

double needed_number(const Node& map, const std::string& key, const std::string& where,
                     const std::string& example, Reading& reading) {
  const Node* node = map.find(key);
  double value = 0;
  if (node == nullptr) {
    reading.report(map.at, fmt::format("{} has no {}; add {}: {}", where, key, key, example));
  } else if (node->kind != Node::Kind::scalar || !parse_number(node->text, value)) {
    reading.report(node->at,
                   fmt::format("{} is '{}', not a number; write plain digits", key, node->text));
  }
  return value;
}

std::size_t read_one_of(const Node& map, const std::string& key, const Keys& legal,
                        const std::string& where, Reading& reading) {
  const std::string word = needed(map, key, where, legal.front(), reading);
  const auto found = std::find(legal.begin(), legal.end(), word);
  if (found != legal.end()) return static_cast<std::size_t>(found - legal.begin());
  if (!word.empty()) report_unknown(map.find(key)->at, key, word, legal, reading);
  return 0;
}

/// Reads range: [low, high]; a problem when it is missing or empty.
void read_range(const Node& map, const std::string& where, double& low, double& high,
                Reading& reading) {
  const Node* range = map.find("range");
  if (range == nullptr) {
    reading.report(map.at, where + " has no range (how far may it go?); add range: [low, high]");
    return;
  }
  if (range->items.size() != 2 || !parse_number(range->items[0].text, low) ||
      !parse_number(range->items[1].text, high) || low >= high) {
    reading.report(range->at, "a range is [lowest, highest]; write two numbers in order");
  }
}

Keys constant_paths() {
  behaviour::Parameters model;
  Keys paths;
  for (const base::FieldRef& field : behaviour::fields_of(model)) {
    if (std::holds_alternative<double*>(field.target)) {
      paths.push_back("model." + std::string(field.key));
    }
  }
  return paths;
}

std::string read_path(const Node& map, const std::string& key, const std::string& where,
                      Reading& reading) {
  const std::string path = needed(map, key, where, "model.psi_zhejiang", reading);
  behaviour::Parameters model;
  if (path.empty() || find_constant(model, path) != nullptr) return path;
  report_unknown(map.find(key)->at, "constant", path, constant_paths(), reading);
  return path;
}

/// Reads given: {model.ample_posts: 1}.
std::vector<ConstantValue> read_given(const Node& map, Reading& reading) {
  std::vector<ConstantValue> given;
  for (const Node::Entry& entry : map.entries) {
    ConstantValue setting{entry.key, 0};
    behaviour::Parameters model;
    if (!parse_number(entry.value.text, setting.value)) {
      reading.report(entry.value.at, fmt::format("{} is '{}', not a number; write plain digits",
                                                 entry.key, entry.value.text));
    } else if (!set_constant(model, setting)) {
      report_unknown(entry.at, "constant", entry.key, constant_paths(), reading);
    }
    given.push_back(setting);
  }
  return given;
}

std::optional<Elasticity> read_elasticity(const Node& target, Reading& reading) {
  const Node* map = target.find("elasticity");
  if (map == nullptr) return std::nullopt;
  check_keys(*map, {"to", "factor", "given"}, "elasticity", reading);
  if (map->kind != Node::Kind::map) return std::nullopt;
  Elasticity elasticity;
  elasticity.to = read_path(*map, "to", "an elasticity", reading);
  elasticity.factor = needed_number(*map, "factor", "an elasticity", "1.1", reading);
  const Node* factor = map->find("factor");
  if (factor != nullptr && (elasticity.factor <= 0 || elasticity.factor == 1)) {
    reading.report(factor->at, "a factor is above 0 and not 1; write 1.1 for a tenth more");
  }
  if (map->find("given") != nullptr) elasticity.given = read_given(*map->find("given"), reading);
  return elasticity;
}

TargetRow read_target(const Node& map, Reading& reading) {
  const Keys weights(std::begin(weight_words), std::end(weight_words));
  const Keys grades(std::begin(base::grade_words), std::end(base::grade_words));
  check_keys(
      map,
      {"id", "measure", "elasticity", "what", "value", "tolerance", "weight", "source", "grade"},
      "targets", reading);
  TargetRow row;
  row.at = map.at;
  if (map.kind != Node::Kind::map) return row;
  row.id = needed(map, "id", "a target", "T1", reading);
  const std::string where = "target " + row.id;
  row.measure = needed(map, "measure", where, "workers_in_zhejiang@2021-12", reading);
  row.measure_at = map.find("measure") != nullptr ? map.find("measure")->at : map.at;
  row.elasticity = read_elasticity(map, reading);
  row.what = needed(map, "what", where, "\"...\"", reading);
  row.source = needed(map, "source", where, "\"...\"", reading);
  row.value = needed_number(map, "value", where, "1774000", reading);
  row.tolerance = needed_number(map, "tolerance", where, "0.05", reading);
  row.weight = static_cast<Weight>(read_one_of(map, "weight", weights, where, reading));
  row.grade = grades[read_one_of(map, "grade", grades, where, reading)];
  if (map.find("value") != nullptr && row.value == 0) {
    reading.report(map.find("value")->at,
                   "a target of 0 has no relative error; write another figure");
  }
  if (map.find("tolerance") != nullptr && (row.tolerance <= 0 || row.tolerance > 1)) {
    reading.report(map.find("tolerance")->at,
                   "a tolerance is a share of the value; write a number above 0, up to 1");
  }
  return row;
}

void read_named_targets(const Node& map, const TargetsFile& file, ConstantRow& row,
                        Reading& reading) {
  const Node* node = map.find("target");
  if (node == nullptr) {
    reading.report(map.at, fmt::format("constant {} has no target (what is it fitted to?); add "
                                       "target: T1, or move it to unidentified",
                                       row.path));
    return;
  }
  Keys legal;
  for (const TargetRow& target : file.targets) legal.push_back(target.id);
  for (const Node& name : node->kind == Node::Kind::list ? node->items : std::vector{*node}) {
    const auto known = std::find(legal.begin(), legal.end(), name.text);
    if (known == legal.end()) {
      report_unknown(name.at, "target", name.text, legal, reading);
    } else if (file.targets[static_cast<std::size_t>(known - legal.begin())].weight ==
               Weight::check) {
      reading.report(name.at, fmt::format("target {} is a check (checks are never fitted); give "
                                          "it a weight or take another",
                                          name.text));
    }
    row.targets.push_back(name.text);
  }
}

ConstantRow read_constant(const Node& map, const TargetsFile& file, Reading& reading) {
  check_keys(map, {"path", "target", "range", "step"}, "constants", reading);
  ConstantRow row;
  row.at = map.at;
  if (map.kind != Node::Kind::map) return row;
  row.path = read_path(map, "path", "a constant", reading);
  read_named_targets(map, file, row, reading);
  read_range(map, "constant " + row.path, row.low, row.high, reading);
  row.step = (row.high - row.low) / 50;
  if (map.find("step") != nullptr) {
    row.step = needed_number(map, "step", "constant", "100", reading);
    if (row.step <= 0) reading.report(map.find("step")->at, "a step is above 0; write one");
  }
  return row;
}

RangeRow read_unidentified(const Node& map, Reading& reading) {
  check_keys(map, {"path", "range", "source"}, "unidentified", reading);
  RangeRow row;
  row.at = map.at;
  if (map.kind != Node::Kind::map) return row;
  row.path = read_path(map, "path", "an unidentified constant", reading);
  row.source = needed(map, "source", "constant " + row.path, "\"...\"", reading);
  read_range(map, "constant " + row.path, row.low, row.high, reading);
  return row;
}

RangeRow read_policy_value(const Node& map, Reading& reading) {
  check_keys(map, {"path", "range", "source"}, "policy_values", reading);
  RangeRow row;
  row.at = map.at;
  if (map.kind != Node::Kind::map) return row;
  row.path = needed(map, "path", "a policy value", "take_up", reading);
  const auto legal = policy_value_paths();
  if (!row.path.empty() && std::find(legal.begin(), legal.end(), row.path) == legal.end()) {
    report_unknown(map.find("path")->at, "value of policies", row.path, legal, reading);
  }
  row.source = needed(map, "source", "policy value " + row.path, "\"...\"", reading);
  read_range(map, "policy value " + row.path, row.low, row.high, reading);
  return row;
}

template <class Row, class Name>
void refuse_twins(const std::vector<Row>& rows, Name name, const std::string& what,
                  Reading& reading) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (name(rows[i]).empty() || name(rows[i]) != name(rows[k])) continue;
      reading.report(rows[i].at, fmt::format("{} {} stands twice (first in line {}); drop one",
                                             what, name(rows[i]), rows[k].at.line));
    }
  }
}

template <class Read>
void for_items(const Node& root, const std::string& key, Reading& reading, Read read) {
  const Node* list = root.find(key);
  if (list == nullptr) return;
  if (list->kind != Node::Kind::list) {
    reading.report(list->at, key + " is not a list; write '- {...}' lines");
    return;
  }
  for (const Node& item : list->items) read(item);
}

void read_scenario(const Node& root, const std::filesystem::path& file, TargetsFile& targets,
                   Reading& reading) {
  const Node* node = root.find("scenario");
  if (node == nullptr) {
    reading.report({file.string(), 0, 0},
                   "no scenario is named (whose constants?); add scenario: baseline.yaml");
    return;
  }
  targets.scenario =
      std::filesystem::path(node->at.file).parent_path() / read_word(*node, "scenario", reading);
  if (!is_file(targets.scenario)) {
    reading.report(node->at, fmt::format("there is no file '{}'; correct the path", node->text));
  }
}

}  // namespace

double* find_constant(behaviour::Parameters& model, const std::string& path) {
  if (!path.starts_with("model.")) return nullptr;
  const std::string rest = path.substr(6);
  const std::size_t dot = rest.find('.');
  for (const base::FieldRef& field : behaviour::fields_of(model)) {
    if (field.key != rest.substr(0, dot)) continue;
    if (auto* const* number = std::get_if<double*>(&field.target)) {
      return dot == std::string::npos ? *number : nullptr;
    }
    auto* const* series = std::get_if<base::YearSeries*>(&field.target);
    double year = 0;
    if (series == nullptr || dot == std::string::npos || !parse_number(rest.substr(dot + 1), year))
      return nullptr;
    if (year < 1950 || year > 2199) return nullptr;
    return &(**series)[static_cast<int>(year)];
  }
  return nullptr;
}

bool set_constant(behaviour::Parameters& model, const ConstantValue& setting) {
  if (double* number = find_constant(model, setting.path)) {
    *number = setting.value;
    return true;
  }
  for (const base::FieldRef& field : behaviour::fields_of(model)) {
    auto* const* whole = std::get_if<std::int64_t*>(&field.target);
    if (whole == nullptr || setting.path != "model." + std::string(field.key)) continue;
    **whole = static_cast<std::int64_t>(setting.value);
    return static_cast<double>(**whole) == setting.value;
  }
  return false;
}

std::vector<RangeRow> read_policy_values(const Node& root, Reading& reading) {
  std::vector<RangeRow> rows;
  for_items(root, "policy_values", reading,
            [&](const Node& item) { rows.push_back(read_policy_value(item, reading)); });
  refuse_twins(
      rows, [](const RangeRow& r) { return r.path; }, "policy value", reading);
  return rows;
}

TargetsFile load_targets(const std::filesystem::path& file) {
  const Node root = load_layers(file);
  Reading reading;
  TargetsFile targets;
  check_keys(root,
             {"name", "question", "extends", "scenario", "targets", "constants", "unidentified",
              "policy_values"},
             "a targets file", reading);
  targets.name = needed(root, "name", "the file", "targets_2021", reading);
  if (root.find("question") != nullptr) {
    targets.question = read_word(*root.find("question"), "question", reading);
  }
  read_scenario(root, file, targets, reading);
  for_items(root, "targets", reading,
            [&](const Node& item) { targets.targets.push_back(read_target(item, reading)); });
  for_items(root, "constants", reading, [&](const Node& item) {
    targets.constants.push_back(read_constant(item, targets, reading));
  });
  for_items(root, "unidentified", reading, [&](const Node& item) {
    targets.unidentified.push_back(read_unidentified(item, reading));
  });
  targets.policy_values = read_policy_values(root, reading);
  refuse_twins(
      targets.targets, [](const TargetRow& r) { return r.id; }, "target", reading);
  refuse_twins(
      targets.constants, [](const ConstantRow& r) { return r.path; }, "constant", reading);
  refuse_twins(
      targets.unidentified, [](const RangeRow& r) { return r.path; }, "constant", reading);
  if (targets.targets.empty()) {
    reading.report({file.string(), 0, 0}, "the file names no target; add targets: [...]");
  }
  if (!reading.problems.empty()) throw base::InputError(std::move(reading.problems));
  return targets;
}

}  // namespace chuanzhe::scenario
