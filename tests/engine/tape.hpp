// Runs a small world and keeps what a recorder was told; policies from plain numbers.
#pragma once

#include <catch2/catch.hpp>

#include "../variable_row.hpp"
#include "small_world.hpp"

namespace chuanzhe::test {

/// Keeps every byte a recorder is told.
class Tape : public engine::Recorder {
 public:
  void begin(const engine::RunDescription&) override {}
  void month(const engine::MonthObservation& o, std::span<const engine::Event> events) override {
    months.push_back(o);
    for (const engine::Event& e : events) lives.push_back(e);
  }
  void sample(int, std::span<const engine::SampledWorker> workers) override {
    sampled.insert(sampled.end(), workers.begin(), workers.end());
  }
  void payments(int, int step, std::span<const engine::Payment> list) override {
    for (const engine::Payment& payment : list) paid.push_back({step, payment});
  }
  void life_hashes(int, std::span<const std::uint64_t> all) override {
    hashes.insert(hashes.end(), all.begin(), all.end());
  }
  void finish() override {}

  std::vector<engine::MonthObservation> months;
  std::vector<engine::Event> lives;
  std::vector<engine::SampledWorker> sampled;
  std::vector<std::pair<int, engine::Payment>> paid;  ///< with the month's step
  std::vector<std::uint64_t> hashes;
};

inline Tape record(SmallRun& run) {
  Tape tape;
  engine::run(run.inputs(), &tape);
  return tape;
}

inline bool same(const Tape& a, const Tape& b) {
  if (a.months.size() != b.months.size() || a.lives.size() != b.lives.size()) return false;
  for (std::size_t i = 0; i < a.months.size(); ++i) {
    if (a.months[i].values != b.months[i].values) return false;
  }
  return a.lives == b.lives && a.sampled == b.sampled && a.paid == b.paid && a.hashes == b.hashes;
}

inline double total(const engine::MonthObservation& o, std::string_view name) {
  return std::visit(
      [](const auto& values) {
        double sum = 0;
        for (const auto v : values) sum += static_cast<double>(v);
        return sum;
      },
      o.values[column(name)]);
}

/// Sets whole numbers, shares, flags, amounts (in CNY) and words of a lever by name.
inline void set(policy::Lever& lever, std::string_view key, double value) {
  for (base::FieldRef& field : lever.fields()) {
    if (field.key != key) continue;
    if (auto* fen = std::get_if<base::Fen*>(&field.target)) **fen = base::fen_from_yuan(value);
    if (auto* flag = std::get_if<bool*>(&field.target)) **flag = value != 0;
    if (auto* real = std::get_if<double*>(&field.target)) **real = value;
    if (auto* whole = std::get_if<std::int64_t*>(&field.target)) {
      **whole = static_cast<std::int64_t>(value);
    }
    if (auto* word = std::get_if<base::Choice>(&field.target)) {
      *word->index = static_cast<int>(value);
    }
    return;
  }
  FAIL("no field " << key);
}

using Settings = std::vector<std::pair<std::string_view, double>>;

/// Everywhere, from the first month on, taken up by all.
inline policy::Policy make_policy(std::unique_ptr<policy::Lever> lever, const Settings& settings) {
  for (const auto& [key, value] : settings) set(*lever, key, value);
  policy::Policy policy;
  policy.id = std::string(lever->info().name);
  policy.scope.from = base::Month(2019, 1);
  policy.scope.take_up = 1;
  policy.lever = std::move(lever);
  return policy;
}

/// Cells of one variable in one month, as whole numbers.
inline std::vector<std::int64_t> cells(const engine::MonthObservation& o, std::string_view name) {
  return std::visit(
      [](const auto& values) { return std::vector<std::int64_t>(values.begin(), values.end()); },
      o.values[column(name)]);
}

}  // namespace chuanzhe::test
