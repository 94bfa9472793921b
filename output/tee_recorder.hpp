// Tells several recorders about one run.
#pragma once

#include <memory>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::output {

class TeeRecorder : public engine::Recorder {
 public:
  explicit TeeRecorder(std::vector<std::unique_ptr<engine::Recorder>> recorders);

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override;
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override;
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override;
  void finish() override;  ///< in the order given; an error leaves the later ones unfinished

 private:
  std::vector<std::unique_ptr<engine::Recorder>> recorders_;
};

}  // namespace chuanzhe::output
