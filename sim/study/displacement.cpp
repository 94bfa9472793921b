#include "study/displacement.hpp"

#include <algorithm>

namespace chuanzhe::study {
namespace {

/// A market in a month.
std::size_t cell_of(int step, const Spot& spot) {
  return static_cast<std::size_t>(step) * base::market_count +
         std::size_t{spot.place} * base::sector_count + spot.sector;
}

struct LostMonth {
  std::size_t cell;
  std::uint32_t worker;
  auto operator<=>(const LostMonth&) const = default;
};

/// In Zhejiang, in post or with a held post: an absence at the festival loses nothing.
bool works(const Spot& spot) { return spot.holds_post(); }

bool is_market(const Spot& spot) {
  return spot.in_post() && spot.place < base::city_count && spot.sector < base::sector_count;
}

}  // namespace

Displacement displacement(const LifePair& pair) {
  const std::uint32_t fresh = new_policies(pair);
  Displacement sum;
  std::vector<std::int64_t> gains(static_cast<std::size_t>(pair.base.months) * base::market_count);
  std::vector<LostMonth> losses;
  for (std::size_t i = 0; i < pair.base.workers.size(); ++i) {
    const engine::SampledWorker& worker = pair.base.workers[i];
    const std::uint32_t id = worker.worker;
    const auto base_events = pair.base.events_of(id), policy_events = pair.policy.events_of(id);
    if (!first_parting(id, base_events, policy_events)) continue;
    const bool reached = (pair.policy.workers[i].reach & fresh) != 0;
    const auto before = spots_of(worker, base_events, pair.base.months);
    const auto after = spots_of(pair.policy.workers[i], policy_events, pair.policy.months);
    for (int step = 0; step < pair.base.months; ++step) {
      const Spot& base = before[static_cast<std::size_t>(step)];
      const Spot& policy = after[static_cast<std::size_t>(step)];
      if (is_market(policy) && !works(base)) {
        ++sum.gained;
        if (reached) ++gains[cell_of(step, policy)];
        sum.subsidised += reached ? 1 : 0;
      }
      if (is_market(base) && !works(policy)) {
        ++sum.lost;
        if (!reached) losses.push_back({cell_of(step, base), id});
      }
    }
  }
  std::sort(losses.begin(), losses.end());
  std::vector<std::uint32_t> workers;
  for (const LostMonth& loss : losses) {
    if (gains[loss.cell] == 0) continue;
    --gains[loss.cell];
    ++sum.displaced;
    workers.push_back(loss.worker);
  }
  std::sort(workers.begin(), workers.end());
  sum.displaced_workers = std::unique(workers.begin(), workers.end()) - workers.begin();
  return sum;
}

}  // namespace chuanzhe::study
