// Runs a scenario: synthesises the population, burns in, and advances month by month, telling a
// recorder what it sees. The result is a pure function of the inputs: threads never change a byte.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "behaviour/parameters.hpp"
#include "engine/checkpoint.hpp"
#include "engine/observation.hpp"
#include "engine/run_settings.hpp"
#include "policy/lever.hpp"
#include "world/tables.hpp"

namespace chuanzhe::engine {

/// Experiments on the model itself, for tests of how workers reach each other; no scenario has
/// them.
struct Experiment {
  bool isolated = false;  ///< conditions stay as at the start and posts never run out
  std::optional<std::uint32_t> banned = {};  ///< this worker retires when the run starts
  /// Visits the workers of a month in another order than piece by piece; no result depends on it.
  std::function<void(struct State&, const struct MonthContext&)> visit = {};
};

/// Everything a run depends on.
struct RunInputs {
  const world::Tables& tables;
  const behaviour::Parameters& model;
  const std::vector<policy::Policy>& policies;
  RunSettings settings;
  double trajectory_share = 0.01;  ///< share of workers whose events are recorded [0, 1]
  bool life_hash = false;          ///< hashes of all lives are kept
  Experiment experiment = {};
  struct Tracer* tracer = nullptr;  ///< watches one worker; null in ordinary runs
};

/// One figure of the closing table, a value per replicate.
struct Headline {
  std::string name;  ///< e.g. "workers in Zhejiang, 2021-12"
  std::string unit;  ///< "persons", "%", "months", "CNY"
  std::vector<double> by_replicate;
};

struct RunReport {
  std::vector<Headline> headlines;
  std::int64_t agents = 0;        ///< in one replicate
  std::int64_t agent_months = 0;  ///< all replicates, burn-in included
  std::int64_t worker_steps = 0;  ///< workers looked at, in all these months
  std::int64_t capped_loops = 0;  ///< worker-months with more events than are simulated
  double loop_seconds = 0;        ///< month loops only
  double synthesis_seconds = 0;
  std::vector<std::string> notes;  ///< totals against the tables, drift warnings
};

struct Progress {
  int replicate = 0, replicates = 1;
  int months_done = 0, months = 1;  ///< of this replicate, burn-in included
};

/// Called after every month; returning false interrupts the run (Interrupted is thrown).
using OnProgress = std::function<bool(const Progress&)>;
struct Interrupted {};

/// What is known of a replicate before it is run.
struct Beginning {
  base::Month recorded_from;         ///< months before it are told, not recorded from a simulation
  std::optional<StateSource> state;  ///< of that month or earlier; months between run silently
  std::function<void(Recorder&)> tell;  ///< tells every reported month before `recorded_from`
};

/// A run beside the plain one: replicates that go on from somewhere, states that are kept. Empty
/// members do nothing. engine::Prefix makes one in memory, output::CheckpointFolder one of files.
struct Continuation {
  std::function<Beginning(int replicate)> begin;
  /// Asked before every month, and behind the last, whether its state is to be kept.
  std::function<bool(base::Month next)> keeps;
  std::function<void(const StateView&)> keep;  ///< also called when the run is interrupted
  std::optional<base::Month> stop_before;      ///< the first month that is not simulated
};

/// Runs all replicates. `recorder` may be null (benchmarks). Throws base::RunError, Interrupted.
RunReport run(const RunInputs& inputs, Recorder* recorder, const OnProgress& on_progress = {},
              const Continuation& continuation = {});

/// Runs one replicate alone, with the draws it has among the others.
RunReport run_one(const RunInputs& inputs, int replicate, Recorder* recorder,
                  const OnProgress& on_progress = {});

/// Fills what the engine knows of a run's description: axes, words, policies, period.
RunDescription describe(const RunInputs& inputs);

}  // namespace chuanzhe::engine
