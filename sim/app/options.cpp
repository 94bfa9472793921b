#include "app/options.hpp"

#include <iostream>
#include <sstream>

#include "base/error.hpp"

namespace chuanzhe::app {

namespace po = boost::program_options;

namespace {

[[noreturn]] void refuse(const std::string& problem, const std::string& remedy) {
  throw base::InputError({}, problem + "; " + remedy);
}

std::string suggestion(const std::string& word, const po::options_description& options) {
  std::vector<std::string> names;
  std::string near;
  for (const auto& option : options.options()) {
    names.push_back("--" + option->long_name());
    if (word.size() > 3 && names.back().starts_with(word)) near = names.back();  // cut short
  }
  if (near.empty()) near = base::nearest(word, names);
  return near.empty() ? "see --help for the options" : "did you mean '" + near + "'?";
}

}  // namespace

Parsed parse(const Words& words, po::options_description options, const std::string& usage) {
  options.add_options()("help,h", "this text");
  po::options_description all;
  all.add(options).add_options()("file", po::value<Words>());
  po::positional_options_description positional;
  positional.add("file", -1);
  const int style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;

  Parsed parsed;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(),
              parsed.values);
    po::notify(parsed.values);
  } catch (const po::unknown_option& error) {
    refuse("unknown option '" + error.get_option_name() + "'",
           suggestion(error.get_option_name(), options));
  } catch (const po::error& error) {
    refuse(error.what(), "see --help");
  }
  if (parsed.values.contains("help")) {
    std::cout << "usage: chuanzhe " << usage << "\n\n" << options;
    parsed.help = true;
  }
  return parsed;
}

void needs_no_file(const Parsed& parsed) {
  if (!parsed.values.contains("file")) return;
  refuse("'" + parsed.values["file"].as<Words>().front() + "' is not used by this command",
         "leave it out");
}

std::string needed_file(const Parsed& parsed, const std::string& what) {
  if (!parsed.values.contains("file")) refuse("no " + what + " is given", "name one");
  const auto& files = parsed.values["file"].as<Words>();
  if (files.size() > 1) refuse("more than one " + what + " is given", "name one");
  return files.front();
}

}  // namespace chuanzhe::app
