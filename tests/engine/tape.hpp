// A recorder for tests, and how to read what it kept.
#pragma once

#include <cstring>

#include <catch2/catch.hpp>

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

}  // namespace chuanzhe::test
