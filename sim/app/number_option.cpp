#include "app/number_option.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::app {

double number_option(const Parsed& parsed, const char* name, const NumberRange& range,
                     double otherwise) {
  if (!parsed.has(name)) return otherwise;
  const auto& text = parsed.text(name);
  double number = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error == std::errc{} && end == last && number >= range.least && number <= range.most) {
    return number;
  }
  throw base::InputError(
      {fmt::format("--{} {}", name, text)},
      fmt::format("is not a number from {} to {}; correct it", range.least, range.most));
}

}  // namespace chuanzhe::app
