// When enough pairs of replicates have been run: `half_width(stock_zj) <= 500`, or `<= 5 %` of the
// difference itself (`--until` of `chuanzhe compare`).
#pragma once

#include <string>

#include "study/paired.hpp"

namespace chuanzhe::study {

struct StopRule {
  std::string measure;  ///< a request of study::Measures
  double limit = 0;     ///< of the half-width of the interval of the difference
  enum class Unit : std::uint8_t { absolute, percent } unit = Unit::absolute;
};

/// Throws base::InputError with the expected form.
StopRule parse_stop_rule(const std::string& text);

/// Per cent are of the mean difference. Never met below two pairs.
bool is_met(const StopRule& rule, const PairedDifference& difference);

/// Pairs that the rule is expected to need, from those so far: the half-width shrinks with their
/// root. At least one more than there are.
std::size_t pairs_expected(const StopRule& rule, const PairedDifference& difference);

}  // namespace chuanzhe::study
