// Speed and memory of a run without output: synthesis, burn-in and the month loop of a scenario.
// usage: bench_month_loop [persons per agent] [threads] [scenario]; default 20, all cores, baseline
#include <sys/resource.h>

#include <exception>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "scenario/scenario.hpp"

namespace {

namespace engine = chuanzhe::engine;
namespace scenario = chuanzhe::scenario;

/// Largest resident size of this process so far [bytes].
double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;  // Linux tells KiB
}

void measure(const std::string& persons_per_agent, const std::string& threads,
             const std::string& file) {
  const scenario::Scenario scenario = scenario::load(
      file, {"run.persons_per_agent=" + persons_per_agent, "run.threads=" + threads});
  const double before = peak_bytes();

  const engine::RunReport report = engine::run(scenario.inputs(), nullptr);

  const auto agents = static_cast<double>(report.agents);
  fmt::print("scenario {}  persons_per_agent {}  threads {}\n", scenario.name, persons_per_agent,
             threads == "0" ? "all" : threads);
  fmt::print("agents {}  synthesis_seconds {:.2f}  loop_seconds {:.2f}\n", report.agents,
             report.synthesis_seconds, report.loop_seconds);
  fmt::print("worker_steps {}  nanoseconds_per_step {:.0f}\n", report.worker_steps,
             report.loop_seconds * 1e9 / static_cast<double>(report.worker_steps));
  fmt::print(
      "million_agent_months_per_second {:.1f}  bytes_per_agent {:.1f}  peak_mebibytes {:.0f}\n",
      static_cast<double>(report.agent_months) / report.loop_seconds / 1e6,
      (peak_bytes() - before) / agents, peak_bytes() / 1048576);
}

}  // namespace

int main(int count, char** words) {
  try {
    measure(count > 1 ? words[1] : "20", count > 2 ? words[2] : "0",
            count > 3 ? words[3] : CHUANZHE_BASELINE);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_month_loop: " << error.what() << '\n';
    return 1;
  }
}
