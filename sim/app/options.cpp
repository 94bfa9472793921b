#include "app/options.hpp"

#include <cstdint>
#include <iostream>
#include <sstream>

#include <boost/program_options.hpp>

#include "base/error.hpp"

namespace chuanzhe::app {

namespace po = boost::program_options;

struct OptionList::Description {
  po::options_description options{"options"};
};

struct Parsed::Values {
  po::variables_map map;
};

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

/// The values of `words`; `options` are those that may be named.
po::variables_map values_of(const Words& words, const po::options_description& options) {
  po::options_description all;
  all.add(options).add_options()("file", po::value<Words>());
  po::positional_options_description positional;
  positional.add("file", -1);
  const int style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;

  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(),
              values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    refuse("unknown option '" + error.get_option_name() + "'",
           suggestion(error.get_option_name(), options));
  } catch (const po::error& error) {
    refuse(error.what(), "see --help");
  }
  return values;
}

}  // namespace

OptionList::OptionList() : description_(std::make_shared<Description>()) {}

void OptionList::flag(const char* name, const char* help) {
  description_->options.add_options()(name, help);
}

template <class Value>
void OptionList::add(const char* name, const char* value_name, const char* help,
                     const std::optional<Value>& otherwise) {
  po::typed_value<Value>* value = po::value<Value>()->value_name(value_name);
  if (otherwise) value->default_value(*otherwise);
  description_->options.add_options()(name, value, help);
}

void OptionList::text(const char* name, const char* value_name, const char* help,
                      const std::optional<std::string>& otherwise) {
  add(name, value_name, help, otherwise);
}

void OptionList::words(const char* name, const char* value_name, const char* help) {
  description_->options.add_options()(name, po::value<Words>()->composing()->value_name(value_name),
                                      help);
}

template <class Number>
void OptionList::number(const char* name, const char* value_name, const char* help,
                        const std::optional<Number>& otherwise) {
  add(name, value_name, help, otherwise);
}
template void OptionList::number(const char*, const char*, const char*, const std::optional<int>&);
template void OptionList::number(const char*, const char*, const char*,
                                 const std::optional<std::int64_t>&);
template void OptionList::number(const char*, const char*, const char*,
                                 const std::optional<double>&);

bool Parsed::has(const std::string& name) const { return values_->map.contains(name); }

template <class Value>
const Value& Parsed::value(const std::string& name) const {
  return values_->map[name].as<Value>();
}

const std::string& Parsed::text(const std::string& name) const { return value<std::string>(name); }

std::string Parsed::text(const std::string& name, const std::string& otherwise) const {
  return has(name) ? text(name) : otherwise;
}

Words Parsed::words(const std::string& name) const {
  return has(name) ? value<Words>(name) : Words{};
}

template <class Number>
Number Parsed::number(const std::string& name) const {
  return value<Number>(name);
}
template int Parsed::number(const std::string&) const;
template std::int64_t Parsed::number(const std::string&) const;
template double Parsed::number(const std::string&) const;

Parsed parse(const Words& words, const OptionList& options, const std::string& usage) {
  po::options_description described = options.description_->options;
  described.add_options()("help,h", "this text");

  Parsed parsed;
  parsed.values_ = std::make_shared<Parsed::Values>(Parsed::Values{values_of(words, described)});
  if (parsed.has("help")) {
    std::cout << "usage: chuanzhe " << usage << "\n\n" << described;
    parsed.help = true;
  }
  return parsed;
}

void needs_no_file(const Parsed& parsed) {
  if (!parsed.has("file")) return;
  refuse("'" + parsed.words("file").front() + "' is not used by this command", "leave it out");
}

std::string needed_file(const Parsed& parsed, const std::string& what) {
  const Words files = parsed.words("file");
  if (files.empty()) refuse("no " + what + " is given", "name one");
  if (files.size() > 1) refuse("more than one " + what + " is given", "name one");
  return files.front();
}

Words overrides_of(const Parsed& parsed) {
  Words overrides = parsed.words("set");
  for (const char* key : {"replicates", "seed", "threads"}) {
    if (parsed.has(key)) {
      overrides.push_back(std::string("run.") + key + "=" + parsed.text(key));
    }
  }
  return overrides;
}

}  // namespace chuanzhe::app
