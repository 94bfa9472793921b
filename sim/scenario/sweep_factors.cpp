// The factors of a sweep file: levels, ranges, and what the base scenario says about them.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenario/csv.hpp"
#include "scenario/sweep_parts.hpp"

namespace chuanzhe::scenario {
namespace {

const std::vector<std::string> factor_keys = {"name",  "path",     "values",
                                              "range", "overlays", "levels"};

std::string text_of(const Node& node) {
  if (node.kind == Node::Kind::scalar) return node.text;
  std::string text;
  for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + text_of(item);
  for (const Node::Entry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + text_of(entry.value);
  }
  return node.kind == Node::Kind::list ? "[" + text + "]" : "{" + text + "}";
}

const Resolved* resolved_at(const Scenario& scenario, const std::string& path) {
  for (const Resolved& row : scenario.resolved) {
    if (row.path == path) return &row;
  }
  return nullptr;
}

std::optional<FactorRange> parse_range(const std::string& text) {
  FactorRange range;
  const auto comma = text.find(", ");
  if (text.size() < 5 || comma == std::string::npos) return {};
  const bool good = parse_number(text.substr(1, comma - 1), range.low) &&
                    parse_number(text.substr(comma + 2, text.size() - comma - 3), range.high);
  return good ? std::optional(range) : std::nullopt;
}

class FactorReader {
 public:
  FactorReader(const Node& node, const Variants& variants, DesignKind kind,
               std::int64_t grid_levels, Reading& reading)
      : node_(node),
        variants_(variants),
        kind_(kind),
        grid_levels_(grid_levels),
        reading_(reading) {}

  Factor read() {
    factor_.at = factor_.path_at = node_.at;
    for (const Node::Entry& entry : node_.entries) {
      if (std::find(factor_keys.begin(), factor_keys.end(), entry.key) == factor_keys.end()) {
        report_unknown(entry.at, "key in a factor", entry.key, factor_keys, reading_);
      }
    }
    const Node* path = node_.find("path");
    const Node* overlays = node_.find("overlays");
    if ((path == nullptr) == (overlays == nullptr)) {
      reading_.report(node_.at,
                      "a factor needs a path or overlays (and not both); add path: "
                      "policies.rent.amount or overlays: [file.yaml]");
      return factor_;
    }
    path != nullptr ? read_path(*path) : read_overlays(*overlays);
    read_name();
    return factor_;
  }

