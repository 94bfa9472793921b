#include "world/calendar.hpp"

#include "base/error.hpp"

namespace chuanzhe::world {
namespace {

base::Month month_with_offset(base::Date festival, int days) {
  return base::month_of(base::date_from_days(base::days_since_epoch(festival) + days));
}

}  // namespace

Calendar::Calendar(std::vector<base::Date> festivals) : festivals_(std::move(festivals)) {
  base::expect(!festivals_.empty(), "the festival table has at least one year");
  for (std::size_t i = 1; i < festivals_.size(); ++i) {
    base::expect(festivals_[i].year == festivals_[i - 1].year + 1, "festival years have no gap");
  }
}

std::optional<base::Date> Calendar::festival(int year) const {
  if (year < first_year() || year > last_year()) return {};
  return festivals_[static_cast<std::size_t>(year - first_year())];
}

std::optional<base::Month> Calendar::decision_month(int year) const {
  const auto day = festival(year);
  if (!day) return {};
  return month_with_offset(*day, -15);
}

std::optional<base::Month> Calendar::return_month(int year) const {
  const auto day = festival(year);
  if (!day) return {};
  return month_with_offset(*day, 15);
}

bool Calendar::is_decision_month(base::Month month) const {
  return decision_month(month.year()) == month;
}

bool Calendar::is_return_month(base::Month month) const {
  return return_month(month.year()) == month;
}

int Calendar::months_since_decision(base::Month month) const {
  const auto here = decision_month(month.year());
  const auto latest = here && *here <= month ? here : decision_month(month.year() - 1);
  base::expect(latest.has_value(), "the festival table reaches a year before the month asked for");
  return month - *latest;
}

}  // namespace chuanzhe::world
