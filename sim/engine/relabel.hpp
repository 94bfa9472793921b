// Tells a stored run to a recorder of another scenario: what stands by policy is put where the
// policy stands there, found by its id. Policies that the stored run had not have zeros.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/observation.hpp"

namespace chuanzhe::engine {

class Relabel : public Recorder {
 public:
  /// `stored` are the ids of the run that is told, `now` describes the run of `to`.
  Relabel(Recorder& to, const std::vector<std::string>& stored, const RunDescription& now);

  void begin(const RunDescription&) override {}  ///< `to` is begun by its own run
  void month(const MonthObservation& observation, std::span<const Event> events) override;
  void sample(int replicate, std::span<const SampledWorker> workers) override {
    to_.sample(replicate, workers);  // whom the policies reach is judged by the run of `to`
  }
  void payments(int replicate, int step, std::span<const Payment> payments) override;
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override {
    to_.life_hashes(replicate, hashes);
  }
  void finish() override {}

 private:
  Recorder& to_;
  bool same_;
  std::vector<std::optional<std::size_t>> places_;  ///< by stored policy: where it stands now
  std::size_t policies_;
  std::vector<std::size_t> cells_;  ///< by row: cells of one policy; 0 = not by policy
};

}  // namespace chuanzhe::engine