 private:
  void read_name() {
    if (const Node* name = node_.find("name")) {
      factor_.name = read_word(*name, "name", reading_);
    } else {
      const auto dot = factor_.path.find_last_of('.');
      factor_.name = factor_.is_overlay()       ? "overlay"
                     : dot == std::string::npos ? factor_.path
                                                : factor_.path.substr(dot + 1);
    }
    const bool plain = std::all_of(factor_.name.begin(), factor_.name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    const bool starts_well =
        !factor_.name.empty() && (factor_.name[0] < '0' || factor_.name[0] > '9');
    if (!plain || !starts_well) {
      reading_.report(node_.at,
                      fmt::format("the factor's name '{}' names a variable of the result; "
                                  "write letters, digits and _ only",
                                  factor_.name));
    }
  }

  void read_path(const Node& path) {
    factor_.path = read_word(path, "path", reading_);
    factor_.path_at = path.at;
    if (factor_.path == "run.replicates" || factor_.path == "run.threads") {
      reading_.report(path.at, fmt::format("{} cannot be a factor (it is no part of a scenario's "
                                           "meaning); use replicates: of the sweep or --threads",
                                           factor_.path));
    }
    const Resolved* row = resolved_at(variants_.base(), factor_.path);
    if (row != nullptr) {
      factor_.unit = row->unit;
      factor_.meaning = row->meaning;
      factor_.is_whole = row->is_whole;
      for (std::size_t g = 0; g < std::size(base::grade_words); ++g) {
        if (row->grade == base::grade_words[g]) factor_.grade = static_cast<base::Grade>(g);
      }
    }
    const Node* values = node_.find("values");
    const Node* range = node_.find("range");
    if (values != nullptr && range != nullptr) {
      reading_.report(range->at, "a factor has values or a range, not both; drop one");
    }
    if (values != nullptr) {
      read_values(*values);
    } else if (kind_ != DesignKind::list && kind_ != DesignKind::csv) {
      read_range(range, row);
    }
  }

  void read_values(const Node& values) {
    if (kind_ == DesignKind::list || kind_ == DesignKind::csv) {
      reading_.report(values.at, "the points of the design give the values; drop values here");
    }
    if (values.kind != Node::Kind::list || values.items.empty()) {
      reading_.report(values.at,
                      "values is empty (the grid would have no points); write "
                      "[0, 200, 400]");
      return;
    }
    for (const Node& item : values.items) add_level(level_of(item));
  }

  void add_level(Level level) {
    const auto same = std::find_if(factor_.levels.begin(), factor_.levels.end(),
                                   [&](const Level& other) { return other.label == level.label; });
    if (same != factor_.levels.end()) {
      reading_.report(level.value.at, fmt::format("the value {} stands twice (its points would be "
                                                  "run twice); drop one",
                                                  level.label));
      return;
    }
    factor_.levels.push_back(std::move(level));
  }

  void read_range(const Node* range, const Resolved* row) {
    if (range != nullptr) {
      FactorRange own;
      const bool good = range->items.size() == 2 && parse_number(range->items[0].text, own.low) &&
                        parse_number(range->items[1].text, own.high) && own.low < own.high;
      if (!good) {
        reading_.report(range->at, "a range is [lowest, highest]; write two numbers in order");
        return;
      }
      factor_.range = own;
    } else {
      factor_.range = parse_range(row != nullptr ? row->range : "");
      if (!factor_.range && row != nullptr) {
        reading_.report(factor_.path_at,
                        fmt::format("{} has no range here nor in its evidence ({}); add values: "
                                    "[...] or range: [lowest, highest]",
                                    factor_.path, row->origin));
      } else if (!factor_.range) {
        report_missing_path();
      }
    }
    if (factor_.range && kind_ == DesignKind::grid) make_levels();
  }

  void report_missing_path() {
    std::vector<std::string> paths;
    for (const Resolved& row : variants_.base().resolved) paths.push_back(row.path);
    report_unknown(factor_.path_at, "path", factor_.path, paths, reading_);
  }

  /// A range in a grid: evenly spaced levels, both ends included.
  void make_levels() {
    std::int64_t count = grid_levels_;
    if (const Node* levels = node_.find("levels")) {
      double number = 0;
      if (!parse_number(levels->text, number) || number < 2 || number > 1000 ||
          number != std::floor(number)) {
        reading_.report(levels->at, "levels is a whole number from 2 to 1000; correct it");
        return;
      }
      count = static_cast<std::int64_t>(number);
    }
    const FactorRange range = *factor_.range;
    factor_.range.reset();
    for (std::int64_t i = 0; i < count; ++i) {
      double value = range.low + (range.high - range.low) * static_cast<double>(i) /
                                     static_cast<double>(count - 1);
      if (factor_.is_whole) value = std::floor(value + 0.5);
      Node node{Node::Kind::scalar, fmt::format("{:.10g}", value), false, factor_.path_at, {}, {}};
      Level level = level_of(node);
      if (factor_.levels.empty() || factor_.levels.back().label != level.label) {
        factor_.levels.push_back(std::move(level));
      }
    }
  }

  void read_overlays(const Node& list) {
    if (list.kind != Node::Kind::list || list.items.empty()) {
      reading_.report(list.at,
                      "overlays is empty (the grid would have no points); write [none, "
                      "file.yaml]");
      return;
    }
    for (const Node& item : list.items) {
      const std::string word = read_word(item, "overlays", reading_);
      Level level{word, Node{}, {}};
      level.value.at = item.at;
      level.value.kind = Node::Kind::map;
      if (word != "none") {
        const auto file = std::filesystem::path(item.at.file).parent_path() / word;
        level.label = file.stem().string();
        if (!is_file(file)) {
          reading_.report(item.at, fmt::format("there is no overlay file '{}' (looked for {}); "
                                               "correct the path",
                                               word, file.string()));
          continue;
        }
        level.value = load_layers(file);
        std::erase_if(level.value.entries, [](const Node::Entry& e) {
          return e.key == "name" || e.key == "question" || e.key == "source";
        });
      }
      add_level(std::move(level));
    }
  }

  const Node& node_;
  const Variants& variants_;
  DesignKind kind_;
  std::int64_t grid_levels_;
  Reading& reading_;
  Factor factor_;
};

/// Problems of one variant, each reported once.
void try_level(const Factor& factor, const Level& level, const Variants& variants,
               std::set<std::string>& told, Reading& reading) {
  try {
    if (factor.is_overlay()) {
      variants.make({&level.value}, {});
    } else {
      variants.make({}, {{factor.path, level.value, factor.path_at}});
    }
  } catch (const base::InputError& error) {
    for (const base::Problem& problem : error.problems()) {
      if (told.insert(base::to_string(problem)).second) reading.add(problem);
    }
  }
}

}  // namespace

bool Factor::is_numeric() const {
  return range || std::all_of(levels.begin(), levels.end(),
                              [](const Level& level) { return level.number.has_value(); });
}

Level level_of(const Node& node) {
  Level level{text_of(node), node, {}};
  double number = 0;
  if (node.kind == Node::Kind::scalar && !node.quoted && parse_number(node.text, number)) {
    level.number = number;
  }
  return level;
}

Level level_at(const Factor& factor, double coordinate) {
  if (!factor.range) return factor.levels.at(static_cast<std::size_t>(coordinate));
  const auto [low, high] = *factor.range;
  double value = low + (high - low) * coordinate;
  // Whole numbers are equally likely: each has a slice of its own.
  if (factor.is_whole) value = std::fmin(high, std::floor(low + (high - low + 1) * coordinate));
  return level_of(
      Node{Node::Kind::scalar, fmt::format("{:.10g}", value), false, factor.path_at, {}, {}});
}

std::vector<Factor> read_factors(const Node& list, const Variants& variants, DesignKind kind,
                                 std::int64_t grid_levels, Reading& reading) {
  std::vector<Factor> factors;
  if (list.kind != Node::Kind::list || list.items.empty()) {
    reading.report(list.at,
                   "factors is empty (nothing would vary); write - path: "
                   "policies.rent.amount");
    return factors;
  }
  for (const Node& item : list.items) {
    Factor factor = FactorReader(item, variants, kind, grid_levels, reading).read();
    for (const Factor& other : factors) {
      if (!factor.path.empty() && other.path == factor.path) {
        reading.report(factor.path_at, fmt::format("the path {} stands twice among the factors; "
                                                   "drop one",
                                                   factor.path));
      } else if (other.name == factor.name) {
        reading.report(factor.at, fmt::format("two factors are called '{}'; give one a name: of "
                                              "its own",
                                              factor.name));
      }
    }
    factors.push_back(std::move(factor));
  }
  return factors;
}

void try_levels(const std::vector<Factor>& factors, const Variants& variants, Reading& reading) {
  std::set<std::string> told;
  for (const Factor& factor : factors) {
    for (const Level& level : factor.levels) try_level(factor, level, variants, told, reading);
    if (!factor.range) continue;
    for (const double end : {0.0, 1.0}) {
      try_level(factor, level_at(factor, end), variants, told, reading);
    }
  }
}

}  // namespace chuanzhe::scenario
