#include "scenario/overlaps.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace chuanzhe::scenario {
namespace {

/// Groups meet when every line that both name has a word in common.
bool groups_meet(std::uint32_t a, std::uint32_t b) {
  return std::all_of(std::begin(world::group_lines), std::end(world::group_lines),
                     [&](std::uint32_t line) {
                       return (a & line) == 0 || (b & line) == 0 || (a & b & line) != 0;
                     });
}

bool scopes_meet(const policy::Scope& a, const policy::Scope& b) {
  return a.from <= b.to && b.from <= a.to && (a.months & b.months).any() &&
         (a.cities & b.cities).any() && (a.counties & b.counties).any() &&
         (a.sectors & b.sectors).any() && (a.sizes & b.sizes).any() &&
         groups_meet(a.groups, b.groups);
}

using Pairs = std::vector<std::pair<base::CountyId, base::CityId>>;

/// The pairs that a policy names; null when its lever knows none.
const base::PlacePairs* named_pairs(const policy::Policy& policy) {
  for (const base::FieldRef& field : policy.lever->fields()) {
    if (const auto* pairs = std::get_if<base::PlacePairs*>(&field.target)) return *pairs;
  }
  return nullptr;
}

/// Those that lie in the counties and cities of the scope, with every twin by name.
Pairs pairs_within(const policy::Scope& scope, const base::PlacePairs& pairs,
                   const world::Tables& tables) {
  Pairs all = pairs.listed, inside;
  for (std::size_t o = 0; pairs.twinned && o < tables.counties.size(); ++o) {
    const int twin = tables.counties[o].twin_city;
    if (twin < 0) continue;
    all.emplace_back(static_cast<std::uint8_t>(o), static_cast<std::uint8_t>(twin));
  }
  std::copy_if(all.begin(), all.end(), std::back_inserter(inside), [&](const auto& pair) {
    return scope.counties[pair.first.value] && scope.cities[pair.second.value];
  });
  return inside;
}

bool pairs_meet(const policy::Policy& a, const policy::Policy& b, const world::Tables& tables) {
  const base::PlacePairs *mine = named_pairs(a), *theirs = named_pairs(b);
  if (mine == nullptr || theirs == nullptr) return true;
  const Pairs here = pairs_within(a.scope, *mine, tables);
  const Pairs there = pairs_within(b.scope, *theirs, tables);
  return std::find_first_of(here.begin(), here.end(), there.begin(), there.end()) != here.end();
}

bool routes_meet(const base::Route& a, const base::Route& b) {
  return std::any_of(a.begin(), a.end(), [&](base::CountyId county) {
    return std::find(b.begin(), b.end(), county) != b.end();
  });
}

/// Whether a field leaves room for workers that both policies reach: the same trade, a stop of
/// both. Other words say how a policy acts, not on whom.
bool fields_meet(const base::FieldRef& a, const base::FieldRef& b, std::string_view parted_by) {
  if (a.key == parted_by) {
    return *std::get<base::Choice>(a.target).index == *std::get<base::Choice>(b.target).index;
  }
  if (const auto* route = std::get_if<base::Route*>(&a.target)) {
    return routes_meet(**route, *std::get<base::Route*>(b.target));
  }
  return true;
}

bool same_thing_twice(const policy::Policy& a, const policy::Policy& b,
                      const world::Tables& tables) {
  const policy::LeverInfo& info = a.lever->info();
  if (info.name != b.lever->info().name || !scopes_meet(a.scope, b.scope)) return false;
  if (!pairs_meet(a, b, tables)) return false;
  const base::Fields mine = a.lever->fields(), theirs = b.lever->fields();
  return std::equal(mine.begin(), mine.end(), theirs.begin(), [&](const auto& x, const auto& y) {
    return fields_meet(x, y, info.parted_by);
  });
}

using Season = policy::LeverInfo::Season;

bool in_season(Season season, const world::Calendar& calendar, base::Month month) {
  if (season == Season::festival_decision) return calendar.is_decision_month(month);
  if (season == Season::festival_return) return calendar.is_return_month(month);
  if (season == Season::festival_return_and_after) {
    return calendar.is_return_month(month) || calendar.is_return_month(month - 1);
  }
  if (season == Season::september) return month.month_of_year() == 9;
  if (season == Season::september_november) {
    return month.month_of_year() == 9 || month.month_of_year() == 11;
  }
  return true;
}

bool acts_within(const policy::Policy& policy, base::Month first, base::Month last, Season season,
                 const world::Calendar& calendar) {
  for (base::Month month = std::max(policy.scope.from, first);
       month <= std::min(policy.scope.to, last); month = month + 1) {
    if (policy.scope.active(month) && in_season(season, calendar, month)) return true;
  }
  return false;
}

constexpr std::string_view no_month = "it has no month within the run";

std::string_view off_season(Season season) {
  switch (season) {
    case Season::festival_decision:
      return "none of its months decides who goes home for the festival";
    case Season::festival_return:
      return "workers return from the festival in none of its months";
    case Season::festival_return_and_after:
      return "none of its months is that of the return from the festival or the one after";
    case Season::september:
      return "school begins in September, which is none of its months";
    case Season::september_november:
      return "school begins in September and points count in November, none of its months";
    case Season::all_year:
      break;
  }
  return no_month;
}

/// The words of some groups: alternatives with commas, lines joined by "and".
std::string words_of(std::uint32_t groups) {
  std::string text;
  for (const std::uint32_t line : world::group_lines) {
    std::string words;
    for (std::size_t word = 0; word < world::group_word_count; ++word) {
      if ((groups & line & 1U << word) == 0) continue;
      words += (words.empty() ? "" : ", ") + std::string(world::group_words[word]);
    }
    if (!words.empty()) text += (text.empty() ? "only " : " and ") + words;
  }
  return text;
}

bool has_no_route(const policy::Policy& policy) {
  const base::Fields fields = policy.lever->fields();
  return std::any_of(fields.begin(), fields.end(), [](const base::FieldRef& field) {
    const auto* route = std::get_if<base::Route*>(&field.target);
    return route != nullptr && (*route)->empty();
  });
}

/// Why the policy visits no place; empty when it does. A list that was refused is told elsewhere.
std::string_view placeless_reason(const policy::Policy& policy, const world::Tables& tables) {
  if (has_no_route(policy)) return "it has no route); write route: [Cangxi, Langzhong]";
  const base::PlacePairs* pairs = named_pairs(policy);
  if (pairs == nullptr || !pairs_within(policy.scope, *pairs, tables).empty()) return {};
  if (pairs->twinned) {
    return "no county of its scope has a twin in its cities); change counties, cities or pairs";
  }
  if (pairs->listed.empty()) return {};
  return "none of its pairs lies in its counties and cities); change counties, cities or pairs";
}

/// Why the policy and the others of the scenario together reach nobody; empty when they may.
std::string_view idle_reason(const policy::Policy& policy,
                             const std::vector<policy::Policy>& policies,
                             const world::Tables& tables) {
  constexpr std::string_view opener = "equal_treatment";
  const auto is_opener = [&](const policy::Policy& p) { return p.lever->info().name == opener; };
  const auto for_residents = [](const policy::Policy& p) { return p.scope.residents_only; };
  if (for_residents(policy) && std::none_of(policies.begin(), policies.end(), is_opener)) {
    return "it is for residents of Zhejiang and no policy of equal_treatment opens it); add one or "
           "drop residents_only";
  }
  if (is_opener(policy) && std::none_of(policies.begin(), policies.end(), for_residents)) {
    return "no policy is for residents_only, so there is nothing to open); mark one or drop this "
           "policy";
  }
  if (policy.scope.budget_cap && policy.scope.budget_cap->value == 0) {
    return "its budget_cap is 0); raise it or drop the policy";
  }
  return placeless_reason(policy, tables);
}

}  // namespace

