// A run of the small world, recorded, and every worker and employer as its last month leaves them.
#pragma once

#include <memory>
#include <span>

#include "engine/state.hpp"
#include "tape.hpp"

namespace chuanzhe::test {

struct Ended {
  explicit Ended(SmallRun& run) : inputs(run.inputs()) {
    std::shared_ptr<const engine::Snapshot> kept;
    engine::Continuation until;
    until.keeps = [this](base::Month next) { return next > inputs.settings.end; };
    until.keep = [&](const engine::StateView& view) {
      kept = std::make_shared<engine::Snapshot>(engine::take_snapshot(view));
    };
    engine::run(inputs, &tape, {}, until);
    state = engine::restore(inputs, engine::source_of(kept), pool);
  }
  std::span<const world::Worker> workers() const {
    return {state->population.workers(), state->population.size()};
  }

  engine::RunInputs inputs;
  base::ThreadPool pool{1};
  Tape tape;
  std::unique_ptr<engine::State> state;
};

}  // namespace chuanzhe::test
