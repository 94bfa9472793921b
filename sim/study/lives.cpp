#include "study/lives.hpp"

#include <algorithm>
#include <utility>

namespace chuanzhe::study {
namespace {

/// The rows of one worker in rows sorted by worker.
template <class Row, class WorkerOf>
std::span<const Row> rows_of(const std::vector<Row>& rows, std::uint32_t worker,
                             WorkerOf worker_of) {
  const auto first = std::partition_point(rows.begin(), rows.end(),
                                          [&](const Row& row) { return worker_of(row) < worker; });
  const auto last = std::partition_point(first, rows.end(),
                                         [&](const Row& row) { return worker_of(row) == worker; });
  return {first, last};
}

std::uint32_t worker_of_event(const DatedEvent& row) { return row.event.worker; }
std::uint32_t worker_of_payment(const DatedPayment& row) { return row.payment.worker; }

}  // namespace

std::span<const DatedEvent> Lives::events_of(std::uint32_t worker) const {
  return rows_of(events, worker, worker_of_event);
}

std::span<const DatedPayment> Lives::payments_of(std::uint32_t worker) const {
  return rows_of(payments, worker, worker_of_payment);
}

std::vector<Spot> spots_of(const engine::SampledWorker& worker, std::span<const DatedEvent> events,
                           int months) {
  Spot now{static_cast<world::Status>(worker.status), worker.place, worker.sector};
  std::vector<Spot> spots;
  spots.reserve(static_cast<std::size_t>(months));
  std::size_t next = 0;
  for (int step = 0; step < months; ++step) {
    for (; next < events.size() && events[next].step <= step; ++next) {
      const engine::Event& event = events[next].event;
      now = {static_cast<world::Status>(event.status), event.to, event.sector};
    }
    spots.push_back(now);
  }
  return spots;
}

void LifeBook::begin(const engine::RunDescription& run) {
  run_ = run;
  lives_.months = run.end - run.start + 1;
}

void LifeBook::turn_to(int replicate) {
  if (replicate == replicate_) return;
  hand_on();
  replicate_ = replicate;
}

void LifeBook::sample(int replicate, std::span<const engine::SampledWorker> workers) {
  turn_to(replicate);
  lives_.workers.insert(lives_.workers.end(), workers.begin(), workers.end());
}

void LifeBook::payments(int replicate, int step, std::span<const engine::Payment> payments) {
  turn_to(replicate);
  for (const engine::Payment& payment : payments) lives_.payments.push_back({step, payment});
}

void LifeBook::month(const engine::MonthObservation& observation,
                     std::span<const engine::Event> events) {
  turn_to(observation.replicate);
  for (const engine::Event& event : events) lives_.events.push_back({observation.step, event});
}

void LifeBook::life_hashes(int replicate, std::span<const std::uint64_t> hashes) {
  turn_to(replicate);
  lives_.hashes.assign(hashes.begin(), hashes.end());
}

void LifeBook::finish() { hand_on(); }

void LifeBook::hand_on() {
  const int months = lives_.months;
  std::stable_sort(
      lives_.events.begin(), lives_.events.end(),
      [](const DatedEvent& a, const DatedEvent& b) { return a.event.worker < b.event.worker; });
  std::stable_sort(lives_.payments.begin(), lives_.payments.end(),
                   [](const DatedPayment& a, const DatedPayment& b) {
                     return a.payment.worker < b.payment.worker;
                   });
  on_replicate_(replicate_, std::exchange(lives_, {}));
  lives_.months = months;
}

}  // namespace chuanzhe::study
