#include "app/command.hpp"

namespace chuanzhe::app {

const std::vector<Command>& command_list() {
  static const std::vector<Command> commands = {
      {"run", "simulate a scenario and write its result file", run_command},
      {"check", "validate a scenario, show or explain its values", check_command},
      {"sweep", "run a scenario with many values, keep every run, write one table", sweep_command},
      {"analyse", "tell what the figures of a sweep depend on", analyse_command},
      {"solve", "find the least value that reaches a target", solve_command},
      {"info", "tell what a result file holds", info_command},
      {"compare", "what policies change, with intervals and costs", compare_command},
      {"attribute", "what each policy of a package does", attribute_command},
      {"verify", "run a result again and name the first difference", verify_command},
      {"targets", "set a result against the targets of the calibration", targets_command},
      {"calibrate", "fit the constants to the targets", calibrate_command},
      {"why", "tell one worker's life in two runs, and why they part", why_command},
      {"levers", "reference of every policy lever", levers_command},
      {"parameters", "reference of the constants of the model", parameters_command},
      {"schema", "JSON Schema of scenario files", schema_command},
  };
  return commands;
}

}  // namespace chuanzhe::app
