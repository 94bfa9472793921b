// Workers pushed out of a post by others whom a policy reached (docs/lives.md, Displacement), by
// worker, month and market. Needs every worker observed; from a sample it is a lower bound.
#pragma once

#include "study/coherence.hpp"

namespace chuanzhe::study {

/// One replicate, in months of workers observed.
struct Displacement {
  std::int64_t gained = 0;      ///< in post with the policy, not in post in the base run
  std::int64_t subsidised = 0;  ///< of them, by workers whom a new policy reaches
  std::int64_t lost = 0;        ///< in post in the base run, not with the policy
  /// Of the lost: by workers no new policy reaches, in a market and month in which subsidised
  /// workers gained; never more than these gained.
  std::int64_t displaced = 0;
  std::int64_t displaced_workers = 0;  ///< who lost at least one such month

  double share_of_gain() const {
    return static_cast<double>(displaced) / static_cast<double>(subsidised);
  }
};

Displacement displacement(const LifePair& pair);

}  // namespace chuanzhe::study
