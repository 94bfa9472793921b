// Values as the text that reads back to them.
#include <fmt/format.h>

#include "scenario/overloaded.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::scenario {
namespace {

std::string print_pairs(const base::PlacePairs& pairs, const world::Tables& tables) {
  if (pairs.twinned) return "twinned";
  std::string text;
  for (const auto& [county, city] : pairs.listed) {
    text += fmt::format("{}{{county: {}, city: {}}}", text.empty() ? "" : ", ",
                        tables.counties[county.value].code, tables.cities[city.value].name_en);
  }
  return "[" + text + "]";
}

std::string print_route(const base::Route& route, const world::Tables& tables) {
  std::string text;
  for (const base::CountyId county : route) {
    text += (text.empty() ? "" : ", ") + std::to_string(tables.counties[county.value].code);
  }
  return "[" + text + "]";
}

}  // namespace

std::string format_number(double value) { return fmt::format("{}", value); }

std::string quote(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string print_value(const base::FieldTarget& target, const world::Tables* tables) {
  return std::visit(Overloaded{
                        [&](base::PlacePairs* v) { return print_pairs(*v, *tables); },
                        [&](base::Route* v) { return print_route(*v, *tables); },
                        [](double* v) { return format_number(*v); },
                        [](std::int64_t* v) { return std::to_string(*v); },
                        [](bool* v) { return std::string(*v ? "true" : "false"); },
                        [](base::Fen* v) { return format_number(base::yuan(*v)); },
                        [](base::Month* v) { return base::to_string(*v); },
                        [](std::string* v) { return quote(*v); },
                        [](base::YearSeries* v) {
                          std::string text;
                          for (const auto& [year, value] : *v) {
                            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", year,
                                                format_number(value));
                          }
                          return "{" + text + "}";
                        },
                        [](const base::Choice& c) {
                          return std::string(c.words[static_cast<std::size_t>(*c.index)]);
                        },
                    },
                    target);
}

}  // namespace chuanzhe::scenario
