// Speed and size of recorded trajectories: random events of the shape of a full run (1.2 million a
// month among 36 million workers, eight types of uneven frequency) through Hdf5Recorder.
// usage: bench_event_stream [months] [threads] [file]; a file that is named is kept.

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "output/hdf5_recorder.hpp"

namespace {

using chuanzhe::engine::Event;

constexpr double events_per_month = 1.2e6;
constexpr double workers = 36e6;

constexpr std::uint8_t home = 254, elsewhere = 255;

/// Most events of 36 million workers happen outside Zhejiang; `city` stands for a city drawn.
struct EventKind {
  std::uint32_t below;  ///< threshold out of 256
  std::uint8_t type, from, to, status;
};
constexpr std::uint8_t city = 0;
constexpr EventKind kinds[] = {{64, 3, home, home, 1},       {120, 4, home, home, 0},
                               {168, 2, home, elsewhere, 2}, {208, 1, elsewhere, home, 0},
                               {222, 5, home, city, 3},      {237, 6, city, city, 4},
                               {251, 12, city, home, 0},     {256, 0, home, home, 0}};

std::uint8_t drawn_city(std::uint32_t byte) {
  constexpr std::uint32_t thresholds[] = {60, 110, 150, 180, 205, 222, 235, 244, 250, 254, 256};
  std::uint8_t value = 0;
  while (byte >= thresholds[value]) ++value;
  return value;
}

Event drawn_event(std::uint32_t worker, std::uint32_t bits) {
  const EventKind* kind = kinds;
  while ((bits & 255U) >= kind->below) ++kind;
  const std::uint8_t place = drawn_city((bits >> 8U) & 255U);
  return {worker, kind->type, kind->from == city ? place : kind->from,
          kind->to == city ? place : kind->to, kind->status};
}

std::vector<Event> random_month(std::mt19937& random) {
  std::vector<Event> events;
  double worker = 0;
  while (true) {
    const double u = (static_cast<double>(random()) + 0.5) / 4294967296.0;
    worker += -std::log(u) * workers / events_per_month;
    if (worker >= workers) return events;
    events.push_back(
        drawn_event(static_cast<std::uint32_t>(worker), static_cast<std::uint32_t>(random())));
  }
}

chuanzhe::engine::RunDescription description(int months) {
  chuanzhe::engine::RunDescription run;
  run.scenario_name = "event stream";
  run.start = chuanzhe::base::Month(2019, 1);
  run.end = run.start + (months - 1);
  return run;
}

}  // namespace

int main(int count, char** arguments) {
  const int months = count > 1 ? std::atoi(arguments[1]) : 24;
  const int threads = count > 2 ? std::atoi(arguments[2]) : 0;
  const std::string path = count > 3 ? arguments[3] : "/tmp/bench_event_stream.h5";
  std::mt19937 random(1);  // NOLINT: the same events in every run
  const std::vector<std::vector<Event>> samples{random_month(random), random_month(random),
                                                random_month(random)};
  const auto start = std::chrono::steady_clock::now();
  chuanzhe::output::Hdf5Recorder recorder(path, chuanzhe::output::Overwrite::allow, {}, threads);
  recorder.begin(description(months));
  double events = 0;
  for (int step = 0; step < months; ++step) {
    const auto& month = samples[static_cast<std::size_t>(step) % samples.size()];
    recorder.month({0, step, chuanzhe::base::Month(2019, 1) + step, {}}, month);
    events += static_cast<double>(month.size());
  }
  recorder.finish();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  std::printf("events %.0f  million_events_per_second %.1f  bytes_per_event %.3f\n", events,
              events / seconds.count() / 1e6, bytes / events);
  if (count <= 3) std::filesystem::remove(path);
}
