#include "study/coherence.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

using engine::EventType;

const std::vector<std::string>& policies_of(const engine::RunDescription& run) {
  return run.axes[static_cast<std::size_t>(engine::Axis::policy)].names;
}

/// Place of the policy `id` in the base run.
std::optional<std::size_t> find_policy(const engine::RunDescription& run, const std::string& id) {
  const auto& ids = policies_of(run);
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found == ids.end()) return {};
  return static_cast<std::size_t>(found - ids.begin());
}

/// What the resolved scenario says of a policy.
std::string text_of(const engine::RunDescription& run, const std::string& id) {
  const std::string head = "  - id: ", yaml = "\n" + run.resolved_yaml;
  const auto begin = yaml.find("\n" + head + id + "\n");
  if (begin == std::string::npos) return {};
  const auto end = yaml.find("\n" + head, begin + 1);
  return yaml.substr(begin, end == std::string::npos ? end : end - begin);
}

/// Places along the policies of the policy run and of the base run of a policy that both have.
struct Shared {
  std::size_t policy = 0, base = 0;
};

/// Policies that are the same in both runs.
std::vector<Shared> shared_policies(const LifePair& pair) {
  std::vector<Shared> shared;
  const auto& ids = policies_of(pair.policy_run);
  for (std::size_t p = 0; p < ids.size(); ++p) {
    const auto before = find_policy(pair.base_run, ids[p]);
    if (!before) continue;
    if (text_of(pair.base_run, ids[p]) != text_of(pair.policy_run, ids[p])) continue;
    shared.push_back({p, *before});
  }
  return shared;
}

bool is_hire(const std::optional<engine::Event>& event) {
  if (!event) return false;
  const auto type = static_cast<EventType>(event->type);
  return type == EventType::hired || type == EventType::hired_remotely ||
         type == EventType::local_hire || type == EventType::started_course ||
         type == EventType::entered_school;
}

/// A hire that ends a search in Zhejiang: the decision to search was the same in both worlds.
bool is_hire_of_seeker(const std::optional<engine::Event>& event) {
  return event && static_cast<EventType>(event->type) == EventType::hired;
}

/// What policy `p` of a run paid the worker before `step` [fen].
std::int64_t paid_before(std::span<const DatedPayment> payments, std::size_t p, int step) {
  std::int64_t sum = 0;
  for (const DatedPayment& row : payments) {
    if (row.step < step && row.payment.policy == p) sum += row.payment.fen;
  }
  return sum;
}

/// A policy of both runs paid the worker in one of them and not in the other, while the lives were
/// still the same: its budget went elsewhere.
bool is_rationed(const LifePair& pair, const std::vector<Shared>& shared, const Parting& parting) {
  const auto base = pair.base.payments_of(parting.worker);
  const auto policy = pair.policy.payments_of(parting.worker);
  if (base.empty() && policy.empty()) return false;
  return std::any_of(shared.begin(), shared.end(), [&](const Shared& both) {
    return (paid_before(base, both.base, parting.step) != 0) !=
           (paid_before(policy, both.policy, parting.step) != 0);
  });
}

Cause cause_of(const LifePair& pair, const std::vector<Shared>& shared, const Parting& parting) {
  const bool seeker = is_hire_of_seeker(parting.in_base) || is_hire_of_seeker(parting.in_policy);
  if (parting.step < 0) return Cause::vacancy;
  if (is_rationed(pair, shared, parting)) return Cause::budget;
  if (parting.reach != 0 && !seeker) return Cause::offer;
  return is_hire(parting.in_base) || is_hire(parting.in_policy) ? Cause::vacancy
                                                                : Cause::conditions;
}

bool same(const DatedEvent& a, const DatedEvent& b) {
  return a.step == b.step && a.event.type == b.event.type && a.event.from == b.event.from &&
         a.event.to == b.event.to && a.event.sector == b.event.sector;
}

void require_same_workers(const LifePair& pair) {
  const auto same_worker = [](const engine::SampledWorker& a, const engine::SampledWorker& b) {
    return a.worker == b.worker;
  };
  if (!std::equal(pair.base.workers.begin(), pair.base.workers.end(), pair.policy.workers.begin(),
                  pair.policy.workers.end(), same_worker)) {
    throw base::InputError({},
                           "the two results observe different workers (output.trajectory_share, "
                           "seed or population differ) run both with the same");
  }
}

void count_hashes(const LifePair& pair, Coherence& result) {
  result.is_exact =
      !pair.base.hashes.empty() && pair.base.hashes.size() == pair.policy.hashes.size();
  if (!result.is_exact) return;
  result.workers = static_cast<std::int64_t>(pair.base.hashes.size());
  result.changed = 0;
  for (std::size_t i = 0; i < pair.base.hashes.size(); ++i) {
    result.changed += pair.base.hashes[i] != pair.policy.hashes[i] ? 1 : 0;
  }
}

}  // namespace

/// Bits of the policies of the policy run's first 32 that are not the same in the base run.
std::uint32_t new_policies(const LifePair& pair) {
  constexpr std::size_t most = 32;
  std::uint32_t bits = 0;
  for (std::size_t p = 0; p < std::min(policies_of(pair.policy_run).size(), most); ++p) {
    bits |= 1U << p;
  }
  for (const Shared& both : shared_policies(pair)) {
    if (both.policy < most) bits &= ~(1U << both.policy);
  }
  return bits;
}

std::optional<Parting> first_parting(std::uint32_t worker, std::span<const DatedEvent> base,
                                     std::span<const DatedEvent> policy) {
  const auto [b, p] = std::mismatch(base.begin(), base.end(), policy.begin(), policy.end(), same);
  const bool in_base = b != base.end(), in_policy = p != policy.end();
  if (!in_base && !in_policy) return {};
  Parting parting;
  parting.worker = worker;
  parting.step = in_base && in_policy ? std::min(b->step, p->step) : in_base ? b->step : p->step;
  if (in_base && b->step == parting.step) parting.in_base = b->event;
  if (in_policy && p->step == parting.step) parting.in_policy = p->event;
  return parting;
}

Coherence compare_lives(const LifePair& pair) {
  require_same_workers(pair);
  const std::uint32_t fresh = new_policies(pair);
  const std::vector<Shared> shared = shared_policies(pair);
  Coherence result;
  for (std::size_t i = 0; i < pair.base.workers.size(); ++i) {
    const std::uint32_t id = pair.base.workers[i].worker;
    auto parting = first_parting(id, pair.base.events_of(id), pair.policy.events_of(id));
    const bool hashed = id < pair.base.hashes.size() && id < pair.policy.hashes.size();
    if (!parting && hashed && pair.base.hashes[id] != pair.policy.hashes[id]) {
      parting = Parting{id, -1, {}, {}, Cause::vacancy, 0};
    }
    if (!parting) continue;
    parting->reach = pair.policy.workers[i].reach & fresh;
    parting->cause = cause_of(pair, shared, *parting);
    result.partings.push_back(*parting);
  }
  result.observed = static_cast<std::int64_t>(pair.base.workers.size());
  result.workers = result.observed;
  result.changed = static_cast<std::int64_t>(result.partings.size());
  count_hashes(pair, result);
  return result;
}

}  // namespace chuanzhe::study
