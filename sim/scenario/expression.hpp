// Conditions on the factors of a sweep, such as "rent + 2 * bonus <= 900": numbers, names of
// factors, + - * /, brackets, and one comparison.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace chuanzhe::scenario {

class Condition {
 public:
  /// Throws base::InputError at `at` when `text` is not a condition over `names`.
  Condition(const std::string& text, const std::vector<std::string>& names,
            const base::Location& at);

  const std::string& text() const { return text_; }
  /// Places in `names` of the factors used.
  const std::vector<std::size_t>& used() const { return used_; }
  /// Whether the condition holds; `values` along `names`.
  bool holds(const std::vector<double>& values) const;

 private:
  struct Step {
    enum class Kind { number, name, sign, add, subtract, multiply, divide } kind;
    double number = 0;
    std::size_t name = 0;
  };
  class Parser;
  static double evaluate(const std::vector<Step>& steps, const std::vector<double>& values);

  std::string text_, comparison_;
  std::vector<std::size_t> used_;
  std::vector<Step> left_, right_;  // reverse Polish
};

}  // namespace chuanzhe::scenario
