// usage: consumer SCENARIO; fails unless the installed library reads the installed scenario.
#include <iostream>

#include "base/error.hpp"
#include "output/file_summary.hpp"
#include "scenario/scenario.hpp"

int main(int count, char** words) {
  if (count != 2) return 2;
  try {
    const auto scenario = chuanzhe::scenario::load(words[1]);
    std::cout << scenario.name << ": " << scenario.tables.counties.size() << " counties\n";
    chuanzhe::output::summarize("no such file.h5");
  } catch (const chuanzhe::base::InputError& error) {
    std::cout << error.what() << '\n';
    return std::string(error.what()).find("no such file.h5") == std::string::npos ? 1 : 0;
  }
  return 1;
}
