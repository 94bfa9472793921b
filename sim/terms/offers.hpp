// What policies offer this month: rows that behaviour reads. Amounts are CNY of the month's own
// prices. The lists are short (one row per active policy), so rows are plain structs.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "base/field.hpp"
#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/month.hpp"
#include "world/employers.hpp"
#include "world/trades.hpp"

namespace chuanzhe::terms {

/// Whom an offer reaches: the policy's scope as numbers, and which policy it is.
struct Reach {
  base::PolicyId policy;
  std::uint32_t lever_key = 0;  ///< names the lever kind; keys its take-up draw
  base::Month from;
  std::bitset<base::city_count> cities;
  std::bitset<256> counties;
  std::bitset<base::sector_count> sectors;
  std::uint32_t groups = 0;  ///< bits of world::GroupWord, 0 = everybody
  double take_up = 1;        ///< share of the eligible who claim
  /// Employers by world::SizeClass; where none is known yet, their share of the market's posts.
  std::bitset<world::size_class_count> sizes{7};
  std::bitset<12> months = std::bitset<12>().set();  ///< calendar months it repeats in

  /// Of the months it repeats in, those of a year before `month`.
  int months_before(base::Month month) const {
    int before = 0;
    for (int m = 1; m < month.month_of_year(); ++m)
      before += months[static_cast<std::size_t>(m - 1)];
    return before;
  }
  int months_a_year() const { return static_cast<int>(months.count()); }
};

/// Cash every month in post [CNY/month].
struct MonthlyCash {
  Reach reach;
  base::Fen amount;
  int maximum_months = 0;  ///< per post held; 0 = no limit
  int minimum_tenure = 0;  ///< months in the post before the first payment
  bool renters_only = false;
  bool poor_only = false;    ///< formerly poor workers only
  base::Fen once;            ///< added to the first payment in a post [CNY]
  bool clawed_back = false;  ///< paid back by who quits within `maximum_months`
};
/// Cut of the cost of moving to a post in Zhejiang, paid on hire or on return [CNY].
struct TravelGrant {
  Reach reach;
  base::Fen amount;
  double fare_share_cap = 1;  ///< never more than this share of the journey's cost
  bool once_a_year = false;
  bool advance = false;  ///< paid before the journey: opens it to who cannot pay for it
};
/// Paid to who stays in Zhejiang over the festival [CNY once].
struct StayBonus {
  Reach reach;
  base::Fen paid;         ///< cost to the policy's payer, cash and vouchers
  base::Fen by_employer;  ///< cost to the employer
  double worth = 0;       ///< value to the worker [CNY]; vouchers are worth less than they cost
  bool insured_only = false;
};
/// Paid for a visit home at the festival [CNY once].
struct VisitGrant {
  Reach reach;
  base::Fen amount;
  int minimum_tenure = 0;
  bool paid_on_return = false;  ///< only to who is back at the same post
};
/// Paid to festival goers who are back at the same post [CNY once].
struct ReturnBonus {
  Reach reach;
  base::Fen amount;
};
/// What workers of a county hear about a city, and how they may be hired from home. Acts on every
/// worker of the county, whatever groups and take-up.
struct Information {
  Reach reach;
  base::PlacePairs pairs;  ///< of county and city, inside the reach
  double attention = 0;    ///< gain of the choice weight, as a share; gains add, 0.40 in all
  double remote = 0;       ///< probability of a hire from home instead of a journey first
};
/// Reward to who runs a workstation, by workers of the county who came to the city this year.
struct PlacementReward {
  Reach reach;
  base::PlacePairs pairs;
  std::int64_t step = 50;    ///< persons
  base::Fen first, further;  ///< for the first step, for every further one [CNY a pair and year]
  base::Fen most;            ///< [CNY a pair and year]
};
/// Seats on chartered buses and trains after the festival.
struct Charter {
  Reach reach;
  base::Fen share_of_seat;  ///< the policy's part of a seat [CNY]
  std::int64_t seats = 0;   ///< in a year [persons]
};
/// The digital employment platform in the cities in reach.
struct Platform {
  Reach reach;
  double coverage = 0;    ///< share of workers registered
  double lag_months = 1;  ///< mean months until a registered leaver is noticed
  double match_gain = 0;  ///< of the contact hazard of registered seekers
  double remote = 0;      ///< probability of a hire from home of registered workers
  double take_up = 0;     ///< registered workers claim other offers at least with this probability
  double outreach = 0;    ///< gain of the choice weight of registered former workers
  base::Fen per_worker;   ///< cost a registered worker in Zhejiang and month [CNY]
};
/// Opens policies for residents to the formerly poor.
struct EqualTreatment {
  Reach reach;
};

/// Posts in Sichuan's counties beyond the ordinary local ones. They open month by month over the
/// ramp and stand when the policy ends.
struct LocalPosts {
  Reach reach;                 ///< its counties, by labour force; its groups may take the posts
  std::int64_t posts = 0;      ///< over all counties when the ramp is over [persons]
  int ramp_months = 12;        ///< from reach.from on
  base::Fen wage;              ///< [CNY/month], 0 = the county's local wage
  double poor_share = 0;       ///< of the posts, reserved first for the formerly poor
  base::Fen subsidy_per_post;  ///< to the firm, once when a post opens [CNY]
};
/// Posts in Zhejiang open to any age, skill and schooling, with a floor of pay.
struct CaringPosts {
  Reach reach;               ///< its markets, by their posts; its groups may take the posts
  std::int64_t posts = 0;    ///< in all when the ramp is over [persons]
  int ramp_months = 1;       ///< from reach.from on
  double additionality = 0;  ///< share that is new; the rest replaces ordinary posts
  base::Fen wage_floor;      ///< pay is topped up to it [CNY/month], 0 = none
  base::Fen firm_subsidy;    ///< to the firm for a filled post and month [CNY]
  bool poor_first = false;   ///< formerly poor applicants are taken before the others
};
/// Paid for a new hire who stays [CNY once a hire], and the posts that firms open for it.
struct HireSubsidy {
  Reach reach;
  base::Fen to_firm, to_intermediary;
  int kept_months = 3;      ///< in the post before the payment
  double vacancy_gain = 0;  ///< extra vacancies, as a share of the market's
};
/// Seats in a course that teaches a trade to workers at home or in local posts.
struct CourseSeats {
  Reach reach;
  world::Trade trade = world::Trade::none;
  std::int64_t persons_a_year = 0;
  int months = 1;         ///< length of the course
  double completion = 1;  ///< share of the participants who learn the trade
  base::Fen cost;         ///< per seat taken, to the operator
  base::Fen allowance;    ///< per participant for the whole course
};
/// Seats in a technical school that open every September. The reach's counties are where students
/// come from, its cities and sectors where graduates are placed.
struct SchoolSeats {
  Reach reach;
  std::int64_t persons_a_year = 0;
  int years = 3;
  double dropout = 0;    ///< [1/month]
  double placement = 0;  ///< share of the graduates for whom the school finds a post
  base::Fen stipend;     ///< to the student, per year begun
  base::Fen tuition;     ///< to the school, per year begun
};
/// What residence points are given for.
struct PointsRule {
  int stay_year = 5, insured_year = 5;  ///< up to ten years each
  int junior = 0, senior = 10, vocational = 15, college = 30;
  int skill_level = 5;
  int below_45 = 5;  ///< years of age
};
/// School places in the cities in reach, and settlement, by residence points.
struct Schooling {
  enum class Settle : std::uint8_t { none, quota, threshold };
  Reach reach;
  PointsRule points;
  int permit_months = 6;           ///< of the stay, before a worker has the permit
  std::int64_t places_a_year = 0;  ///< in each city [persons]
  base::Fen cost;                  ///< per place taken and school year begun
  Settle settle = Settle::none;
  std::int64_t quota_a_year = 0;  ///< who settle in each city [persons]
  int settle_points = 100;        ///< needed under Settle::threshold
  bool poor_first = false;        ///< among equal points
};
/// Seats in a training to sell online, for workers at home; it takes days, not months.
struct SellerSeats {
  Reach reach;
  std::int64_t persons_a_year = 0;
  base::Fen cost;            ///< per trainee, to the operator
  double income_effect = 0;  ///< gain of the value of work at home, as a share
  double start_share = 0;    ///< of the trainees, who open one local post
};
/// Running cost of a policy this month, paid to who operates it [CNY, persons not agents].
struct Expense {
  base::PolicyId policy;
  base::Fen amount;
};

struct Offers {
  base::Month month;  ///< this month; set before levers offer
  std::vector<MonthlyCash> monthly;
  std::vector<TravelGrant> travel;
  std::vector<StayBonus> stay;
  std::vector<VisitGrant> visit;
  std::vector<ReturnBonus> back;
  std::vector<Information> information;
  std::vector<PlacementReward> placements;
  std::vector<Charter> charters;
  std::vector<Platform> platforms;
  std::vector<EqualTreatment> equal;
  std::vector<LocalPosts> local_posts;
  std::vector<CaringPosts> caring;
  std::vector<HireSubsidy> hiring;
  std::vector<CourseSeats> courses;
  std::vector<SchoolSeats> schools;
  std::vector<Schooling> schooling;
  std::vector<SellerSeats> sellers;
  std::vector<Expense> expenses;  ///< reach no worker
  /// Offers for which a worker's groups and claims matter.
  bool reaches_workers() const {
    return !monthly.empty() || !travel.empty() || !stay.empty() || !visit.empty() ||
           !back.empty() || !charters.empty() || !platforms.empty() || !equal.empty() ||
           !hiring.empty();
  }
  bool empty() const {
    return !reaches_workers() && information.empty() && placements.empty() && local_posts.empty() &&
           caring.empty() && courses.empty() && schools.empty() && schooling.empty() &&
           sellers.empty() && expenses.empty();
  }
};

}  // namespace chuanzhe::terms
