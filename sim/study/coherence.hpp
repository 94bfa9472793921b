// How coherent a pair of runs is: whose life a policy left alone, and for the others when and why
// it parted (docs/lives.md, Coherence). Exact for everybody from hashes when both runs keep them,
// else from the sampled workers.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "study/lives.hpp"

namespace chuanzhe::study {

/// Why a life parted from its pair; the rules are in docs/lives.md.
enum class Cause : std::uint8_t { offer, vacancy, budget, conditions };
inline constexpr int cause_count = 4;
inline constexpr std::array<std::string_view, cause_count> cause_words = {"offer", "vacancy",
                                                                          "budget", "conditions"};

/// A pair of runs of one replicate. Workers are matched by id.
struct LifePair {
  const Lives& base;
  const Lives& policy;
  const engine::RunDescription& base_run;
  const engine::RunDescription& policy_run;
};

/// The first difference of two lives.
struct Parting {
  std::uint32_t worker = 0;
  int step = 0;                          ///< month; -1 = only the employer differs
  std::optional<engine::Event> in_base;  ///< what happened then, if anything did
  std::optional<engine::Event> in_policy;
  Cause cause = Cause::conditions;
  std::uint32_t reach = 0;  ///< policies new or changed in the policy run that reach the worker
};

struct Coherence {
  bool is_exact = false;          ///< from hashes of all workers
  std::int64_t workers = 0;       ///< compared
  std::int64_t changed = 0;       ///< of them
  std::int64_t observed = 0;      ///< sampled workers
  std::vector<Parting> partings;  ///< of sampled workers, by id

  double share_unchanged() const {
    return 1 - static_cast<double>(changed) / static_cast<double>(workers);
  }
};

/// Bits of the policy run's first 32 policies that the base run has not, or has otherwise.
std::uint32_t new_policies(const LifePair& pair);

/// The first difference of the lives of one sampled worker, without its cause.
std::optional<Parting> first_parting(std::uint32_t worker, std::span<const DatedEvent> base,
                                     std::span<const DatedEvent> policy);

/// Throws base::InputError when the runs do not observe the same workers.
Coherence compare_lives(const LifePair& pair);

}  // namespace chuanzhe::study
