#include "behaviour/points.hpp"

#include <algorithm>

namespace chuanzhe::behaviour {
namespace {

constexpr int most_years = 10;    // that count
constexpr int most_points = 255;  // cap of the sum
constexpr int school_age = 6, leaving_age = 15;

int schooling_points(const terms::PointsRule& rule, world::Education education) {
  switch (education) {
    case world::Education::none:
    case world::Education::primary:
      return 0;
    case world::Education::junior:
      return rule.junior;
    case world::Education::senior:
      return rule.senior;
    case world::Education::vocational:
      return rule.vocational;
    case world::Education::college:
      return rule.college;
  }
  return 0;
}

int child_age(const world::Worker& worker, base::Month now) {
  return now.year() - 1990 - worker.child;
}

}  // namespace

base::Month points_month(base::Month now) {
  constexpr int november = 11;
  return {now.month_of_year() >= november ? now.year() : now.year() - 1, november};
}

int residence_points(const terms::PointsRule& rule, const world::Worker& worker, base::Month at) {
  const int years = std::clamp((at.index - worker.stay_start) / 12, 0, most_years);
  int points = rule.stay_year * years + schooling_points(rule, worker.education()) +
               rule.skill_level * worker.skill;
  if (worker.has(world::flag::insured)) points += rule.insured_year * years;
  if (worker.age_years(at) < 45) points += rule.below_45;
  return std::min(points, most_points);
}

bool has_permit(const world::Worker& worker, int months, base::Month now) {
  return worker.status() == world::Status::in_post && now.index - worker.stay_start >= months;
}

bool wants_school_place(const world::Worker& worker, base::Month now) {
  if (worker.child == world::no_child || worker.has(world::flag::child_admitted)) return false;
  const int age = child_age(worker, now);
  return age >= school_age && age < leaving_age;
}

bool has_left_school(const world::Worker& worker, base::Month now) {
  return child_age(worker, now) >= leaving_age;
}

}  // namespace chuanzhe::behaviour
