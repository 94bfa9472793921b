// Reads the `policies:` list: scope and lever of each.
#pragma once

#include "engine/run_settings.hpp"
#include "policy/lever.hpp"
#include "scenario/values.hpp"
#include "world/tables.hpp"

namespace chuanzhe::scenario {

/// Keys of every policy beside the lever's own fields.
inline const std::vector<std::string> scope_keys = {
    "id",     "lever",          "from",        "to",
    "cities", "counties",       "prefectures", "sectors",
    "groups", "employer_sizes", "take_up",     "budget_cap",
    "payer",  "drop",           "months",      "residents_only"};

std::vector<policy::Policy> read_policies(const Node* list, const world::Tables& tables,
                                          const engine::RunSettings& run, Reading& reading);

}  // namespace chuanzhe::scenario
