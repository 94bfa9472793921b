#include "app/sweep_prefix.hpp"

#include <algorithm>

namespace chuanzhe::app {
namespace {

/// Fewer months in common cost more to keep than they save.
constexpr int fewest_months = 12;

/// "rent" of "policies.rent.amount", empty for other paths.
std::string policy_in(const std::string& path) {
  constexpr std::string_view head = "policies.";
  if (!path.starts_with(head)) return {};
  const auto end = path.find('.', head.size());
  return end == std::string::npos ? std::string() : path.substr(head.size(), end - head.size());
}

/// The month from which the policies a factor changes may act, over all its levels.
std::optional<base::Month> begins(const SweepPlan& plan, const scenario::Factor& factor) {
  const std::string id = policy_in(factor.path);
  if (id.empty()) return {};
  std::optional<base::Month> first;
  for (const double end :
       {0.0, factor.range ? 1.0 : static_cast<double>(factor.levels.size()) - 1}) {
    const scenario::Scenario scenario = plan.sweep().variants->make(
        {}, {{factor.path, level_at(factor, end).value, factor.path_at}});
    for (const policy::Policy& policy : scenario.policies) {
      if (policy.id == id && (!first || policy.scope.from < *first)) first = policy.scope.from;
    }
  }
  return first;
}

}  // namespace

std::optional<base::Month> common_until(const SweepPlan& plan) {
  const engine::RunSettings& run = plan.sweep().variants->base().run;
  std::optional<base::Month> fork;
  for (const scenario::Factor& factor : plan.sweep().factors) {
    // A date that is varied is looked at level by level, which the ends would not show.
    if (factor.path.ends_with(".from") || factor.path.ends_with(".to")) return {};
    const auto first = begins(plan, factor);
    if (!first) return {};
    if (!fork || *first < *fork) fork = first;
  }
  const base::Month begin = run.start - static_cast<int>(run.burn_in);
  const bool is_worth_it = fork && *fork >= run.start && *fork - begin >= fewest_months;
  return is_worth_it ? std::optional(std::min(*fork, run.end)) : std::nullopt;
}

std::shared_ptr<const SharedPrefix> PrefixShelf::of(RunNumber run,
                                                    const engine::OnProgress& on_progress) {
  if (!fork_) return nullptr;
  const std::lock_guard guard(mutex_);
  if (replicate_ == run.replicate) return latest_;
  latest_.reset();
  auto made = std::make_shared<SharedPrefix>();
  made->scenario = plan_.scenario_of(run, threads_);
  made->inputs = std::make_unique<const engine::RunInputs>(made->scenario.inputs());
  made->prefix = std::make_unique<const engine::Prefix>(*made->inputs, *fork_, on_progress);
  replicate_ = run.replicate;
  latest_ = std::move(made);
  return latest_;
}

}  // namespace chuanzhe::app
