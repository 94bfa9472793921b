// Command-line words to values by Boost.Program_options, with our messages.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "app/command.hpp"

namespace chuanzhe::app {

/// Parses strictly: no guessing of shortened names; positional words go to `file`. Throws
/// base::InputError. Prints help and returns true in `help` when asked to.
struct Parsed {
  boost::program_options::variables_map values;
  bool help = false;
};
Parsed parse(const Words& words, boost::program_options::options_description options,
             const std::string& usage);

/// Refuses positional words, for commands that read no file. Throws base::InputError.
void needs_no_file(const Parsed& parsed);

/// The one positional word; throws base::InputError naming what is missing.
std::string needed_file(const Parsed& parsed, const std::string& what);

}  // namespace chuanzhe::app
