// Tells a recorder of single lives: the sampled workers, their payments, hashes of all lives.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

/// Sector of the post that the worker holds or seeks in Zhejiang, no_sector for all others.
std::uint8_t sector_of(const State& state, const world::Worker& worker);

/// The sampled workers of a replicate as they stand now; their reach is judged by ReachJudge.
void observe_sample(const State& state, int replicate, Recorder& recorder);

/// Says which policies of a scenario reach a sampled worker, from the worker's own traits alone, so
/// that a fork can say it of workers whom its base observed.
class ReachJudge {
 public:
  ReachJudge(const RunInputs& inputs, int replicate);
  ~ReachJudge();

  /// Bits of the first 32 policies whose offers the worker can get or act on.
  std::uint32_t reach_of(const SampledWorker& worker) const;

 private:
  struct PolicyReach;
  std::vector<PolicyReach> policies_;
  base::Draws draws_;
};

/// This month's payments to them, in order of workers and policies.
void observe_payments(const State& state, const MonthContext& context, int replicate,
                      Recorder& recorder);

/// Hashes of lives that have only a beginning; empty unless the run keeps them.
std::vector<std::uint64_t> start_life_hashes(const RunInputs& inputs,
                                             const world::Population& population);

/// What the standard pay of a life is in this run.
StandardPay standard_pay(const RunInputs& inputs);

}  // namespace chuanzhe::engine
