// The design of a sweep file: its kind and size, and the points of a list or CSV table.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/csv.hpp"
#include "scenario/sweep_parts.hpp"

namespace chuanzhe::scenario {
namespace {

constexpr double most_points = 1e6;

/// The key that says how large a design is, with what it counts.
std::string_view size_key(DesignKind kind) {
  if (kind == DesignKind::latin_hypercube) return "points";
  if (kind == DesignKind::sobol) return "samples";
  if (kind == DesignKind::morris) return "trajectories";
  return {};
}

std::optional<DesignKind> read_kind(const Node& node, const base::Location& at, Reading& reading) {
  const std::vector<std::string> words(std::begin(design_words), std::end(design_words));
  const Node* kind = node.find("kind");
  if (kind == nullptr) {
    reading.report(at,
                   "the design has no kind; write kind: grid (or list, csv, latin_hypercube, "
                   "sobol, morris)");
    return {};
  }
  const auto found = std::find(words.begin(), words.end(), kind->text);
  if (found == words.end()) {
    report_unknown(kind->at, "design", kind->text, words, reading);
    return {};
  }
  return static_cast<DesignKind>(found - words.begin());
}

/// The number of the level with this label, added when it is new.
int level_number(Factor& factor, const Node& value) {
  Level level = level_of(value);
  const auto same = std::find_if(factor.levels.begin(), factor.levels.end(),
                                 [&](const Level& other) { return other.label == level.label; });
  if (same != factor.levels.end()) return static_cast<int>(same - factor.levels.begin());
  if (factor.is_overlay()) return -1;
  factor.levels.push_back(std::move(level));
  return static_cast<int>(factor.levels.size()) - 1;
}

/// One point of a list: a value for every factor.
void read_point(const Node& node, std::vector<Factor>& factors, Design& design, Reading& reading) {
  std::vector<std::string> names;
  for (const Factor& factor : factors) names.push_back(factor.name);
  for (const Node::Entry& entry : node.entries) {
    if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
      report_unknown(entry.at, "factor in a point", entry.key, names, reading);
    }
  }
  std::vector<int> row;
  for (Factor& factor : factors) {
    const Node* value = node.find(factor.name);
    if (value == nullptr) {
      reading.report(node.at, fmt::format("the point has no value for {}; add {}: ...", factor.name,
                                          factor.name));
      return;
    }
    row.push_back(level_number(factor, *value));
    if (row.back() < 0) {
      reading.report(value->at, fmt::format("'{}' is none of the overlays of {}; add it there",
                                            value->text, factor.name));
      return;
    }
  }
  if (std::find(design.rows.begin(), design.rows.end(), row) != design.rows.end()) {
    reading.report(node.at, "the point stands twice (it would be run twice); drop one");
    return;
  }
  design.rows.push_back(std::move(row));
}

/// A CSV table as the list of points it stands for.
Node points_of_table(const Node& file, const std::vector<Factor>& factors, Reading& reading) {
  std::vector<std::string> names;
  for (const Factor& factor : factors) names.push_back(factor.name);
  const auto path = std::filesystem::path(file.at.file).parent_path() / file.text;
  CsvTable table(path, names, reading.problems);
  Node list{Node::Kind::list, "", false, file.at, {}, {}};
  for (std::size_t row = 0; row < table.size(); ++row) {
    Node point{Node::Kind::map, "", false, table.at(row, names.front()), {}, {}};
    for (const std::string& name : names) {
      const base::Location at = table.at(row, name);
      Node value{Node::Kind::scalar, table.text(row, name), false, at, {}, {}};
      point.entries.push_back({name, at, std::move(value)});
    }
    list.items.push_back(std::move(point));
  }
  return list;
}

}  // namespace

Design read_design(const Node* node, const base::Location& otherwise, Reading& reading) {
  Design design;
  design.at = node != nullptr ? node->at : otherwise;
  if (node == nullptr || node->kind != Node::Kind::map) {
    reading.report(design.at, "the sweep has no design; add design: {kind: grid}");
    return design;
  }
  const auto kind = read_kind(*node, design.at, reading);
  if (!kind) return design;
  design.kind = *kind;
  std::vector<std::string> also = {"kind"};
  base::Fields fields;
  const std::string_view key = size_key(design.kind);
  if (!key.empty()) {
    design.size = -1;
    fields.push_back({key, &design.size, "1", 1, most_points, "size of the design", "choice"});
  }
  if (design.kind == DesignKind::grid || design.kind == DesignKind::morris) {
    fields.push_back({"levels", &design.levels, "1", 2, 1000, "levels of a range", "choice"});
    if (design.kind == DesignKind::grid) design.levels = 5;
  }
  if (design.kind == DesignKind::morris || design.kind == DesignKind::latin_hypercube) {
    fields.push_back({"seed", &design.seed, "1", 0, 9007199254740992.0, "seed", "choice"});
  }
  if (design.kind == DesignKind::list) also.emplace_back("points");
  if (design.kind == DesignKind::csv) also.emplace_back("file");
  read_fields(node, fields, also, "design", reading);
  if (!key.empty() && node->find(key) == nullptr) {
    reading.report(design.at, fmt::format("the design has no size; add {}: 64", key));
  }
  if (design.kind == DesignKind::morris && design.levels % 2 != 0) {
    reading.report(design.at,
                   "the levels of a Morris design are even (steps go over half of "
                   "them); write levels: 4");
  }
  return design;
}

void read_points(const Node& node, std::vector<Factor>& factors, Design& design, Reading& reading) {
  const bool is_table = design.kind == DesignKind::csv;
  const Node* given = node.find(is_table ? "file" : "points");
  if (given == nullptr) {
    reading.report(node.at, is_table ? "the design names no table; add file: points.csv"
                                     : "the design has no points; add points: [{factor: value}]");
    return;
  }
  const Node list = is_table ? points_of_table(*given, factors, reading) : *given;
  if (list.kind != Node::Kind::list || list.items.empty()) {
    reading.report(given->at, "the design has no points; add at least one");
    return;
  }
  for (const Node& point : list.items) read_point(point, factors, design, reading);
}

}  // namespace chuanzhe::scenario
