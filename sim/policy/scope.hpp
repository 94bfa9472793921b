// Whom a policy reaches: when, where and who. Read once for every lever.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/month.hpp"
#include "world/employers.hpp"
#include "world/groups.hpp"

namespace chuanzhe::policy {

using world::group_word_count;
using world::group_words;
using world::GroupWord;

/// The account a lever is paid from.
enum class Payer : std::uint8_t { central, zhejiang_province, zhejiang_city, sichuan, employer };
inline constexpr std::string_view payer_words[] = {"central", "zj_prov", "zj_city", "sichuan",
                                                   "employer"};

/// Period, places, people, take-up, cap and payer of one policy. Default: everybody, always.
struct Scope {
  base::Month from{1950, 1};
  base::Month to{2199, 12};  ///< last month, included
  std::bitset<base::city_count> cities = std::bitset<base::city_count>().set();
  std::bitset<256> counties = std::bitset<256>().set();  ///< origin, by county index
  std::bitset<base::sector_count> sectors = std::bitset<base::sector_count>().set();
  std::bitset<world::size_class_count> sizes{7};  ///< employers, by world::SizeClass
  std::uint32_t groups = 0;                       ///< bits by GroupWord; 0 = everybody
  double take_up = 0.6;                 ///< share of the eligible who claim [0, 1]; assumed
  std::optional<base::Fen> budget_cap;  ///< per calendar year, persons not agents
  Payer payer = Payer::zhejiang_city;
  std::bitset<12> months = std::bitset<12>().set();  ///< calendar months it repeats in
  bool residents_only = false;  ///< for residents of Zhejiang, unless equal treatment opens it

  bool active(base::Month month) const {
    const auto calendar_month = static_cast<std::size_t>(month.month_of_year() - 1);
    return from <= month && month <= to && months[calendar_month];
  }
  bool operator==(const Scope&) const = default;
};

}  // namespace chuanzhe::policy
