// Calendar months, the tick of the simulation, and civil dates for the festival (Gregorian).
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace chuanzhe::base {

/// A calendar month; `index` counts months since January 1950, as birth months do.
struct Month {
  int index = 0;
  constexpr Month() = default;
  constexpr explicit Month(int months_since_1950) : index(months_since_1950) {}
  constexpr Month(int year, int month_of_year) : index((year - 1950) * 12 + month_of_year - 1) {}
  constexpr int year() const { return 1950 + (index >= 0 ? index / 12 : (index - 11) / 12); }
  constexpr int month_of_year() const { return index - (year() - 1950) * 12 + 1; }  ///< 1..12
  constexpr auto operator<=>(const Month&) const = default;
  friend constexpr Month operator+(Month m, int n) { return Month(m.index + n); }
  friend constexpr Month operator-(Month m, int n) { return Month(m.index - n); }
  friend constexpr int operator-(Month a, Month b) { return a.index - b.index; }
};

/// A civil date.
struct Date {
  int year = 1950;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31
  constexpr auto operator<=>(const Date&) const = default;
};

int days_in(Month month);
long days_since_epoch(Date date);  ///< days since 1970-01-01
Date date_from_days(long days_since_epoch);
inline Month month_of(Date date) { return Month(date.year, date.month); }

std::string to_string(Month month);                       ///< "YYYY-MM"
std::string to_string(Date date);                         ///< "YYYY-MM-DD"
std::optional<Month> parse_month(std::string_view text);  ///< strict "YYYY-MM", years 1950..2199
std::optional<Date> parse_date(std::string_view text);    ///< strict "YYYY-MM-DD", a real day

}  // namespace chuanzhe::base
