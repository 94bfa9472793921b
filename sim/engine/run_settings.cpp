#include "engine/run_settings.hpp"

namespace chuanzhe::engine {

base::Fields fields_of(RunSettings& s) {
  return {
      {"start", &s.start, "", 0, 0, "first reported month", "choice of the study"},
      {"end", &s.end, "", 0, 0, "last reported month, included", "choice of the study"},
      {"burn_in", &s.burn_in, "month", 0, 60,
       "months simulated before the start, without policies and not reported",
       "24 months settle the start (docs/validation)"},
      {"persons_per_agent", &s.persons_per_agent, "persons", 1, 1000,
       "persons that one simulated worker stands for", "choice of the study"},
      {"replicates", &s.replicates, "1", 1, 10000, "runs with different random numbers",
       "choice of the study"},
      {"seed", &s.seed, "1", 0, 9007199254740992.0,
       "seed of all random numbers; equal seeds pair two scenarios", "choice of the study"},
      {"threads", &s.threads, "1", 0, 256, "threads to use, 0 = all cores; never changes a result",
       "choice of the machine"},
      {"spare_months", &s.spare_months, "month", 0, 240,
       "months beyond the end for which lives are planned: a fork may end so much later",
       "choice of the study"},
      {"checkpoint", &s.checkpoint, "month", 0, 240,
       "months between two checkpoints, counted from the start, 0 = none; never changes a result",
       "choice of the study"},
  };
}

}  // namespace chuanzhe::engine
