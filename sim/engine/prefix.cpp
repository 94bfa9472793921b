#include "engine/prefix.hpp"

#include "base/error.hpp"
#include "engine/fork_check.hpp"
#include "engine/relabel.hpp"

namespace chuanzhe::engine {

/// Keeps the months told.
class Prefix::Tape : public Recorder {
 public:
  explicit Tape(std::vector<Replicate>& replicates) : replicates_(replicates) {}
  void begin(const RunDescription&) override {}
  void month(const MonthObservation& observation, std::span<const Event> events) override {
    replicates_[static_cast<std::size_t>(observation.replicate)].months.emplace_back(
        observation, std::vector<Event>(events.begin(), events.end()));
  }
  void sample(int replicate, std::span<const SampledWorker> workers) override {
    auto& sample = replicates_[static_cast<std::size_t>(replicate)].sample;
    sample.insert(sample.end(), workers.begin(), workers.end());
  }
  void payments(int replicate, int /*step*/, std::span<const Payment> payments) override {
    replicates_[static_cast<std::size_t>(replicate)].payments.emplace_back(payments.begin(),
                                                                           payments.end());
  }
  void finish() override {}

 private:
  std::vector<Replicate>& replicates_;
};

Prefix::Prefix(const RunInputs& base, base::Month fork, const OnProgress& on_progress)
    : base_(base), fork_(fork), replicates_(static_cast<std::size_t>(base.settings.replicates)) {
  base::expect(fork >= base.settings.start && fork <= base.settings.end,
               "a fork is one of the reported months");
  Tape tape(replicates_);
  Continuation to_the_fork;
  to_the_fork.stop_before = fork;
  to_the_fork.keeps = [fork](base::Month next) { return next == fork; };
  to_the_fork.keep = [&](const StateView& view) {
    auto& state = replicates_[static_cast<std::size_t>(view.label.replicate)].state;
    if (view.label.month == fork) state = std::make_shared<Snapshot>(take_snapshot(view));
  };
  engine::run(base_, &tape, on_progress, to_the_fork);
}

Continuation Prefix::continuation(const RunInputs& inputs) const {
  require_fork(base_, inputs, fork_);
  const auto now = std::make_shared<RunDescription>(describe(inputs));
  Continuation continuation;
  continuation.begin = [this, now](int replicate) {
    const Replicate& kept = replicates_[static_cast<std::size_t>(replicate)];
    Beginning beginning;
    beginning.recorded_from = fork_;
    beginning.state = source_of(kept.state);
    beginning.tell = [now, &kept](Recorder& recorder) {
      Relabel relabelled(recorder, kept.state->label.policies, *now);
      if (!kept.months.empty()) relabelled.sample(kept.state->label.replicate, kept.sample);
      for (std::size_t i = 0; i < kept.months.size(); ++i) {
        const auto& [observation, events] = kept.months[i];
        relabelled.payments(observation.replicate, observation.step, kept.payments[i]);
        relabelled.month(observation, events);
      }
    };
    return beginning;
  };
  return continuation;
}

}  // namespace chuanzhe::engine
