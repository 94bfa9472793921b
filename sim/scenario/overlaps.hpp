// Policies that say the same thing twice, and policies that can never reach anybody.
#pragma once

#include "policy/lever.hpp"
#include "scenario/values.hpp"

namespace chuanzhe::scenario {

/// Reports two policies of one lever whose periods, places, groups and words meet: a worker would
/// be paid twice. `at[i]` is where policy i stands.
void report_overlaps(const std::vector<policy::Policy>& policies,
                     const std::vector<base::Location>& at, Reading& reading);

/// Warns of policies that reach nobody: no month to act in between `first` and `last`, no place, no
/// group that their lever takes, no money; and says why.
void warn_of_idle(const std::vector<policy::Policy>& policies,
                  const std::vector<base::Location>& at, base::Month first, base::Month last,
                  Reading& reading);

}  // namespace chuanzhe::scenario
