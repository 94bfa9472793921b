#include "scenario/set_file.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenario/csv.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::scenario {
namespace {

constexpr const char* make_again = "make the set again with `chuanzhe calibrate --stage 2`";

/// The value of a key, of the kind that is needed there; null with a problem otherwise.
const Node* part(const Node& root, const std::string& key, Node::Kind kind, Reading& reading) {
  const Node* node = root.find(key);
  if (node != nullptr && node->kind == kind) return node;
  reading.report(node != nullptr ? node->at : root.at,
                 fmt::format("{} {}; {}", key,
                             node != nullptr ? "is not what a set of draws has there"
                                             : "is missing from the set of draws",
                             make_again));
  return nullptr;
}

double read_number(const Node& node, Reading& reading) {
  double number = 0;
  if (node.kind != Node::Kind::scalar || !parse_number(node.text, number)) {
    reading.report(node.at, fmt::format("'{}' is not a number; {}", node.text, make_again));
  }
  return number;
}

void require_constant(const std::string& path, const base::Location& at, Reading& reading) {
  behaviour::Parameters model;
  const bool known = find_constant(model, path) != nullptr || set_constant(model, {path, 0});
  if (!known) reading.report(at, fmt::format("unknown constant '{}'; {}", path, make_again));
}

void read_draws(const Node& root, ConstantSet& set, Reading& reading) {
  if (const Node* names = part(root, "constants", Node::Kind::list, reading)) {
    for (const Node& name : names->items) {
      set.constants.push_back(name.text);
      require_constant(name.text, name.at, reading);
    }
  }
  const Node* draws = part(root, "draws", Node::Kind::list, reading);
  if (draws == nullptr) return;
  for (const Node& row : draws->items) {
    if (row.items.size() != set.constants.size()) {
      reading.report(row.at, fmt::format("a draw has {} numbers for {} constants; {}",
                                         row.items.size(), set.constants.size(), make_again));
      continue;
    }
    auto& draw = set.draws.emplace_back();
    for (const Node& number : row.items) draw.push_back(read_number(number, reading));
  }
  if (set.draws.empty()) reading.report(draws->at, fmt::format("no draw is left; {}", make_again));
}

void read_origin(const Node& root, ConstantSet& set, Reading& reading) {
  if (const Node* behaviour = part(root, "behaviour", Node::Kind::scalar, reading)) {
    set.behaviour = behaviour->text;
  }
  if (const Node* data = part(root, "data", Node::Kind::map, reading)) {
    for (const Node::Entry& entry : data->entries) {
      set.data.emplace_back(entry.key, entry.value.text);
    }
  }
  if (const Node* given = part(root, "given", Node::Kind::map, reading)) {
    for (const Node::Entry& entry : given->entries) {
      set.given.push_back({entry.key, read_number(entry.value, reading)});
      require_constant(entry.key, entry.at, reading);
    }
  }
}

}  // namespace

void ConstantSet::apply(std::size_t draw, behaviour::Parameters& model) const {
  for (std::size_t i = 0; i < constants.size(); ++i) {
    set_constant(model, {constants[i], draws[draw][i]});
  }
}

std::vector<ConstantValue> constants_of(behaviour::Parameters model,
                                        const std::vector<std::string>& without) {
  std::vector<ConstantValue> values;
  const auto add = [&](const std::string& path, double value) {
    if (std::find(without.begin(), without.end(), path) == without.end()) {
      values.push_back({path, value});
    }
  };
  for (const base::FieldRef& field : behaviour::fields_of(model)) {
    const std::string path = "model." + std::string(field.key);
    if (auto* const* number = std::get_if<double*>(&field.target)) add(path, **number);
    if (auto* const* whole = std::get_if<std::int64_t*>(&field.target)) {
      add(path, static_cast<double>(**whole));
    }
    if (auto* const* series = std::get_if<base::YearSeries*>(&field.target)) {
      for (const auto& [year, value] : **series) add(fmt::format("{}.{}", path, year), value);
    }
  }
  return values;
}

std::string as_yaml(const ConstantSet& set) {
  std::string text;
  for (const std::string& line : set.about) text += "# " + line + "\n";
  text += fmt::format("name: {}\nbehaviour: {}\ndata:\n", set.name, quote(set.behaviour));
  for (const auto& [table, digest] : set.data)
    text += fmt::format("  {}: {}\n", table, quote(digest));
  text += "given:\n";
  for (const ConstantValue& value : set.given) {
    text += fmt::format("  {}: {}\n", value.path, format_number(value.value));
  }
  text += "constants:\n";
  for (const std::string& path : set.constants) text += fmt::format("  - {}\n", path);
  if (!set.policy_values.empty()) text += "policy_values:\n";
  for (const RangeRow& row : set.policy_values) {
    text += fmt::format("  - {{path: {}, range: [{}, {}], source: {}}}\n", row.path,
                        format_number(row.low), format_number(row.high), quote(row.source));
  }
  text += "draws:\n";
  for (const auto& draw : set.draws) {
    std::vector<std::string> numbers;
    for (const double value : draw) numbers.push_back(format_number(value));
    text += fmt::format("  - [{}]\n", fmt::join(numbers, ", "));
  }
  return text;
}

ConstantSet load_set(const std::filesystem::path& file) {
  const Node root = parse_yaml(file);
  Reading reading;
  ConstantSet set;
  set.file = file;
  const std::vector<std::string> legal = {"name",      "behaviour",     "data", "given",
                                          "constants", "policy_values", "draws"};
  for (const Node::Entry& entry : root.entries) {
    if (std::find(legal.begin(), legal.end(), entry.key) == legal.end()) {
      report_unknown(entry.at, "key in a set of draws", entry.key, legal, reading);
    }
  }
  if (const Node* name = part(root, "name", Node::Kind::scalar, reading)) set.name = name->text;
  read_origin(root, set, reading);
  read_draws(root, set, reading);
  set.policy_values = read_policy_values(root, reading);
  if (!reading.problems.empty()) throw base::InputError(std::move(reading.problems));
  return set;
}

}  // namespace chuanzhe::scenario
