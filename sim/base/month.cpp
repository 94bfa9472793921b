#include "base/month.hpp"

#include <charconv>
#include <cstdio>

namespace chuanzhe::base {
namespace {

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

}  // namespace

int days_in(Month month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int m = month.month_of_year();
  return m == 2 && is_leap(month.year()) ? 29 : days[m - 1];
}

// Counts days in years that start on 1 March, so that the leap day comes last (the usual
// computation of the Gregorian day number).
long days_since_epoch(Date date) {
  const long year = date.year - (date.month <= 2 ? 1 : 0);
  const long era = year / 400;
  const long year_of_era = year - era * 400;
  const long day_of_year = (153L * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date date_from_days(long days) {
  Month month(1970, 1);
  month = month + static_cast<int>(days / 31);
  while (days_since_epoch({(month + 1).year(), (month + 1).month_of_year(), 1}) <= days) {
    month = month + 1;
  }
  const long first = days_since_epoch({month.year(), month.month_of_year(), 1});
  return {month.year(), month.month_of_year(), static_cast<int>(days - first) + 1};
}

std::string to_string(Month month) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d", month.year(), month.month_of_year());
  return text;
}

std::string to_string(Date date) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return {};
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  if (!year || !month || *year < 1950 || *year > 2199 || *month < 1 || *month > 12) return {};
  return Month(*year, *month);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return {};
  const auto month = parse_month(text.substr(0, 7));
  const auto day = digits(text.substr(8, 2));
  if (!month || !day || *day < 1 || *day > days_in(*month)) return {};
  return Date{month->year(), month->month_of_year(), *day};
}

}  // namespace chuanzhe::base
