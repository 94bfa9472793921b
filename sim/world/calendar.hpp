// The Spring Festival calendar (docs/model.md, section Spring Festival): Lunar New Year moves, so
// months and dates relative to it come from a table, never from a formula.
#pragma once

#include <optional>
#include <vector>

#include "base/month.hpp"

namespace chuanzhe::world {

class Calendar {
 public:
  /// `festivals`: Lunar New Year days in ascending order, one a year without gaps.
  explicit Calendar(std::vector<base::Date> festivals);

  std::optional<base::Date> festival(int year) const;
  /// m_d: the month of the day 15 days before the festival, when workers decide to go or stay.
  std::optional<base::Month> decision_month(int year) const;
  /// m_r: the month of the day 15 days after it, when those who went decide on their return.
  std::optional<base::Month> return_month(int year) const;
  bool is_decision_month(base::Month month) const;
  bool is_return_month(base::Month month) const;
  /// Months since the latest decision month at or before `month`, 0..13.
  int months_since_decision(base::Month month) const;
  int first_year() const { return festivals_.front().year; }
  int last_year() const { return festivals_.back().year; }

 private:
  std::vector<base::Date> festivals_;
};

}  // namespace chuanzhe::world