void report_overlaps(const std::vector<policy::Policy>& policies,
                     const std::vector<base::Location>& at, Reading& reading) {
  for (std::size_t i = 0; i < policies.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_thing_twice(policies[j], policies[i], *reading.tables)) continue;
      reading.report(at[i],
                     fmt::format("policy '{}' overlaps '{}' ({} for the same workers in the "
                                 "same months); merge them or part their scopes",
                                 policies[i].id, policies[j].id, policies[i].lever->info().name));
    }
  }
}

void warn_of_idle(const std::vector<policy::Policy>& policies,
                  const std::vector<base::Location>& at, base::Month first, base::Month last,
                  Reading& reading) {
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (const auto why = idle_reason(policies[i], policies, *reading.tables); !why.empty()) {
      reading.warnings.push_back(
          {at[i],
           fmt::format("warning: policy '{}' can never reach anybody ({}", policies[i].id, why)});
    }
    const Season season = policies[i].lever->info().season;
    const bool acts = acts_within(policies[i], first, last, season, *reading.calendar);
    const bool any_month =
        acts || acts_within(policies[i], first, last, Season::all_year, *reading.calendar);
    const std::uint32_t only = policies[i].lever->info().only;
    if (!acts) {
      reading.warnings.push_back(
          {at[i], fmt::format("warning: policy '{}' can never reach anybody ({}, {} to {}); change "
                              "from, to or months",
                              policies[i].id, any_month ? off_season(season) : no_month,
                              base::to_string(first), base::to_string(last))});
    } else if (!groups_meet(policies[i].scope.groups, only)) {
      reading.warnings.push_back(
          {at[i], fmt::format("warning: policy '{}' can never reach anybody (of its groups, {} "
                              "takes {}); change groups",
                              policies[i].id, policies[i].lever->info().name, words_of(only))});
    }
  }
}

}  // namespace chuanzhe::scenario
