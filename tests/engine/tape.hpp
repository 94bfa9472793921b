// What a run told its recorder, and shorthands for tests of whole runs.
#pragma once

#include <cstring>

#include <catch2/catch.hpp>

#include "policy/levers/levers.hpp"
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
  void finish() override {}

  std::vector<engine::MonthObservation> months;
  std::vector<engine::Event> lives;
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
  return a.lives.empty() ||
         std::memcmp(a.lives.data(), b.lives.data(), a.lives.size() * sizeof(engine::Event)) == 0;
}

inline std::size_t column(std::string_view name) {
  const auto& rows = engine::variable_rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == name) return i;
  }
  FAIL("no column " << name);
  return 0;
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

/// Sets a lever's number; money in CNY.
inline void set(policy::Lever& lever, std::string_view key, double number) {
  for (base::FieldRef& field : lever.fields()) {
    if (field.key != key) continue;
    if (auto* fen = std::get_if<base::Fen*>(&field.target)) **fen = base::fen_from_yuan(number);
    if (auto* real = std::get_if<double*>(&field.target)) **real = number;
    if (auto* whole = std::get_if<std::int64_t*>(&field.target)) {
      **whole = static_cast<std::int64_t>(number);
    }
  }
}

inline policy::Policy make(std::unique_ptr<policy::Lever> lever, std::string_view key,
                           double number) {
  set(*lever, key, number);
  policy::Policy policy;
  policy.id = std::string(lever->info().name);
  policy.lever = std::move(lever);
  return policy;
}

}  // namespace chuanzhe::test
