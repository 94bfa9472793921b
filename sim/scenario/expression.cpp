#include "scenario/expression.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "scenario/csv.hpp"

namespace chuanzhe::scenario {

/// Recursive descent: sums of products of signed atoms.
class Condition::Parser {
 public:
  Parser(const std::string& text, const std::vector<std::string>& names, const base::Location& at)
      : text_(text), names_(names), at_(at) {}

  std::vector<Step> sum() {
    std::vector<Step> steps = product();
    while (peek() == '+' || peek() == '-') {
      const auto kind = take() == '+' ? Step::Kind::add : Step::Kind::subtract;
      join(steps, product(), kind);
    }
    return steps;
  }

  std::string comparison() {
    std::string sign;
    while (peek() == '<' || peek() == '>' || peek() == '=' || peek() == '!') sign += take();
    const std::vector<std::string> legal = {"<", "<=", ">", ">=", "==", "!="};
    if (std::find(legal.begin(), legal.end(), sign) == legal.end()) {
      refuse("it needs one comparison: < <= > >= == or !=");
    }
    return sign;
  }

  void end() {
    if (peek() != '\0') refuse(fmt::format("'{}' is not expected", text_.substr(place_)));
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw base::InputError(at_, fmt::format("'{}' is not a condition ({}); write for example "
                                            "\"rent + bonus <= 900\"",
                                            text_, why));
  }
  char peek() {
    while (place_ < text_.size() && text_[place_] == ' ') ++place_;
    return place_ < text_.size() ? text_[place_] : '\0';
  }
  char take() {
    const char c = peek();
    ++place_;
    return c;
  }
  static void join(std::vector<Step>& left, const std::vector<Step>& right, Step::Kind kind) {
    left.insert(left.end(), right.begin(), right.end());
    left.push_back({kind});
  }

  std::vector<Step> product() {
    std::vector<Step> steps = atom();
    while (peek() == '*' || peek() == '/') {
      const auto kind = take() == '*' ? Step::Kind::multiply : Step::Kind::divide;
      join(steps, atom(), kind);
    }
    return steps;
  }

  std::vector<Step> atom() {
    if (++depth_ > 100) refuse("it is nested too deeply");
    const char next = peek();
    if (next == '-') {
      take();
      std::vector<Step> steps = atom();
      steps.push_back({Step::Kind::sign});
      return steps;
    }
    if (next == '(') {
      take();
      std::vector<Step> steps = sum();
      if (take() != ')') refuse("a bracket is not closed");
      return steps;
    }
    return {word()};
  }

  Step word() {
    peek();
    const std::size_t begin = place_;
    const auto is_part = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
    };
    while (place_ < text_.size() && is_part(text_[place_])) ++place_;
    const std::string word = text_.substr(begin, place_ - begin);
    if (word.empty()) refuse("a number or factor is missing");
    Step step{Step::Kind::number};
    if (parse_number(word, step.number)) return step;
    const auto found = std::find(names_.begin(), names_.end(), word);
    if (found == names_.end()) {
      const std::string near = base::nearest(word, names_);
      refuse(fmt::format("there is no factor '{}'{}", word,
                         near.empty() ? "" : ", did you mean '" + near + "'?"));
    }
    step.kind = Step::Kind::name;
    step.name = static_cast<std::size_t>(found - names_.begin());
    return step;
  }

  const std::string& text_;
  const std::vector<std::string>& names_;
  const base::Location& at_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

Condition::Condition(const std::string& text, const std::vector<std::string>& names,
                     const base::Location& at)
    : text_(text) {
  Parser parser(text, names, at);
  left_ = parser.sum();
  comparison_ = parser.comparison();
  right_ = parser.sum();
  parser.end();
  for (const auto* side : {&left_, &right_}) {
    for (const Step& step : *side) {
      if (step.kind == Step::Kind::name) used_.push_back(step.name);
    }
  }
}

double Condition::evaluate(const std::vector<Step>& steps, const std::vector<double>& values) {
  std::vector<double> stack;
  for (const Step& step : steps) {
    if (step.kind == Step::Kind::number) {
      stack.push_back(step.number);
    } else if (step.kind == Step::Kind::name) {
      stack.push_back(values[step.name]);
    } else if (step.kind == Step::Kind::sign) {
      stack.back() = -stack.back();
    } else {
      const double right = stack.back();
      stack.pop_back();
      double& left = stack.back();
      if (step.kind == Step::Kind::add) left += right;
      if (step.kind == Step::Kind::subtract) left -= right;
      if (step.kind == Step::Kind::multiply) left *= right;
      if (step.kind == Step::Kind::divide) left /= right;
    }
  }
  return stack.back();
}

bool Condition::holds(const std::vector<double>& values) const {
  const double left = evaluate(left_, values), right = evaluate(right_, values);
  if (comparison_ == "<") return left < right;
  if (comparison_ == "<=") return left <= right;
  if (comparison_ == ">") return left > right;
  if (comparison_ == ">=") return left >= right;
  return (left == right) == (comparison_ == "==");
}

}  // namespace chuanzhe::scenario
