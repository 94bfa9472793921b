// Where a run comes from: what its description holds beside what the engine knows.
#pragma once

#include "engine/observation.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::app {

/// Adds the scenario's words, its digests and this program.
void add_provenance(engine::RunDescription& run, const scenario::Scenario& scenario);

}  // namespace chuanzhe::app
