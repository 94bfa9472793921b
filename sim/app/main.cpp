// The `chuanzhe` command: finds the subcommand and turns errors into messages and exit statuses.
#include <iostream>

#include "app/command.hpp"
#include "base/error.hpp"
#include "engine/simulation.hpp"

namespace {

namespace app = chuanzhe::app;
namespace base = chuanzhe::base;

void print_help() {
  std::cout << "usage: chuanzhe COMMAND [OPTIONS]\n\n";
  for (const app::Command& command : app::command_list()) {
    std::cout << "  " << command.name << std::string(11 - command.name.size(), ' ')
              << command.summary << '\n';
  }
  std::cout << "\n'chuanzhe COMMAND --help' tells a command's options.\n";
}

int dispatch(const app::Words& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_help();
    return words.empty() ? app::exit_bad_input : app::exit_done;
  }
  if (words[0] == "--version") {
    std::cout << "chuanzhe " CHUANZHE_VERSION "\n" CHUANZHE_BUILD "\n";
    return app::exit_done;
  }
  std::vector<std::string> names;
  for (const app::Command& command : app::command_list()) {
    if (command.name == words[0]) return command.run({words.begin() + 1, words.end()});
    names.push_back(command.name);
  }
  const std::string near = base::nearest(words[0], names);
  throw base::InputError(
      {}, "unknown command '" + words[0] + "'; " +
              (near.empty() ? "see chuanzhe --help" : "did you mean '" + near + "'?"));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int status = dispatch(app::Words(argv + 1, argv + argc));
    if (!std::cout.flush()) throw base::RunError("standard output could not be written");
    return status;
  } catch (const base::InputError& error) {
    for (const base::Problem& problem : error.problems()) std::cerr << to_string(problem) << '\n';
    return app::exit_bad_input;
  } catch (const chuanzhe::engine::Interrupted&) {
    std::cerr << "interrupted; nothing was written\n";
    return app::exit_interrupted;
  } catch (const std::exception& error) {
    std::cerr << "chuanzhe: " << error.what() << '\n';
    return app::exit_failed;
  }
}
