#include "app/sweep_prefix.hpp"

#include <algorithm>

#include "engine/fork_check.hpp"

namespace chuanzhe::app {
namespace {

/// Fewer months in common, burn-in included, cost more to keep than they save.
constexpr int fewest_months = 12;

/// The last month from `earliest` to `fork` from which `other` may go on from `base`; none when
/// they differ before `earliest`.
std::optional<base::Month> fork_of(const engine::RunInputs& base, const engine::RunInputs& other,
                                   base::Month earliest, base::Month fork) {
  const auto may_fork = [&](base::Month month) {
    return engine::early_differences(base, other, month).empty();
  };
  if (may_fork(fork)) return fork;
  if (!may_fork(earliest)) return {};
  while (fork - earliest > 1) {
    const base::Month middle = earliest + (fork - earliest) / 2;
    (may_fork(middle) ? earliest : fork) = middle;
  }
  return earliest;
}

}  // namespace

std::optional<base::Month> common_until(const SweepPlan& plan) {
  if (plan.points().size() < 2) return {};
  const scenario::Scenario base = plan.scenario_of({0, 0}, 1);
  const engine::RunInputs inputs = base.inputs();
  const base::Month first = base.run.start - static_cast<int>(base.run.burn_in);
  const base::Month earliest = std::max(base.run.start, first + fewest_months);
  std::optional<base::Month> fork = base.run.end;
  for (std::size_t point = 1; point < plan.points().size() && fork; ++point) {
    if (earliest > *fork) return {};
    try {
      const scenario::Scenario other = plan.scenario_of({point, 0}, 1);
      fork = fork_of(inputs, other.inputs(), earliest, *fork);
    } catch (const base::InputError&) {  // the point's own failure, told when it is run
    }
  }
  return fork;
}

std::shared_ptr<const SharedPrefix> PrefixShelf::of(RunNumber run,
                                                    const engine::OnProgress& on_progress) {
  if (!fork_) return nullptr;
  const std::lock_guard guard(mutex_);
  if (replicate_ == run.replicate) return latest_;
  if (run.replicate < replicate_) return nullptr;  // a straggler; its prefix is gone
  latest_.reset();
  auto made = std::make_shared<SharedPrefix>();
  made->scenario = plan_.scenario_of({0, run.replicate}, threads_);
  made->inputs = std::make_unique<const engine::RunInputs>(made->scenario.inputs());
  made->prefix = std::make_unique<const engine::Prefix>(*made->inputs, *fork_, on_progress);
  replicate_ = run.replicate;
  latest_ = std::move(made);
  return latest_;
}

}  // namespace chuanzhe::app
