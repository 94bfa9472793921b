// Speed and size of recorded trajectories: the events of every worker in a run of the baseline,
// told again as so many replicates.
// usage: bench_event_stream [persons per agent] [replicates] [threads] [file]; default 42, 50, all
// cores; a file that is named is kept.
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "output/hdf5_recorder.hpp"
#include "scenario/scenario.hpp"

namespace {

namespace engine = chuanzhe::engine;
namespace output = chuanzhe::output;
namespace scenario = chuanzhe::scenario;

/// Keeps the events of a run in memory.
class Memory : public engine::Recorder {
 public:
  engine::RunDescription run;
  std::vector<std::vector<engine::Event>> months;

  void begin(const engine::RunDescription& description) override { run = description; }
  void month(const engine::MonthObservation&, std::span<const engine::Event> events) override {
    months.emplace_back(events.begin(), events.end());
  }
  void sample(int, std::span<const engine::SampledWorker>) override {}
  void payments(int, int, std::span<const engine::Payment>) override {}
  void life_hashes(int, std::span<const std::uint64_t>) override {}
  void finish() override {}
};

void write(const Memory& memory, const std::string& path, int threads) {
  output::Hdf5Recorder recorder(path, output::Overwrite::allow, {}, threads);
  recorder.begin(memory.run);
  for (int replicate = 0; replicate < memory.run.replicates; ++replicate) {
    for (int step = 0; step < static_cast<int>(memory.months.size()); ++step) {
      recorder.month({replicate, step, memory.run.start + step, {}},
                     memory.months[static_cast<std::size_t>(step)]);
    }
  }
  recorder.finish();
}

void measure(const std::string& persons_per_agent, int replicates, int threads,
             const std::string& path) {
  const scenario::Scenario scenario =
      scenario::load(CHUANZHE_BASELINE, {"run.persons_per_agent=" + persons_per_agent,
                                         "run.replicates=1", "output.trajectory_share=1"});
  const engine::RunInputs inputs = scenario.inputs();
  Memory memory;
  memory.begin(engine::describe(inputs));
  engine::run(inputs, &memory);
  memory.run.replicates = replicates;
  double events = 0;
  for (const auto& month : memory.months) events += static_cast<double>(month.size()) * replicates;

  const auto start = std::chrono::steady_clock::now();
  write(memory, path, threads);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  fmt::print("events {:.0f}  million_events_per_second {:.1f}  bytes_per_event {:.3f}\n", events,
             events / seconds.count() / 1e6, bytes / events);
}

}  // namespace

int main(int count, char** words) {
  const std::string path = count > 4 ? words[4] : "/tmp/bench_event_stream.h5";
  try {
    measure(count > 1 ? words[1] : "42", count > 2 ? std::stoi(words[2]) : 50,
            count > 3 ? std::stoi(words[3]) : 0, path);
  } catch (const std::exception& error) {
    std::cerr << "bench_event_stream: " << error.what() << '\n';
    return 1;
  }
  if (count <= 4) std::filesystem::remove(path);
  return 0;
}
