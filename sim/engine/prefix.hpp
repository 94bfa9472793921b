// The months before a fork, run once and kept in memory, so that many scenarios that differ only
// later go on from them:
//
//   const Prefix prefix(base_inputs, base::Month(2022, 1));
//   run(policy_inputs, &recorder, {}, prefix.continuation(policy_inputs));
//
// The recorder is told all months, as in a run from the beginning. Memory for each replicate: 17
// bytes an agent and what the recorder is told of the months before the fork (about 0.5 MB a month
// with 183 counties, and the events).
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "engine/simulation.hpp"

namespace chuanzhe::engine {

class Prefix {
 public:
  /// Runs every replicate of `base` until `fork`, the first month that may differ. `base` and what
  /// it refers to must outlive the prefix.
  Prefix(const RunInputs& base, base::Month fork, const OnProgress& on_progress = {});

  /// How a run of `inputs` goes on from here; the prefix must outlive it, and threads may use it at
  /// the same time. Throws base::InputError naming every key in which `inputs` differ too early.
  Continuation continuation(const RunInputs& inputs) const;

  base::Month fork() const { return fork_; }

 private:
  struct Replicate {
    std::shared_ptr<const Snapshot> state;
    std::vector<std::pair<MonthObservation, std::vector<Event>>> months;
    std::vector<SampledWorker> sample;
    std::vector<std::vector<Payment>> payments;  // by month
  };
  class Tape;

  RunInputs base_;
  base::Month fork_;
  std::vector<Replicate> replicates_;
};

}  // namespace chuanzhe::engine
