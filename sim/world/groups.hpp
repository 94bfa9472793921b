// Groups of workers that policies address and results are told by.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace chuanzhe::world {

enum class Education : std::uint8_t { none, primary, junior, senior, vocational, college };
inline constexpr std::string_view education_words[] = {"none",   "primary",    "junior",
                                                       "senior", "vocational", "college"};

/// The 48 result groups: formerly poor (2) x sex (2) x age (4) x schooling (3), in this order.
inline constexpr int group_count = 48;
inline constexpr std::string_view age_words[] = {"16-29", "30-44", "45-54", "55-64"};
inline constexpr std::string_view schooling_words[] = {"primary", "junior", "senior_up"};

// Asked for in every step of a worker: sums of comparisons, as branches could not be predicted.
constexpr int age_band_at(int age_months) {
  return int{age_months >= 30 * 12} + int{age_months >= 45 * 12} + int{age_months >= 55 * 12};
}
constexpr int schooling_band(Education edu) {
  return int{edu >= Education::junior} + int{edu >= Education::senior};
}
constexpr int group_index(bool poor, bool female, int age_band, int schooling_band) {
  return ((poor * 2 + female) * 4 + age_band) * 3 + schooling_band;
}

/// Words of a policy's `groups:`. Words of one line are alternatives, lines combine: [poor, female,
/// male] is the formerly poor of either sex.
enum class GroupWord : std::uint8_t {
  poor,
  not_poor,  // poverty
  female,
  male,  // sex
  age_16_29,
  age_30_44,
  age_45_54,
  age_55_64,  // age band
  edu_none,
  edu_primary,
  edu_junior,
  edu_senior,
  edu_vocational,
  edu_college,  // schooling
  experienced,
  novice,  // ever worked in Zhejiang or not
  insured,
  uninsured,  // social insurance
  trained,
  untrained,
  trade_domestic_care,
  trade_medical_elderly_care,
  trade_cleaning,
  trade_logistics,
  trade_port_seafaring,
  trade_commerce,  // a trade learnt, any or this one; in the order of world::Trade
};
inline constexpr std::string_view group_words[] = {"poor",
                                                   "not_poor",
                                                   "female",
                                                   "male",
                                                   "age_16_29",
                                                   "age_30_44",
                                                   "age_45_54",
                                                   "age_55_64",
                                                   "edu_none",
                                                   "edu_primary",
                                                   "edu_junior",
                                                   "edu_senior",
                                                   "edu_vocational",
                                                   "edu_college",
                                                   "experienced",
                                                   "novice",
                                                   "insured",
                                                   "uninsured",
                                                   "trained",
                                                   "untrained",
                                                   "trade_domestic_care",
                                                   "trade_medical_elderly_care",
                                                   "trade_cleaning",
                                                   "trade_logistics",
                                                   "trade_port_seafaring",
                                                   "trade_commerce"};
inline constexpr int group_word_count = 26;
/// Bits of the words that are alternatives of each other.
inline constexpr std::uint32_t group_lines[] = {0x3, 0xc, 0xf0, 0x3f00, 0xc000, 0x30000, 0x3fc0000};

/// The bits of some words.
constexpr std::uint32_t group_bits(std::initializer_list<GroupWord> words) {
  std::uint32_t bits = 0;
  for (const GroupWord word : words) bits |= 1U << static_cast<unsigned>(word);
  return bits;
}

/// True when the worker's bits satisfy every line that `wanted` names a word of.
constexpr bool in_groups(std::uint32_t wanted, std::uint32_t worker_bits) {
  for (const std::uint32_t line : group_lines) {
    if ((wanted & line) != 0 && (wanted & worker_bits & line) == 0) return false;
  }
  return true;
}

}  // namespace chuanzhe::world
