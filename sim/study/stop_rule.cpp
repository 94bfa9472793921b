#include "study/stop_rule.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

constexpr std::string_view head = "half_width(";
constexpr std::size_t most_pairs = 1'000'000;

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw base::InputError({"--until " + text},
                         why +
                             " write 'half_width(MEASURE) <= 500', or '<= 5 %' "
                             "of the difference");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> positive_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || !std::isfinite(number) || number <= 0) return std::nullopt;
  return number;
}

double limit_of(const StopRule& rule, const PairedDifference& difference) {
  const bool percent = rule.unit == StopRule::Unit::percent;
  return percent ? rule.limit / 100 * std::fabs(difference.difference.mean) : rule.limit;
}

}  // namespace

StopRule parse_stop_rule(const std::string& text) {
  const std::string_view all = trimmed(text);
  const auto close = all.rfind(')');
  if (!all.starts_with(head) || close == std::string_view::npos) {
    refuse(text, "is not a condition on an interval");
  }
  StopRule rule;
  rule.measure = trimmed(all.substr(head.size(), close - head.size()));
  if (rule.measure.empty()) refuse(text, "names no measure");
  std::string_view rest = trimmed(all.substr(close + 1));
  if (!rest.starts_with("<=")) refuse(text, "has no '<=' after the measure");
  rest = trimmed(rest.substr(2));
  if (rest.ends_with('%')) {
    rule.unit = StopRule::Unit::percent;
    rest = trimmed(rest.substr(0, rest.size() - 1));
  }
  const auto number = positive_number(rest);
  if (!number) refuse(text, "has no positive number after '<='");
  rule.limit = *number;
  return rule;
}

bool is_met(const StopRule& rule, const PairedDifference& difference) {
  return difference.difference.n >= 2 &&
         difference.difference.interval.half_width() <= limit_of(rule, difference);
}

std::size_t pairs_expected(const StopRule& rule, const PairedDifference& difference) {
  const std::size_t n = difference.difference.n;
  const double limit = limit_of(rule, difference);
  if (n < 2 || limit <= 0) return n + 1;
  const double ratio = difference.difference.interval.half_width() / limit;
  const double needed = std::ceil(static_cast<double>(n) * ratio * ratio);
  return std::clamp(static_cast<std::size_t>(std::min(needed, 1.0 * most_pairs)), n + 1,
                    most_pairs);
}

}  // namespace chuanzhe::study
