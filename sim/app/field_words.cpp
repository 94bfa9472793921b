#include "app/field_words.hpp"

#include <iostream>

#include <fmt/format.h>

namespace chuanzhe::app {

std::string range_of(const base::FieldRef& field) {
  if (const auto* choice = std::get_if<base::Choice>(&field.target)) {
    return fmt::format("{}", fmt::join(choice->words, ", "));
  }
  if (std::holds_alternative<bool*>(field.target)) return "true, false";
  if (std::holds_alternative<base::PlacePairs*>(field.target)) {
    return "twinned, or a list of {county, city}";
  }
  if (std::holds_alternative<base::Route*>(field.target)) return "a list of counties";
  return fmt::format("{} to {}", field.minimum, field.maximum);
}

std::string default_of(const base::FieldRef& field) {
  if (const auto* number = std::get_if<double*>(&field.target)) return fmt::format("{}", **number);
  if (const auto* whole = std::get_if<std::int64_t*>(&field.target))
    return fmt::format("{}", **whole);
  if (const auto* fen = std::get_if<base::Fen*>(&field.target)) {
    return fmt::format("{}", base::yuan(**fen));
  }
  if (const auto* pairs = std::get_if<base::PlacePairs*>(&field.target)) {
    return (*pairs)->twinned ? "twinned" : "none";
  }
  if (std::holds_alternative<base::Route*>(field.target)) return "none";
  if (const auto* series = std::get_if<base::YearSeries*>(&field.target)) {
    std::string text;
    for (const auto& [year, value] : **series) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", year, value);
    }
    return text;
  }
  if (const auto* flag = std::get_if<bool*>(&field.target)) return **flag ? "true" : "false";
  if (const auto* choice = std::get_if<base::Choice>(&field.target)) {
    return std::string(choice->words[static_cast<std::size_t>(*choice->index)]);
  }
  return "";
}

std::string_view grade_of(const base::FieldRef& field) {
  return base::grade_words[static_cast<std::size_t>(field.grade)];
}

std::string default_and_source(const base::FieldRef& field) {
  const bool has_unit = !field.unit.empty() && field.unit != "1";
  return fmt::format("{} ({}){}{}; {}: {}", default_of(field), range_of(field), has_unit ? " " : "",
                     has_unit ? field.unit : "", grade_of(field), field.source);
}

void print_field_table(const base::Fields& fields) {
  std::cout << "| key | unit | default | legal | meaning | source | grade |\n"
               "|---|---|---|---|---|---|---|\n";
  for (const base::FieldRef& field : fields) {
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", field.key, field.unit,
                             default_of(field), range_of(field), field.meaning, field.source,
                             grade_of(field));
  }
  std::cout << '\n';
}

}  // namespace chuanzhe::app
