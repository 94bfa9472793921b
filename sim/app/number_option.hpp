// Numbers among the options of a command.
#pragma once

#include "app/options.hpp"

namespace chuanzhe::app {

struct NumberRange {
  double least = 0, most = 0;
};

/// The number given for an option, or `otherwise`. Throws base::InputError for what is no number or
/// lies outside.
double number_option(const Parsed& parsed, const char* name, const NumberRange& range,
                     double otherwise);

}  // namespace chuanzhe::app
