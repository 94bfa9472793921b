// The ratio of two means over replicate pairs (cost per additional worker-month) with Fieller's
// interval (Fieller 1954, JRSS B 16). Where the interval of the denominator contains zero no finite
// interval of the ratio exists: the ratio is not identified, and none is given.
#pragma once

#include <span>

#include "study/interval.hpp"

namespace chuanzhe::study {

struct Ratio {
  bool is_identified = false;
  double value = undefined;  ///< mean of the numerator over mean of the denominator
  Interval interval;
  std::size_t n = 0;
};

/// `numerator[r]` and `denominator[r]` belong to the same replicate.
Ratio fieller(std::span<const double> numerator, std::span<const double> denominator,
              double level = 0.95);

}  // namespace chuanzhe::study
