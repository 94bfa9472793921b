// One modelled worker in 16 bytes (docs/model.md, Entities). The place in the array is the id and
// never changes. Months are base::Month indices (since 1950), so no field needs a monthly pass:
// tenure and stay are differences. Behaviour lives elsewhere; this is state only.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/ids.hpp"
#include "base/month.hpp"
#include "world/groups.hpp"
#include "world/trades.hpp"

namespace chuanzhe::world {

enum class Status : std::uint8_t {
  home,           ///< on the farm or in the household's business
  local_job,      ///< in a post of the own county
  elsewhere,      ///< at work in the rest of Sichuan or another province
  in_post,        ///< employed in Zhejiang
  searching,      ///< looking for a post in Zhejiang
  festival_home,  ///< gone home for the festival, post held
  training,
  school,
  retired,
  not_yet,  ///< below 16, allocated in advance so that ids agree between scenarios
};
inline constexpr int status_count = 10;
inline constexpr std::string_view status_words[] = {
    "home",          "local_job", "elsewhere", "in_post", "searching",
    "festival_home", "training",  "school",    "retired", "not_yet"};

inline constexpr std::uint8_t place_home = 254;
inline constexpr std::uint8_t place_elsewhere = 255;
inline constexpr std::uint16_t no_employer = 0xffff;
inline constexpr std::uint16_t market_code = 0xff00;  ///< employer = this + market while searching
inline constexpr std::uint8_t no_child = 255;
inline constexpr std::uint8_t never = 255;

/// Bits of Worker::flags.
namespace flag {
inline constexpr std::uint8_t child_with = 1;      ///< child lives with the worker in Zhejiang
inline constexpr std::uint8_t child_admitted = 2;  ///< holds a school place there
inline constexpr std::uint8_t insured = 4;
inline constexpr std::uint8_t registered = 8;  ///< on the platform with the largest coverage
inline constexpr std::uint8_t caring_post = 16;
inline constexpr std::uint8_t stayed = 32;  ///< stayed in Zhejiang last festival
inline constexpr std::uint8_t settled = 64;
inline constexpr std::uint8_t observed = 128;  ///< events are recorded
}  // namespace flag

struct Worker {
  std::uint16_t employer = no_employer;  ///< also the held post, or market_code + market, or
                                         ///< market_code + policy while in school
  std::uint16_t birth : 11;              ///< month index since 1950
  std::uint16_t grant_year : 5;          ///< year of the last travel grant - 2016, 0 = none
  std::uint16_t job_start = 0;           ///< month index; of entry while in school
  std::uint16_t stay_start = 0;          ///< month index of the current stay in Zhejiang
  std::uint8_t origin = 0;               ///< county index
  std::uint8_t status_bits : 4;
  std::uint8_t trade : 4;           ///< Trade learnt or being learnt
  std::uint8_t place = place_home;  ///< city index, place_home or place_elsewhere
  std::uint8_t education_bits : 3;
  std::uint8_t skill : 2;  ///< 0..3
  std::uint8_t female : 1;
  std::uint8_t poor : 1;         ///< lifted out of poverty
  std::uint8_t experienced : 1;  ///< ever in post in Zhejiang
  std::uint8_t flags = 0;
  std::uint8_t child = no_child;     ///< birth year of the youngest - 1990
  std::uint8_t visit = 0;            ///< tick of the last visit home
  std::uint8_t retire_tick = never;  ///< tick of retirement, `never` = after the run

  Worker()
      : birth(0),
        grant_year(0),
        status_bits(0),
        trade(0),
        education_bits(2),
        skill(0),
        female(0),
        poor(0),
        experienced(0) {}
  Status status() const { return static_cast<Status>(status_bits); }
  void set_status(Status s) { status_bits = static_cast<std::uint8_t>(s) & 15U; }
  Education education() const { return static_cast<Education>(education_bits); }
  int age_months(base::Month now) const { return now.index - birth; }
  int age_years(base::Month now) const { return age_months(now) / 12; }
  bool has(std::uint8_t bit) const { return (flags & bit) != 0; }
  void set(std::uint8_t bit, bool on) {
    flags = static_cast<std::uint8_t>(on ? flags | bit : flags & ~bit);
  }
  /// A child below 16 who lives at home.
  bool child_behind(base::Month now) const {
    const int age = now.year() - 1990 - child;  // below 0 where there is none
    return (age >= 0) & (age < 16) & !has(flag::child_with);
  }
  /// Has learnt one of the trades of the courses.
  bool trained() const { return trade != 0 && trade < static_cast<unsigned>(Trade::commerce); }
  /// Has been trained to sell online.
  bool sells() const { return trade >= static_cast<unsigned>(Trade::commerce); }
  base::MarketId sought_market() const {
    return base::MarketId(static_cast<std::uint8_t>(employer - market_code));
  }
  /// The policy that runs the school of a worker in school.
  base::PolicyId school_policy() const {
    return base::PolicyId(static_cast<std::uint8_t>(employer - market_code));
  }
  bool holds_post() const { return employer < market_code; }
  int group(base::Month now) const {
    return group_index(poor, female, age_band_at(age_months(now)), schooling_band(education()));
  }
};
static_assert(sizeof(Worker) == 16);

}  // namespace chuanzhe::world
