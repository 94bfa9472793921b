// What prices answer to, each behind a switch that is off by default (docs/model.md, Optional
// parts): pay of a market to its tightness and work at home to out-migration, once a year; rents
// to rent subsidies, every month.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

/// Remembers the year so far, moves pay and work at home after December, rents every month.
void respond(State& state, const MonthContext& context);

/// Counts a payment to a tenant towards the rent subsidies of the city.
void count_rent(const State& state, const MonthContext& context, const Claim& claim, Tally& tally);

}  // namespace chuanzhe::engine
