#include "study/comparison.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

template <class Value>
void add_new(std::vector<Value>& list, const std::vector<Value>& more) {
  for (const Value& value : more) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }
}

std::vector<double> along_replicates(const Measures& measures, std::size_t request) {
  std::vector<double> values;
  for (const auto& replicate : measures.values()) values.push_back(replicate[request]);
  return values;
}

}  // namespace

std::vector<Horizon> horizons_of(const ComparisonPlan& plan) {
  constexpr int short_term = 36, long_term = 120;
  const int there = plan.months.last - plan.policy_begins + 1;
  std::vector<Horizon> horizons;
  for (const int wanted : {short_term, long_term}) {
    const int months = std::min(wanted, there);
    if (!horizons.empty() && horizons.back().months == months) continue;
    horizons.push_back({months, {plan.policy_begins, plan.policy_begins + (months - 1)}});
  }
  return horizons;
}

std::string in_words(const Horizon& horizon) {
  if (horizon.months % 12 != 0) return fmt::format("{} months", horizon.months);
  return horizon.months == 12 ? "1 year" : fmt::format("{} years", horizon.months / 12);
}

const std::vector<double>& Reading::measure(const std::string& request) const {
  const auto at = measures.find(request);
  base::expect(at != measures.end(), "a table uses what it said it needs");
  return at->second;
}

const Cells& Reading::breakdown(const BreakdownRequest& request) const {
  const auto at = breakdowns.find(request);
  base::expect(at != breakdowns.end(), "a table uses what it said it needs");
  return at->second;
}

void Reading::append(const Reading& later) {
  for (auto& [request, values] : measures) {
    const auto& more = later.measure(request);
    values.insert(values.end(), more.begin(), more.end());
  }
  for (auto& [request, cells] : breakdowns) {
    const auto& more = later.breakdown(request).by_replicate;
    cells.by_replicate.insert(cells.by_replicate.end(), more.begin(), more.end());
  }
  run.replicates += later.run.replicates;
}

Reader::Reader(const Needs& needs)
    : requests_(needs.measures), measures_(needs.measures), breakdowns_(needs.breakdowns) {}

void Reader::begin(const engine::RunDescription& run) {
  run_ = run;
  measures_.begin(run);
  breakdowns_.begin(run);
}

void Reader::month(const engine::MonthObservation& observation,
                   std::span<const engine::Event> events) {
  measures_.month(observation, events);
  breakdowns_.month(observation, events);
}

void Reader::finish() {
  measures_.finish();
  breakdowns_.finish();
}

std::vector<std::string> Reader::variables() const {
  std::vector<std::string> names = measures_.variables();
  add_new(names, breakdowns_.variables());
  return names;
}

Reading Reader::reading() const {
  Reading reading;
  reading.run = run_;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    reading.infos[requests_[i]] = measures_.infos()[i];
    reading.measures[requests_[i]] = along_replicates(measures_, i);
  }
  for (std::size_t i = 0; i < breakdowns_.requests().size(); ++i) {
    reading.breakdowns[breakdowns_.requests()[i]] = breakdowns_.cells()[i];
  }
  return reading;
}

Needs needs_of(const ComparisonPlan& plan) {
  Needs all;
  for (const TableMaker& table : comparison_tables()) {
    const Needs needs = table.needs(plan);
    add_new(all.measures, needs.measures);
    add_new(all.breakdowns, needs.breakdowns);
  }
  return all;
}

}  // namespace chuanzhe::study
