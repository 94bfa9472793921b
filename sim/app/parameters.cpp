#include <iostream>

#include <fmt/format.h>

#include "app/field_words.hpp"
#include "app/options.hpp"
#include "behaviour/parameters.hpp"

namespace chuanzhe::app {

int parameters_command(const Words& words) {
  OptionList options;
  options.flag("markdown", "print the table of docs/model.md");
  const Parsed parsed = parse(words, options, "parameters [--markdown]");
  if (parsed.help) return exit_done;
  needs_no_file(parsed);
  behaviour::Parameters defaults;
  const base::Fields fields = behaviour::fields_of(defaults);
  if (parsed.has("markdown")) {
    print_field_table(fields);
    return exit_done;
  }
  for (const base::FieldRef& field : fields) {
    std::cout << fmt::format("model.{:<24} {}\n{:31}{}\n", field.key, field.meaning, "",
                             default_and_source(field));
  }
  return exit_done;
}

}  // namespace chuanzhe::app
