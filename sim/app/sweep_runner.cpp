#include "app/sweep_runner.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "app/provenance.hpp"
#include "app/sweep_prefix.hpp"
#include "output/hdf5_recorder.hpp"
#include "output/tee_recorder.hpp"
#include "study/measures.hpp"

namespace chuanzhe::app {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// HDF5 serves one thread at a time.
class LockedRecorder : public engine::Recorder {
 public:
  LockedRecorder(std::unique_ptr<engine::Recorder> recorder, std::mutex& mutex)
      : recorder_(std::move(recorder)), mutex_(mutex) {}
  void begin(const engine::RunDescription& run) override {
    const std::lock_guard guard(mutex_);
    recorder_->begin(run);
  }
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override {
    const std::lock_guard guard(mutex_);
    recorder_->month(observation, events);
  }
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override {
    const std::lock_guard guard(mutex_);
    recorder_->sample(replicate, workers);
  }
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override {
    const std::lock_guard guard(mutex_);
    recorder_->payments(replicate, step, payments);
  }
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override {
    const std::lock_guard guard(mutex_);
    recorder_->life_hashes(replicate, hashes);
  }
  void finish() override {
    const std::lock_guard guard(mutex_);
    recorder_->finish();
  }

 private:
  std::unique_ptr<engine::Recorder> recorder_;
  std::mutex& mutex_;
};

/// Counts as running while it lives.
class Running {
 public:
  explicit Running(SweepProgress& progress) : progress_(progress) { progress_.begin_run(); }
  ~Running() { progress_.leave_run(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  SweepProgress& progress_;
};

/// One process's work on a sweep.
class Runner {
 public:
  Runner(const SweepPlan& plan, study::RunStore& store, const Crew& crew, const NextRun& next,
         SweepProgress& progress, const std::atomic<bool>& stop)
      : plan_(plan),
        store_(store),
        crew_(crew),
        next_(next),
        progress_(progress),
        stop_(stop),
        shelf_(plan, crew.shares_months ? common_until(plan) : std::nullopt,
               crew.side_by_side * crew.threads_each) {
    for (const auto& output : plan.sweep().outputs) requests_.push_back(output.request);
  }

  void run() {
    std::vector<std::thread> others;
    for (int i = 1; i < crew_.side_by_side; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    if (error_) std::rethrow_exception(error_);
    if (stop_) throw engine::Interrupted{};
  }

 private:
  void work() {
    try {
      while (!stop_ && !ended_) {
        const auto number = take();
        if (!number) return;
        const Running running(progress_);
        finish(*number);
      }
    } catch (const engine::Interrupted&) {
    } catch (...) {
      const std::lock_guard guard(mutex_);
      if (!error_) error_ = std::current_exception();
      ended_ = true;
    }
  }

  std::optional<std::int64_t> take() {
    const std::lock_guard guard(mutex_);
    return next_();
  }

  void finish(std::int64_t number) {
    const study::RunRecord record = attempt(plan_.run(number));
    store_.add(record);
    const bool failed = record.status == study::RunStatus::failed;
    progress_.count(failed);
    if (failed && plan_.sweep().on_failure == scenario::OnFailure::stop) {
      throw base::RunError(
          fmt::format("a run failed and on_failure is stop: {}: {}", record.label, record.message));
    }
  }

  /// What goes wrong in the simulation is the point's; what goes wrong in keeping a file is ours.
  study::RunRecord attempt(RunNumber run) {
    study::RunRecord record{plan_.key_of(run), plan_.label_of(run), {}, 0, {}, {}};
    const auto start = Clock::now();
    try {
      record.values = simulate(run, record.key);
      record.status = study::RunStatus::done;
    } catch (const base::InputError& error) {
      record.status = study::RunStatus::failed;
      record.message = error.what();
    } catch (const base::LogicError& error) {
      record.status = study::RunStatus::failed;
      record.message = error.what();
    } catch (const base::RunError& error) {
      if (plan_.sweep().keeps_files) throw;
      record.status = study::RunStatus::failed;
      record.message = error.what();
    }
    record.seconds = seconds_since(start);
    return record;
  }

  std::vector<double> simulate(RunNumber run, const std::string& key) {
    const scenario::Scenario scenario = plan_.scenario_of(run, crew_.threads_each);
    const engine::RunInputs inputs = scenario.inputs();
    engine::RunDescription description = engine::describe(inputs);
    auto measures = std::make_unique<study::Measures>(requests_);
    const study::Measures& figures = *measures;
    std::vector<std::unique_ptr<engine::Recorder>> listeners;
    listeners.push_back(std::move(measures));
    if (plan_.sweep().keeps_files) listeners.push_back(file_of(scenario, key, description));
    output::TeeRecorder recorder(std::move(listeners));
    recorder.begin(description);
    const auto goes_on = [this](const engine::Progress&) { return !stop_ && !ended_; };
    const auto shared = shelf_.of(run, goes_on);
    engine::run(inputs, &recorder, goes_on,
                shared ? shared->prefix->continuation(inputs) : engine::Continuation{});
    recorder.finish();
    return figures.values().at(0);
  }

  /// Where a run's own file is written; completes its description.
  std::unique_ptr<engine::Recorder> file_of(const scenario::Scenario& scenario,
                                            const std::string& key,
                                            engine::RunDescription& description) {
    add_provenance(description, scenario);
    auto file = std::make_unique<output::Hdf5Recorder>(store_.folder() / "files" / (key + ".h5"),
                                                       output::Overwrite::allow,
                                                       engine::variable_rows(), 1);
    return std::make_unique<LockedRecorder>(std::move(file), hdf5_);
  }

  const SweepPlan& plan_;
  study::RunStore& store_;
  const Crew crew_;
  const NextRun& next_;
  SweepProgress& progress_;
  const std::atomic<bool>& stop_;
  std::vector<std::string> requests_;
  std::mutex mutex_, hdf5_;
  std::exception_ptr error_;
  PrefixShelf shelf_;
  std::atomic<bool> ended_ = false;
};

}  // namespace

double bytes_a_run(const SweepPlan& plan) {
  // 18 bytes an agent and a fixed part (docs/performance.md); children to come are agents too.
  constexpr double bytes_an_agent = 25, fixed = 40e6, agents_a_person = 1.2;
  const scenario::Scenario& base = plan.sweep().variants->base();
  double persons = 0;
  for (const world::County& county : base.tables.counties) persons += county.labour_force;
  return fixed + bytes_an_agent * agents_a_person * persons /
                     static_cast<double>(base.run.persons_per_agent);
}

double available_bytes() {
  std::ifstream stream("/proc/meminfo");
  for (std::string word; stream >> word;) {
    double kibibytes = 0;
    if (word == "MemAvailable:" && stream >> kibibytes) return kibibytes * 1024;
  }
  return 2e9;  // a small machine
}

Crew choose_crew(const SweepPlan& plan, std::int64_t missing, int side_by_side, int threads_each) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  Crew crew{side_by_side, threads_each, true};
  if (crew.side_by_side <= 0) {
    const double fitting = 0.8 * available_bytes() / bytes_a_run(plan);
    const int wanted = std::max(1, cores / std::max(1, threads_each));
    crew.side_by_side = static_cast<int>(
        std::clamp<double>(std::min(fitting, static_cast<double>(missing)), 1, wanted));
  }
  if (crew.threads_each <= 0) crew.threads_each = std::max(1, cores / crew.side_by_side);
  return crew;
}

void run_all(const SweepPlan& plan, study::RunStore& store, const Crew& crew, const NextRun& next,
             SweepProgress& progress, const std::atomic<bool>& stop) {
  Runner(plan, store, crew, next, progress, stop).run();
}

std::vector<std::int64_t> missing_runs(const SweepPlan& plan, const study::RunStore& store,
                                       std::int64_t part, std::int64_t parts) {
  std::vector<std::int64_t> missing;
  for (std::int64_t number = part - 1; number < plan.runs(); number += parts) {
    if (store.status(plan.key_of(plan.run(number))) == study::RunStatus::missing) {
      missing.push_back(number);
    }
  }
  return missing;
}

double probe_seconds(const SweepPlan& plan) {
  constexpr double enough_seconds = 3;
  const scenario::Scenario scenario = plan.scenario_of({0, 0}, 1);
  const auto start = Clock::now();
  double share = 1;
  try {
    engine::run(scenario.inputs(), nullptr, [&](const engine::Progress& progress) {
      share = static_cast<double>(progress.months_done) / progress.months;
      return seconds_since(start) < enough_seconds;
    });
    share = 1;
  } catch (const engine::Interrupted&) {
  }
  return seconds_since(start) / share;
}

}  // namespace chuanzhe::app
