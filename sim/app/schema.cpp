#include <iostream>

#include "app/options.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::app {

int schema_command(const Words& words) {
  const Parsed parsed = parse(words, OptionList{}, "schema");
  if (parsed.help) return exit_done;
  needs_no_file(parsed);
  std::cout << scenario::json_schema();
  return exit_done;
}

}  // namespace chuanzhe::app
