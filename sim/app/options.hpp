// Command-line words to values by Boost.Program_options, with our messages. Its headers take longer
// to compile than a whole command, so that only options.cpp includes them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/command.hpp"

namespace chuanzhe::app {

class Parsed;

/// The options of a command, in the order of its help. A name may end in a comma and a letter, as
/// in "output,o"; `value_name` stands for the value in the help.
class OptionList {
 public:
  OptionList();

  /// An option without a value.
  void flag(const char* name, const char* help);
  /// With `otherwise`, the option counts as given.
  void text(const char* name, const char* value_name, const char* help,
            const std::optional<std::string>& otherwise = {});
  /// An option that can be given several times.
  void words(const char* name, const char* value_name, const char* help);
  /// Number is int, std::int64_t or double.
  template <class Number>
  void number(const char* name, const char* value_name, const char* help,
              const std::optional<Number>& otherwise = {});

 private:
  friend Parsed parse(const Words& words, const OptionList& options, const std::string& usage);
  template <class Value>
  void add(const char* name, const char* value_name, const char* help,
           const std::optional<Value>& otherwise);

  struct Description;
  std::shared_ptr<Description> description_;
};

/// What was given. A value is asked for by the type it was declared with.
class Parsed {
 public:
  bool help = false;  ///< the help was asked for, and printed

  bool has(const std::string& name) const;
  const std::string& text(const std::string& name) const;
  std::string text(const std::string& name, const std::string& otherwise) const;
  /// Empty when the option is not given.
  Words words(const std::string& name) const;
  template <class Number>
  Number number(const std::string& name) const;

 private:
  friend Parsed parse(const Words& words, const OptionList& options, const std::string& usage);
  template <class Value>
  const Value& value(const std::string& name) const;

  struct Values;
  std::shared_ptr<const Values> values_;
};

/// Parses strictly: no guessing of shortened names; positional words go to `file`. Prints the help
/// when asked to. Throws base::InputError.
Parsed parse(const Words& words, const OptionList& options, const std::string& usage);

/// Refuses positional words, for commands that read no file. Throws base::InputError.
void needs_no_file(const Parsed& parsed);

/// The one positional word; throws base::InputError naming what is missing.
std::string needed_file(const Parsed& parsed, const std::string& what);

/// What --set, --replicates, --seed and --threads override of a scenario, as PATH=VALUE.
Words overrides_of(const Parsed& parsed);

}  // namespace chuanzhe::app
