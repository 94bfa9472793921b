// The subcommands of `chuanzhe`: each takes its words and returns the exit status.
#pragma once

#include <string>
#include <vector>

namespace chuanzhe::app {

using Words = std::vector<std::string>;

struct Command {
  std::string name, summary;
  int (*run)(const Words& words);
};
const std::vector<Command>& command_list();

int run_command(const Words& words);
int check_command(const Words& words);
int info_command(const Words& words);
int levers_command(const Words& words);
int parameters_command(const Words& words);
int why_command(const Words& words);
int schema_command(const Words& words);
int compare_command(const Words& words);
int attribute_command(const Words& words);
int verify_command(const Words& words);
int sweep_command(const Words& words);
int analyse_command(const Words& words);
int solve_command(const Words& words);
int targets_command(const Words& words);
int calibrate_command(const Words& words);

inline constexpr int exit_done = 0, exit_failed = 1, exit_bad_input = 2, exit_interrupted = 130;

}  // namespace chuanzhe::app
