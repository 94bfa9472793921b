#include "study/measure_request.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  base::Location at;
  at.file = text;
  throw base::InputError(at, why +
                                 "; write NAME[axis=label,axis=label]@2021-01..2022-12, where "
                                 "brackets and period may be left out");
}

std::optional<int> year_of(const std::string& text) {
  int year = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, year);
  if (text.size() != 4 || result.ptr != end || result.ec != std::errc{}) return std::nullopt;
  return year;
}

Period period_of(const std::string& text, const std::string& when) {
  if (const auto year = year_of(when)) return {base::Month(*year, 1), base::Month(*year, 12)};
  const auto dots = when.find("..");
  const auto first = base::parse_month(when.substr(0, dots));
  const auto last = dots == std::string::npos ? first : base::parse_month(when.substr(dots + 2));
  if (!first || !last || *last < *first) {
    refuse(text, fmt::format("'{}' is no month, year or period", when));
  }
  return {*first, *last};
}

void read_filter(const std::string& text, std::string inside, MeasureRequest& request) {
  while (!inside.empty()) {
    const auto comma = inside.find(',');
    const std::string one = inside.substr(0, comma);
    inside = comma == std::string::npos ? "" : inside.substr(comma + 1);
    const auto equals = one.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == one.size()) {
      refuse(text, fmt::format("'{}' is not axis=label", one));
    }
    request.filter.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
}

}  // namespace

MeasureRequest parse_measure_request(const std::string& text) {
  MeasureRequest request;
  const auto at = text.rfind('@');
  std::string name = text.substr(0, at);
  if (at != std::string::npos) request.when = period_of(text, text.substr(at + 1));
  const auto open = name.find('[');
  if (open != std::string::npos) {
    if (!name.ends_with(']')) refuse(text, "its bracket does not close");
    read_filter(text, name.substr(open + 1, name.size() - open - 2), request);
    name.resize(open);
  }
  if (name.empty()) refuse(text, "names no measure");
  request.name = name;
  return request;
}

}  // namespace chuanzhe::study
