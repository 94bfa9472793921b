// What the observed lives of pairs of runs tell, replicate by replicate, for the tables of a
// comparison: coherence, deadweight, displacement, winners and losers (docs/lives.md).
#pragma once

#include <string>
#include <vector>

#include "study/coherence.hpp"
#include "study/deadweight.hpp"
#include "study/displacement.hpp"
#include "study/incidence.hpp"

namespace chuanzhe::study {

/// One pair of replicates.
struct LifeFigures {
  Coherence coherence;
  std::vector<Deadweight> deadweight;  ///< along the policies of the policy run
  Displacement displacement;
  std::vector<IncidenceCell> incidence;
};

/// Throws base::InputError when the runs do not observe the same workers.
LifeFigures life_figures(const LifePair& pair);

/// What the results of a comparison keep of lives.
struct LifeReading {
  std::vector<std::vector<LifeFigures>> by_policy;  ///< [policy run][pair]; empty: none are kept
  std::string absent;  ///< why there are none, for the reader; empty when there are some
};

}  // namespace chuanzhe::study
