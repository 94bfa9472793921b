// `chuanzhe run` without the other commands.
#include <iostream>

#include "app/command.hpp"
#include "base/error.hpp"

int main(int count, char** words) {
  using namespace chuanzhe;
  try {
    app::Words rest(words + 1, words + count);
    if (!rest.empty() && rest.front() == "run") rest.erase(rest.begin());
    return app::run_command(rest);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return app::exit_failed;
  }
}
