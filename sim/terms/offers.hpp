// What policies offer this month: rows that behaviour reads. Amounts are CNY of the month's own
// prices. The lists are short (one row per active policy), so rows are plain structs.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/month.hpp"
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
};

/// Cash every month in post [CNY/month].
struct MonthlyCash {
  Reach reach;
  base::Fen amount;
  int maximum_months = 0;  ///< per post held; 0 = no limit
  int minimum_tenure = 0;  ///< months in the post before the first payment
  bool renters_only = false;
};
/// Cut of the cost of moving to a post in Zhejiang, paid on hire or on return [CNY].
struct TravelGrant {
  Reach reach;
  base::Fen amount;
  double fare_share_cap = 1;  ///< never more than this share of the journey's cost
  bool once_a_year = false;
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
/// Running cost of a policy this month, paid to who operates it [CNY, persons not agents].
struct Expense {
  base::PolicyId policy;
  base::Fen amount;
};

struct Offers {
  std::vector<MonthlyCash> monthly;
  std::vector<TravelGrant> travel;
  std::vector<StayBonus> stay;
  std::vector<VisitGrant> visit;
  std::vector<ReturnBonus> back;
  std::vector<CourseSeats> courses;
  std::vector<SchoolSeats> schools;
  std::vector<Expense> expenses;  ///< reach no worker
  bool empty() const {
    return monthly.empty() && travel.empty() && stay.empty() && visit.empty() && back.empty() &&
           courses.empty() && schools.empty();
  }
};

}  // namespace chuanzhe::terms
