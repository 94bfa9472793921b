// Writes and reads back the state of the baseline's start: bench_checkpoint PERSONS_PER_AGENT
// THREADS FILE. Prints seconds with the disk in it, and seconds of processor time.
#include <chrono>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "engine/simulation.hpp"
#include "output/checkpoint_file.hpp"
#include "scenario/scenario.hpp"

namespace {

namespace base = chuanzhe::base;
namespace engine = chuanzhe::engine;
namespace output = chuanzhe::output;
namespace scenario = chuanzhe::scenario;

struct Stopwatch {
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::clock_t processor = std::clock();
  std::string text() const {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return fmt::format("{:.2f} s ({:.2f} s of processor)", seconds,
                       static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
  }
};

void measure(const std::string& persons_per_agent, int threads, const std::filesystem::path& file) {
  const scenario::Scenario scenario =
      scenario::load(CHUANZHE_BASELINE, {"run.persons_per_agent=" + persons_per_agent});
  base::ThreadPool pool(threads);
  engine::Continuation once;
  const base::Month end = scenario.run.start - static_cast<int>(scenario.run.burn_in) + 3;
  once.stop_before = end;
  once.keeps = [end](base::Month month) { return month == end; };
  once.keep = [&](const engine::StateView& view) {
    const Stopwatch writing;
    output::write_checkpoint(file, {"bench", "bench", "bench"}, view, pool);
    const std::string written = writing.text();
    const Stopwatch opening;
    const output::CheckpointFile stored(file);
    const std::string opened = opening.text();
    const Stopwatch reading;
    for (const engine::StateColumn& column : view.columns) {
      stored.read(column.name, column.bytes, pool);
    }
    const auto workers = view.columns.front().bytes.size() / view.columns.front().element_size;
    fmt::print(
        "{} workers: write {}, verify {}, read {}, {:.2f} bytes a worker\n", workers, written,
        opened, reading.text(),
        static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(workers));
  };
  engine::run(scenario.inputs(), nullptr, {}, once);
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count != 4) throw std::invalid_argument("PERSONS_PER_AGENT THREADS FILE");
    measure(words[1], std::stoi(words[2]), words[3]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_checkpoint: " << error.what() << '\n';
    return 1;
  }
}
