// Field rows: one row describes one number or word a user may set. The same rows drive YAML
// reading, range checks, suggestions, the JSON Schema, the reference pages and the HDF5 echo, so
// a new parameter or lever field is one row and nothing else.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/month.hpp"

namespace chuanzhe::base {

/// How well a value is known; sensitivity reports add up by grade.
enum class Grade : std::uint8_t { official, survey, estimate, assumption };
inline constexpr std::string_view grade_words[] = {"official", "survey", "estimate", "assumption"};

/// An enum-valued field: `*index` is the place of the chosen word in `words`.
struct Choice {
  int* index = nullptr;
  std::vector<std::string_view> words;
};

/// A number by calendar year, e.g. the festival shock R_y. Years not named take 0.
using YearSeries = std::map<int, double>;

/// Pairs of a county and a city: every county with its twin, or those listed.
struct PlacePairs {
  bool twinned = false;
  std::vector<std::pair<CountyId, CityId>> listed;
};
/// Counties in the order of a journey.
using Route = std::vector<CountyId>;

/// Where the value of a field is kept. Fen is written and read in CNY, Month as YYYY-MM.
using FieldTarget = std::variant<double*, std::int64_t*, bool*, Fen*, Month*, std::string*,
                                 YearSeries*, Choice, PlacePairs*, Route*>;

/// One settable value. Text members point to literals.
struct FieldRef {
  std::string_view key;   ///< as written in YAML, e.g. "amount"
  FieldTarget target;     ///< holds the default until a scenario sets it
  std::string_view unit;  ///< e.g. "CNY/month"; "1" for a pure number; "" for words
  double minimum = 0;     ///< legal range of a number, in `unit`, both ends included
  double maximum = std::numeric_limits<double>::max();
  std::string_view meaning;  ///< one sentence
  std::string_view source;   ///< paper and table, official figure, or "assumed"
  Grade grade = Grade::assumption;
};

/// The rows of one record, in the order of the reference page.
using Fields = std::vector<FieldRef>;

}  // namespace chuanzhe::base
