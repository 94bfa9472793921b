// The months that all points of a sweep have in common, run once per replicate and gone on from
// (engine/prefix.hpp). It changes no byte of a result, only the time.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "app/sweep_plan.hpp"
#include "engine/prefix.hpp"

namespace chuanzhe::app {

/// First month in which points of the plan may differ, where enough months come before it that
/// sharing them is worth while. Looks at every point.
std::optional<base::Month> common_until(const SweepPlan& plan);

/// One scenario and its prefix, for one replicate.
struct SharedPrefix {
  scenario::Scenario scenario;
  std::unique_ptr<const engine::RunInputs> inputs;
  std::unique_ptr<const engine::Prefix> prefix;
};

/// Makes the prefix of a replicate when its first run asks, with all threads, while the others
/// wait; the replicate before is let go when its last run ends.
class PrefixShelf {
 public:
  /// No `fork`: nothing is shared.
  PrefixShelf(const SweepPlan& plan, std::optional<base::Month> fork, int threads)
      : plan_(plan), fork_(fork), threads_(threads) {}

  /// Empty when the run is to be made from its beginning. `on_progress` may interrupt the making.
  std::shared_ptr<const SharedPrefix> of(RunNumber run, const engine::OnProgress& on_progress);

 private:
  const SweepPlan& plan_;
  std::optional<base::Month> fork_;
  int threads_;
  std::mutex mutex_;
  std::int64_t replicate_ = -1;
  std::shared_ptr<const SharedPrefix> latest_;
};

}  // namespace chuanzhe::app
