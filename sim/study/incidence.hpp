// Who gains and who loses (docs/lives.md, Winners and losers): by worker, the change of income at
// standard pay and of transfers between the base and the policy run, summed by group, prefecture
// and fifth of income. Small cells are not shown.
#pragma once

#include <string>
#include <vector>

#include "study/coherence.hpp"

namespace chuanzhe::study {

inline constexpr std::int64_t smallest_cell =
    30;  ///< observed workers; smaller cells are not shown

/// Income of one month at standard pay [CNY]; 0 while in training, school, retired or below 16.
double income_of(const engine::SampledWorker& worker, const Spot& spot, int step,
                 const engine::StandardPay& pay);

/// Workers of one kind in one replicate.
struct IncidenceCell {
  std::string by;     ///< "all", "poverty", "sex", "age", "schooling", "group", "prefecture", ...
  std::string label;  ///< e.g. "poor", "Guangyuan", "fifth 1 (lowest)"
  std::int64_t workers = 0;  ///< observed
  std::int64_t winners = 0;  ///< better off by more than 1 CNY a month
  std::int64_t losers = 0;   ///< worse off by more than 1 CNY a month
  double income = 0;         ///< mean change [CNY a person and month]
  double transfers = 0;      ///< mean change [CNY a person and month]
};

/// Cells of one replicate; the same cells in the same order in every replicate of a run. Workers
/// retired or below 16 at the start are left out.
std::vector<IncidenceCell> incidence(const LifePair& pair);

/// False for cells that must not be shown: fewer workers observed than `smallest_cell`.
bool may_be_shown(const IncidenceCell& cell);

}  // namespace chuanzhe::study
