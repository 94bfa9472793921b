#include "scenario/values.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenario/csv.hpp"
#include "scenario/overloaded.hpp"
#include "scenario/places.hpp"

namespace chuanzhe::scenario {
namespace {

/// A value and the evidence it was given with.
struct Evidence {
  const Node* value = nullptr;
  std::string source, grade, range;
};

std::string in_unit(std::string_view unit) {
  return unit.empty() || unit == "1" ? std::string() : " " + std::string(unit);
}

bool read_number(const Node& node, const base::FieldRef& field, double& value, Reading& reading) {
  if (node.kind != Node::Kind::scalar || node.quoted || !parse_number(node.text, value)) {
    const std::string written =
        node.kind == Node::Kind::scalar ? "'" + node.text + "'" : "a list or map";
    reading.report(node.at, fmt::format("{} is {}, not a number{}; write plain digits such as 500 "
                                        "or 0.6 (no leading zeros, quotes, NaN)",
                                        field.key, written, in_unit(field.unit)));
    return false;
  }
  if (value < field.minimum || value > field.maximum) {
    reading.report(node.at,
                   fmt::format("{} is {}{} (outside its legal range); write a value from "
                               "{} to {}",
                               field.key, node.text, in_unit(field.unit),
                               format_number(field.minimum), format_number(field.maximum)));
    return false;
  }
  return true;
}

/// Unwraps {value:, source:, grade:, range:}.
Evidence read_evidence(const Node& node, Reading& reading) {
  Evidence evidence;
  evidence.value = node.find("value");
  const std::vector<std::string> legal = {"value", "source", "grade", "range"};
  for (const Node::Entry& entry : node.entries) {
    if (std::find(legal.begin(), legal.end(), entry.key) == legal.end()) {
      report_unknown(entry.at, "key", entry.key, legal, reading);
    }
  }
  const Node* source = node.find("source");
  if (source == nullptr || source->text.empty()) {
    reading.report(node.at,
                   "a value in this form needs a source (where it comes from); add "
                   "source: \"...\"");
  } else {
    evidence.source = source->text;
  }
  if (const Node* grade = node.find("grade")) {
    evidence.grade = grade->text;
    const std::vector<std::string> grades(std::begin(base::grade_words),
                                          std::end(base::grade_words));
    if (std::find(grades.begin(), grades.end(), grade->text) == grades.end()) {
      report_unknown(grade->at, "grade", grade->text, grades, reading);
    }
  }
  if (const Node* range = node.find("range")) {
    double low = 0, high = 0;
    if (range->items.size() != 2 || !parse_number(range->items[0].text, low) ||
        !parse_number(range->items[1].text, high) || low > high) {
      reading.report(range->at, "a range is [lowest, highest]; write two numbers in order");
    } else {
      evidence.range = fmt::format("[{}, {}]", range->items[0].text, range->items[1].text);
    }
  }
  return evidence;
}

void read_series(const Node& node, const base::FieldRef& field, base::YearSeries& series,
                 Reading& reading) {
  if (node.kind != Node::Kind::map) {
    reading.report(node.at, fmt::format("{} is a list of years; write {{2021: 4900}}", field.key));
    return;
  }
  for (const Node::Entry& entry : node.entries) {
    double year = 0, value = 0;
    if (!parse_number(entry.key, year) || year < 1950 || year > 2199 || year != std::floor(year)) {
      reading.report(entry.at, fmt::format("'{}' is not a year; write four digits", entry.key));
      continue;
    }
    if (read_number(entry.value, field, value, reading)) series[static_cast<int>(year)] = value;
  }
}

void read_choice(const Node& node, const base::FieldRef& field, const base::Choice& choice,
                 Reading& reading) {
  const std::vector<std::string> words(choice.words.begin(), choice.words.end());
  const auto found = std::find(words.begin(), words.end(), node.text);
  if (found == words.end() || node.kind != Node::Kind::scalar) {
    report_unknown(node.at, std::string(field.key) + " value", node.text, words, reading);
    return;
  }
  *choice.index = static_cast<int>(found - words.begin());
}

void read_whole(const Node& node, const base::FieldRef& field, std::int64_t& target,
                Reading& reading) {
  double value = 0;
  if (!read_number(node, field, value, reading)) return;
  if (value == std::floor(value)) {
    target = static_cast<std::int64_t>(value);
  } else {
    reading.report(node.at, fmt::format("{} is {}, not a whole number; write a whole number",
                                        field.key, node.text));
  }
}

void read_flag(const Node& node, const base::FieldRef& field, bool& target, Reading& reading) {
  if (node.text == "true" || node.text == "false") {
    target = node.text == "true";
  } else {
    reading.report(node.at, fmt::format("{} is '{}', not true or false; write one of the two",
                                        field.key, node.text));
  }
}

void read_value(const Node& node, const base::FieldRef& field, Reading& reading) {
  std::visit(Overloaded{
                 [&](double* target) {
                   double value = 0;
                   if (read_number(node, field, value, reading)) *target = value;
                 },
                 [&](std::int64_t* target) { read_whole(node, field, *target, reading); },
                 [&](bool* target) { read_flag(node, field, *target, reading); },
                 [&](base::Fen* target) {
                   double value = 0;
                   if (read_number(node, field, value, reading))
                     *target = base::fen_from_yuan(value);
                 },
                 [&](base::Month* target) { read_month(node, *target, reading); },
                 [&](std::string* target) { *target = read_word(node, field.key, reading); },
                 [&](base::YearSeries* target) { read_series(node, field, *target, reading); },
                 [&](const base::Choice& choice) { read_choice(node, field, choice, reading); },
                 [&](base::PlacePairs* target) { read_pairs(node, field, *target, reading); },
                 [&](base::Route* target) { read_route(node, field, *target, reading); },
             },
             field.target);
}

/// What is told of a value that no file sets.
Resolved default_row(const base::FieldRef& field, const std::string& path) {
  Resolved row{path + "." + std::string(field.key),
               "",
               std::string(field.unit),
               std::string(field.meaning),
               "default",
               std::string(field.source),
               std::string(base::grade_words[static_cast<std::size_t>(field.grade)]),
               ""};
  row.is_whole = std::holds_alternative<std::int64_t*>(field.target);
  return row;
}

/// Reads a value, with its evidence if it has any, and tells it.
void read_field(const Node* node, const base::FieldRef& field, const std::string& path,
                Reading& reading) {
  Resolved row = default_row(field, path);
  if (node != nullptr) {
    row.origin = base::to_string(node->at);
    if (node->find("value") != nullptr) {
      const Evidence evidence = read_evidence(*node, reading);
      row.source = evidence.source;
      if (!evidence.grade.empty()) row.grade = evidence.grade;
      row.range = evidence.range;
      node = evidence.value;
    }
    read_value(*node, field, reading);
  }
  row.value = print_value(field.target, reading.tables);
  reading.resolved.push_back(std::move(row));
}

}  // namespace

void Reading::report(const base::Location& at, std::string text) { add({at, std::move(text)}); }

void Reading::add(base::Problem problem) {
  problems.push_back(std::move(problem));
  if (problems.size() < most_mistakes) return;
  problems.push_back({problems.back().at, std::string(enough_mistakes)});
  throw base::InputError(std::move(problems));
}

void report_unknown(const base::Location& at, std::string_view what, const std::string& word,
                    const std::vector<std::string>& legal, Reading& reading) {
  const std::string near = base::nearest(word, legal);
  constexpr std::size_t readable = 40;
  std::string remedy = "did you mean '" + near + "'?";
  if (near.empty() && legal.size() > readable) {
    remedy = fmt::format("none of the {} legal words is near it", legal.size());
  } else if (near.empty()) {
    remedy = "legal are: " + fmt::format("{}", fmt::join(legal, ", "));
  }
  reading.report(at, fmt::format("unknown {} '{}'; {}", what, word, remedy));
}

std::string read_word(const Node& node, std::string_view what, Reading& reading) {
  if (node.kind == Node::Kind::scalar && !node.text.empty()) return node.text;
  reading.report(node.at, fmt::format("{} is missing its text; write a word or sentence", what));
  return {};
}

bool read_month(const Node& node, base::Month& month, Reading& reading) {
  if (const auto plain = base::parse_month(node.text)) {
    month = *plain;
    return true;
  }
  std::istringstream words(node.text);
  std::string name, sign, unit, rest;
  int year = 0, count = 0;
  words >> name >> year;
  const auto festival = name == "spring_festival" && reading.calendar != nullptr
                            ? reading.calendar->festival(year)
                            : std::nullopt;
  const bool offset = static_cast<bool>(words >> sign >> count >> unit);
  constexpr int last = base::Month(2199, 12).index;  // the first is 0
  const std::int64_t shift = count;
  const std::int64_t index =
      festival ? base::month_of(*festival).index + (sign == "-" ? -shift : shift) : 0;
  const bool good =
      festival && index >= 0 && index <= last &&
      ((!offset && sign.empty()) || (offset && (sign == "+" || sign == "-") && count >= 0 &&
                                     (unit == "month" || unit == "months") && !(words >> rest)));
  if (!good) {
    reading.report(node.at, fmt::format("'{}' is not a month; write YYYY-MM or 'spring_festival "
                                        "2022 - 1 month' (years of festivals.csv)",
                                        node.text));
    return false;
  }
  month = base::Month(static_cast<int>(index));
  return true;
}

void read_fields(const Node* map, const base::Fields& fields, const std::vector<std::string>& also,
                 const std::string& path, Reading& reading) {
  std::vector<std::string> legal = also;
  for (const base::FieldRef& field : fields) legal.emplace_back(field.key);
  if (map != nullptr && map->kind != Node::Kind::map) {
    reading.report(map->at, fmt::format("{} must be a list of 'key: value' lines", path));
    map = nullptr;
  }
  if (map != nullptr) {
    for (const Node::Entry& entry : map->entries) {
      if (std::find(legal.begin(), legal.end(), entry.key) == legal.end()) {
        report_unknown(entry.at, "key in " + path, entry.key, legal, reading);
      }
    }
  }
  for (const base::FieldRef& field : fields) {
    read_field(map != nullptr ? map->find(field.key) : nullptr, field, path, reading);
  }
}

}  // namespace chuanzhe::scenario
