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
  if (const auto* flag = std::get_if<bool*>(&field.target)) return **flag ? "true" : "false";
  if (const auto* choice = std::get_if<base::Choice>(&field.target)) {
    return std::string(choice->words[static_cast<std::size_t>(*choice->index)]);
  }
  return "";
}

std::string_view grade_of(const base::FieldRef& field) {
  return base::grade_words[static_cast<std::size_t>(field.grade)];
}

void print_text(policy::Lever& lever) {
  const policy::LeverInfo& info = lever.info();
  std::cout << fmt::format("{}\n  {}\n  who     {}\n  cost    {}\n  source  {}\n", info.name,
                           info.summary, info.eligibility, info.cost, info.source);
  for (const base::FieldRef& field : lever.fields()) {
    const bool has_unit = !field.unit.empty() && field.unit != "1";
    std::cout << fmt::format("    {:<15} {}\n{:20}{} ({}){}{}; {}: {}\n", field.key, field.meaning,
                             "", default_of(field), range_of(field), has_unit ? " " : "",
                             has_unit ? field.unit : "", grade_of(field), field.source);
  }
  std::cout << '\n';
}

void print_markdown(policy::Lever& lever) {
  const policy::LeverInfo& info = lever.info();
  std::cout << fmt::format("## {}\n\n{}\n\n- Who: {}.\n- Cost: {}.\n- Source: {}.\n\n", info.name,
                           info.summary, info.eligibility, info.cost, info.source);
  std::cout << "| key | unit | default | legal | meaning | source | grade |\n"
               "|---|---|---|---|---|---|---|\n";
  for (const base::FieldRef& field : lever.fields()) {
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", field.key, field.unit,
                             default_of(field), range_of(field), field.meaning, field.source,
                             grade_of(field));
  }
  std::cout << '\n';
}

constexpr auto common_keys =
    "Every policy also takes id, from, to, months (of the year), cities, counties, prefectures,\n"
    "sectors, groups, take_up, budget_cap (CNY a calendar year), payer and residents_only.\n\n";

}  // namespace

int levers_command(const Words& words) {
  boost::program_options::options_description options("options");
  options.add_options()("markdown", "print docs/levers.md");
  const Parsed parsed = parse(words, options, "levers [--markdown]");
  if (parsed.help) return exit_done;
  needs_no_file(parsed);
  const bool markdown = parsed.values.contains("markdown");
  if (markdown) std::cout << "# Levers\n\nWritten by `chuanzhe levers --markdown`. ";
  std::cout << common_keys;
  for (const auto make : policy::lever_list()) (markdown ? print_markdown : print_text)(*make());
  return exit_done;
}

}  // namespace chuanzhe::app
