#include "app/command.hpp"

namespace chuanzhe::app {

const std::vector<Command>& command_list() {
  static const std::vector<Command> commands = {
      {"run", "simulate a scenario and write its result file", run_command},
      {"check", "validate a scenario, show or explain its values", check_command},
      {"info", "tell what a result file holds", info_command},
      {"why", "tell one worker's life in two runs, and why they part", why_command},
      {"levers", "reference of every policy lever", levers_command},
      {"schema", "JSON Schema of scenario files", schema_command},
  };
  return commands;
}

}  // namespace chuanzhe::app
