// The observed lives of one replicate, rebuilt from what a recorder is told: where every sampled
// worker was in every month, and what policies paid. Pairs of such lives are what the coherence
// meter, deadweight, displacement and incidence are computed from (docs/lives.md).
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/events.hpp"
#include "engine/observation.hpp"
#include "world/worker.hpp"

namespace chuanzhe::study {

struct DatedEvent {
  int step = 0;  ///< months since the start of the run
  engine::Event event;
};
struct DatedPayment {
  int step = 0;
  engine::Payment payment;
};

/// Where a worker is at the end of a month.
struct Spot {
  world::Status status = world::Status::home;
  std::uint8_t place = world::place_home;  ///< city, home or elsewhere
  std::uint8_t sector = engine::no_sector;
  bool in_post() const { return status == world::Status::in_post; }
  /// In post, or at home for the festival with the post held.
  bool holds_post() const { return in_post() || status == world::Status::festival_home; }
  bool operator==(const Spot&) const = default;
};

/// One replicate.
struct Lives {
  int months = 0;
  std::vector<engine::SampledWorker> workers;  ///< by id
  std::vector<DatedEvent> events;              ///< by worker, then in time
  std::vector<DatedPayment> payments;          ///< by worker, then in time
  std::vector<std::uint64_t> hashes;           ///< [worker] of all lives; empty = not kept

  std::span<const DatedEvent> events_of(std::uint32_t worker) const;
  std::span<const DatedPayment> payments_of(std::uint32_t worker) const;
};

/// The end of every month of one life.
std::vector<Spot> spots_of(const engine::SampledWorker& worker, std::span<const DatedEvent> events,
                           int months);

/// Gathers the lives of a run or of a stored result and hands each replicate on when it is whole,
/// so that memory holds one replicate.
class LifeBook : public engine::Recorder {
 public:
  using OnReplicate = std::function<void(int replicate, Lives lives)>;
  explicit LifeBook(OnReplicate on_replicate) : on_replicate_(std::move(on_replicate)) {}

  void begin(const engine::RunDescription& run) override;
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override;
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override;
  void finish() override;

  const engine::RunDescription& run() const { return run_; }

 private:
  void turn_to(int replicate);
  void hand_on();

  OnReplicate on_replicate_;
  engine::RunDescription run_;
  int replicate_ = 0;
  Lives lives_;
};

}  // namespace chuanzhe::study
