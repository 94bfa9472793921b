// Tells one worker's two lives to a policy analyst, month by month from the first difference: the
// options seen, the terms of their values, the frozen shocks, what happened in each world and why
// (docs/lives.md, Biographies).
#pragma once

#include <string>

#include "engine/tracing.hpp"
#include "study/lives.hpp"

namespace chuanzhe::study {

/// One world's life of the worker watched: the traces and what a recorder was told.
struct LifeRecord {
  engine::RunDescription run;
  engine::Tracer tracer;
  Lives lives;
};

/// First month in which anything told of the two lives differs; none = the same throughout.
std::optional<base::Month> first_difference(const LifeRecord& base, const LifeRecord& policy);

/// The text; at most `months` months from the first difference, months without news left out.
std::string biography(const LifeRecord& base, const LifeRecord& policy, int months);

}  // namespace chuanzhe::study
