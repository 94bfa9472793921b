#include <iostream>

#include <fmt/format.h>

#include "app/field_words.hpp"
#include "app/options.hpp"
#include "policy/lever.hpp"

namespace chuanzhe::app {
namespace {

void print_text(policy::Lever& lever) {
  const policy::LeverInfo& info = lever.info();
  std::cout << fmt::format("{}\n  {}\n  who     {}\n  cost    {}\n  source  {}\n", info.name,
                           info.summary, info.eligibility, info.cost, info.source);
  for (const base::FieldRef& field : lever.fields()) {
    std::cout << fmt::format("    {:<15} {}\n{:20}{}\n", field.key, field.meaning, "",
                             default_and_source(field));
  }
  std::cout << '\n';
}

void print_markdown(policy::Lever& lever) {
  const policy::LeverInfo& info = lever.info();
  std::cout << fmt::format("## {}\n\n{}\n\n- Who: {}.\n- Cost: {}.\n- Source: {}.\n\n", info.name,
                           info.summary, info.eligibility, info.cost, info.source);
  print_field_table(lever.fields());
}

constexpr auto common_keys =
    "Every policy also takes id, from, to, months (of the year), cities, counties, prefectures,\n"
    "sectors, employer_sizes, groups, take_up, budget_cap (CNY a calendar year), payer and "
    "residents_only.\n\n";

}  // namespace

int levers_command(const Words& words) {
  OptionList options;
  options.flag("markdown", "print docs/levers.md");
  const Parsed parsed = parse(words, options, "levers [--markdown]");
  if (parsed.help) return exit_done;
  needs_no_file(parsed);
  const bool markdown = parsed.has("markdown");
  if (markdown) std::cout << "# Levers\n\nWritten by `chuanzhe levers --markdown`. ";
  std::cout << common_keys;
  for (const auto make : policy::lever_list()) (markdown ? print_markdown : print_text)(*make());
  return exit_done;
}

}  // namespace chuanzhe::app
