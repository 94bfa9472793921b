#include "scenario/stored.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <fmt/format.h>

#include "scenario/node.hpp"

namespace chuanzhe::scenario {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;  // path, value; in order

void flatten(const Node& node, const std::string& path, Values& values);

// A number is its value; a policy is known by its id, other items by their place.
void flatten_map(const Node& node, const std::string& path, Values& values) {
  if (const Node* value = node.find("value")) return flatten(*value, path, values);
  for (const Node::Entry& entry : node.entries) {
    flatten(entry.value, path.empty() ? entry.key : path + "." + entry.key, values);
  }
}

void flatten_list(const Node& node, const std::string& path, Values& values) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node* id = node.items[i].find("id");
    flatten(node.items[i], path + "." + (id != nullptr ? id->text : std::to_string(i + 1)), values);
  }
}

void flatten(const Node& node, const std::string& path, Values& values) {
  switch (node.kind) {
    case Node::Kind::map:
      return flatten_map(node, path, values);
    case Node::Kind::list:
      return flatten_list(node, path, values);
    default:
      values.emplace_back(path, node.text);
  }
}

bool is_simulated(const std::string& path) {
  constexpr std::string_view sections[] = {"run.", "model.", "exogenous.", "policies.", "output."};
  return std::any_of(std::begin(sections), std::end(sections),
                     [&](std::string_view section) { return path.starts_with(section); });
}

Values values_of(const StoredText& stored) {
  Values values;
  flatten(parse_value(stored.yaml, stored.file + " (resolved scenario)"), "", values);
  std::erase_if(values, [](const auto& value) { return !is_simulated(value.first); });
  return values;
}

/// "rent" of "policies.rent.amount"; empty for other paths.
std::string policy_of(const std::string& path) {
  constexpr std::string_view head = "policies.";
  if (!path.starts_with(head)) return "";
  return path.substr(head.size(), path.find('.', head.size()) - head.size());
}

std::optional<base::Month> first_month_of(const std::string& policy, const StoredText& stored) {
  for (const auto& [path, value] : values_of(stored)) {
    if (path == "policies." + policy + ".from") return base::parse_month(value);
  }
  return std::nullopt;
}

void require_same_tables(const Scenario& scenario, const StoredText& stored,
                         const std::vector<std::pair<std::string, std::string>>& digests) {
  std::vector<std::string> changed;
  for (const auto& [file, digest] : digests) {
    const auto at =
        std::find_if(scenario.digests.begin(), scenario.digests.end(),
                     [&, &name = file](const auto& entry) { return entry.first == name; });
    if (at == scenario.digests.end() || at->second != digest) changed.push_back(file);
  }
  if (changed.empty()) return;
  throw base::InputError(
      {stored.file}, fmt::format("was made from other tables than those in {}: {} (it cannot be "
                                 "run again from these) name its data with --data",
                                 scenario.data_folder.string(), fmt::join(changed, ", ")));
}

}  // namespace

Scenario load_stored(const StoredText& stored, const std::filesystem::path& data_folder,
                     const std::vector<std::pair<std::string, std::string>>& digests,
                     const std::vector<std::string>& overrides) {
  std::vector<std::string> all = {"data.folder=" +
                                  quote(std::filesystem::absolute(data_folder).string())};
  all.insert(all.end(), overrides.begin(), overrides.end());
  Scenario scenario = load_text(stored.yaml, stored.file + " (resolved scenario)", all);
  require_same_tables(scenario, stored, digests);
  return scenario;
}

std::vector<ValueDifference> differences(const StoredText& base, const StoredText& other) {
  const Values mine = values_of(base), theirs = values_of(other);
  const std::map<std::string, std::string> theirs_by_path(theirs.begin(), theirs.end());
  std::set<std::string> seen;
  std::vector<ValueDifference> found;
  for (const auto& [path, value] : mine) {
    seen.insert(path);
    const auto at = theirs_by_path.find(path);
    const std::string& now = at == theirs_by_path.end() ? std::string() : at->second;
    if (now != value) found.push_back({path, value, now});
  }
  for (const auto& [path, value] : theirs) {
    if (!seen.contains(path)) found.push_back({path, "", value});
  }
  return found;
}

std::optional<base::Month> planned_until(const StoredText& stored) {
  std::optional<base::Month> end;
  int spare = 0;
  for (const auto& [path, value] : values_of(stored)) {
    if (path == "run.end") end = base::parse_month(value);
    if (path == "run.spare_months") {
      const char* last = value.data() + value.size();
      if (std::from_chars(value.data(), last, spare).ec != std::errc{}) return std::nullopt;
    }
  }
  if (end) *end = *end + spare;
  return end;
}

bool is_length(const std::string& path) {
  return path == "run.end" || path == "run.spare_months" || path == "run.replicates";
}

std::optional<base::Month> part_in(const StoredText& base, const StoredText& other) {
  std::optional<base::Month> first;
  for (const ValueDifference& difference : differences(base, other)) {
    const std::string& path = difference.path;
    if (is_length(path) || path.starts_with("output.")) continue;
    const std::string policy = policy_of(path);
    if (policy.empty()) return std::nullopt;
    for (const StoredText* text : {&base, &other}) {
      const auto month = first_month_of(policy, *text);
      if (month && (!first || *month < *first)) first = month;
    }
  }
  return first;
}

}  // namespace chuanzhe::scenario
