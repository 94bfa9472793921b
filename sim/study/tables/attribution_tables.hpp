// Tables of `chuanzhe attribute`: shares of effects and costs, and what policies do together.
#pragma once

#include <string>
#include <vector>

#include "study/attribution.hpp"
#include "study/table.hpp"

namespace chuanzhe::study {

/// One attributed figure, in the order of Attribution::figures.
struct FigureName {
  std::string title, unit;
};

std::vector<Table> attribution_tables(const Attribution& attribution,
                                      const std::vector<std::string>& players,
                                      const std::vector<FigureName>& figures);

}  // namespace chuanzhe::study
