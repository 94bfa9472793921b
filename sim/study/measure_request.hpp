// The text of a measure's request taken apart; what its words mean for a run is measures.cpp's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "study/breakdown.hpp"

namespace chuanzhe::study {

struct MeasureRequest {
  std::string name;
  std::vector<std::pair<std::string, std::string>> filter;  ///< (axis, label)
  std::optional<Period> when;
};

/// Throws base::InputError that shows the form.
MeasureRequest parse_measure_request(const std::string& text);

}  // namespace chuanzhe::study
