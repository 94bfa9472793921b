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

void TeeRecorder::sample(int replicate, std::span<const engine::SampledWorker> workers) {
  for (const auto& recorder : recorders_) recorder->sample(replicate, workers);
}

void TeeRecorder::payments(int replicate, int step, std::span<const engine::Payment> payments) {
  for (const auto& recorder : recorders_) recorder->payments(replicate, step, payments);
}

void TeeRecorder::life_hashes(int replicate, std::span<const std::uint64_t> hashes) {
  for (const auto& recorder : recorders_) recorder->life_hashes(replicate, hashes);
}

void TeeRecorder::finish() {
  for (auto& recorder : recorders_) recorder->finish();
}

}  // namespace chuanzhe::output
