#include "output/tee_recorder.hpp"

#include <utility>

namespace chuanzhe::output {

TeeRecorder::TeeRecorder(std::vector<std::unique_ptr<engine::Recorder>> recorders)
    : recorders_(std::move(recorders)) {}

void TeeRecorder::begin(const engine::RunDescription& run) {
  for (auto& recorder : recorders_) recorder->begin(run);
}

void TeeRecorder::month(const engine::MonthObservation& observation,
                        std::span<const engine::Event> events) {
  for (auto& recorder : recorders_) recorder->month(observation, events);
}

void TeeRecorder::finish() {
  for (auto& recorder : recorders_) recorder->finish();
}

}  // namespace chuanzhe::output
