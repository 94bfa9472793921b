#include "engine/tally.hpp"

#include <algorithm>

namespace chuanzhe::engine {
namespace {

/// Calls `visit(member)` for every column of both tallies alike.
template <class Visit>
void for_each_column(Tally& a, const Tally& b, Visit visit) {
  visit(a.status_change, b.status_change);
  visit(a.in_post, b.in_post);
  visit(a.searching, b.searching);
  visit(a.at_home, b.at_home);
  visit(a.poor, b.poor);
  visit(a.by_group, b.by_group);
  visit(a.entered, b.entered);
  visit(a.left, b.left);
  visit(a.cause, b.cause);
  visit(a.festival, b.festival);
  visit(a.festival_group, b.festival_group);
  visit(a.tenure, b.tenure);
  visit(a.stay, b.stay);
  visit(a.market_seeking, b.market_seeking);
  visit(a.pay, b.pay);
  visit(a.pupils, b.pupils);
  visit(a.settled, b.settled);
  visit(a.tenants, b.tenants);
  visit(a.rent_paid, b.rent_paid);
}

}  // namespace

Tally::Tally(int counties, int policies) : ledger(policies) {
  const auto n = static_cast<std::size_t>(counties);
  status_change.resize(n * world::status_count);
  for (auto* column : {&in_post, &entered, &left}) column->resize(n * base::market_count);
  for (auto* column : {&searching, &at_home, &poor}) {
    column->resize(n * base::city_count);
  }
  by_group.resize(std::size_t{base::city_count} * world::group_count);
  cause.resize(std::size_t{base::city_count} * event_type_count);
  festival.resize(std::size_t{base::market_count} * outcome_count);
  festival_group.resize(std::size_t{world::group_count} * outcome_count);
  tenure.resize(spell_bins);
  stay.resize(spell_bins);
  market_seeking.resize(base::market_count);
  pay.resize(n);
  for (auto* column : {&pupils, &settled, &tenants}) column->resize(base::city_count);
  rent_paid.resize(base::city_count);
}

void Tally::clear() {
  for_each_column(*this, *this,
                  [](auto& column, const auto&) { std::fill(column.begin(), column.end(), 0); });
  ledger.clear();
  worker_steps = capped_loops = 0;
}

void Tally::add(const Tally& other) {
  for_each_column(*this, other, [](auto& mine, const auto& theirs) {
    for (std::size_t i = 0; i < mine.size(); ++i) mine[i] += theirs[i];
  });
  ledger.add(other.ledger);
  worker_steps += other.worker_steps;
  capped_loops += other.capped_loops;
}

void Tally::count_present(const world::Worker& worker, std::uint8_t market, base::Month now,
                          int sign) {
  const std::size_t cell = std::size_t{worker.origin} * base::city_count + worker.place;
  by_group[std::size_t{worker.place} * world::group_count +
           static_cast<std::size_t>(worker.group(now))] += sign;
  if (worker.poor) poor[cell] += sign;
  if (worker.has(world::flag::child_admitted)) pupils[worker.place] += sign;
  if (worker.has(world::flag::settled)) settled[worker.place] += sign;
  if (worker.status() == world::Status::searching) {
    searching[cell] += sign;
    market_seeking[market] += sign;
    return;
  }
  if (worker.status() == world::Status::festival_home) {
    at_home[cell] += sign;
    return;
  }
  in_post[std::size_t{worker.origin} * base::market_count + market] += sign;
  const int last = spell_bins - 1;
  tenure[static_cast<std::size_t>(std::clamp(now.index - worker.job_start, 0, last))] += sign;
  stay[static_cast<std::size_t>(std::clamp(now.index - worker.stay_start, 0, last))] += sign;
}

}  // namespace chuanzhe::engine
