#include <iostream>

#include <fmt/format.h>

#include "app/options.hpp"
#include "policy/lever.hpp"

namespace chuanzhe::app {
namespace {

std::string range_of(const base::FieldRef& field) {
  if (const auto* choice = std::get_if<base::Choice>(&field.target)) {
    return fmt::format("{}", fmt::join(choice->words, ", "));
  }
  if (std::holds_alternative<bool*>(field.target)) return "true, false";
  return fmt::format("{} to {}", field.minimum, field.maximum);
}

std::string default_of(const base::FieldRef& field) {
  if (const auto* number = std::get_if<double*>(&field.target)) return fmt::format("{}", **number);
  if (const auto* whole = std::get_if<std::int64_t*>(&field.target)) return fmt::format("{}", **whole);
  if (const auto* fen = std::get_if<base::Fen*>(&field.target)) {
    return fmt::format("{}", base::yuan(**fen));
  }
  if (const auto* flag = std::get_if<bool*>(&field.target)) return **flag ? "true" : "false";
  if (const auto* choice = std::get_if<base::Choice>(&field.target)) {
    return std::string(choice->words[static_cast<std::size_t>(*choice->index)]);
  }
  return "";
}

void print(policy::Lever& lever) {
  const policy::LeverInfo& info = lever.info();
  std::cout << fmt::format("## {}\n\n{}\n\n- Who: {}.\n- Cost: {}.\n- Source: {}.\n\n", info.name,
                           info.summary, info.eligibility, info.cost, info.source);
  std::cout << "| key | unit | default | legal | meaning | source | grade |\n"
               "|---|---|---|---|---|---|---|\n";
  for (const base::FieldRef& field : lever.fields()) {
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", field.key, field.unit,
                             default_of(field), range_of(field), field.meaning, field.source,
                             base::grade_words[static_cast<std::size_t>(field.grade)]);
  }
  std::cout << '\n';
}

}  // namespace

int levers_command(const Words& words) {
  const Parsed parsed =
      parse(words, boost::program_options::options_description("options"), "levers");
  if (parsed.help) return exit_done;
  std::cout << "# Levers\n\nWritten by `chuanzhe levers`. Every policy also takes id, from, to, "
               "cities, counties, prefectures,\nsectors, groups, take_up, budget_cap (CNY a "
               "calendar year) and payer.\n\n";
  for (const auto make : policy::lever_list()) print(*make());
  return exit_done;
}

}  // namespace chuanzhe::app
