// From a tree of nodes to field rows: types, ranges, units, evidence, suggestions. Every value
// read is also noted with its origin, for `check --resolved` and `--explain`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"
#include "scenario/node.hpp"
#include "world/calendar.hpp"
#include "world/tables.hpp"

namespace chuanzhe::scenario {

/// One settable value of the resolved scenario.
struct Resolved {
  std::string path;   ///< e.g. "policies.rent.amount"
  std::string value;  ///< as YAML
  std::string unit, meaning;
  std::string origin;  ///< "file:line:column" or "default"
  std::string source, grade;
  std::string range;      ///< "[low, high]" where evidence gives one
  bool is_whole = false;  ///< a whole number
};

/// What reading needs and fills.
struct Reading {
  const world::Calendar* calendar = nullptr;  ///< for months relative to the festival
  const world::Tables* tables = nullptr;      ///< for names of counties and cities
  std::vector<base::Problem> problems;
  std::vector<base::Problem> warnings;
  std::vector<Resolved> resolved;

  /// Throws base::InputError with what was found when nobody would read on.
  void report(const base::Location& at, std::string text);
  void add(base::Problem problem);  ///< likewise
};

/// Reads the fields named in `map` into their targets; keys in `also` are left to the caller.
void read_fields(const Node* map, const base::Fields& fields, const std::vector<std::string>& also,
                 const std::string& path, Reading& reading);

/// Reports `key` as unknown, with the nearest legal word or the list of them.
void report_unknown(const base::Location& at, std::string_view what, const std::string& word,
                    const std::vector<std::string>& legal, Reading& reading);

/// A month: YYYY-MM, or "spring_festival 2022 - 1 month".
bool read_month(const Node& node, base::Month& month, Reading& reading);
/// Text of a scalar without blanks around it, or empty with a problem.
std::string read_word(const Node& node, std::string_view what, Reading& reading);
std::string format_number(double value);
/// The value a row sets, as YAML.
std::string print_value(const base::FieldTarget& target, const world::Tables* tables);
std::string quote(const std::string& text);  ///< YAML double-quoted

}  // namespace chuanzhe::scenario
