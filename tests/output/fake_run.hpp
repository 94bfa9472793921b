// A run small enough to check by hand: two counties, two cities, three months, two replicates.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "../folder.hpp"
#include "engine/observation.hpp"

namespace chuanzhe::output::test {

using chuanzhe::test::Folder;

namespace fs = std::filesystem;

inline const std::vector<engine::VariableRow>& rows() {
  using enum engine::Axis;
  using Type = engine::VariableRow::Type;
  static const std::vector<engine::VariableRow> table{
      {"in_post", "persons", "workers in post", "time: point", {county, city}, Type::int32},
      {"gross_pay", "fen", "gross pay", "time: sum", {county}, Type::int64},
      {"tightness", "1", "vacancies per seeker", "time: point", {city}, Type::float64},
      {"paid", "fen", "policy spending", "time: sum", {policy}, Type::int64}};
  return table;
}

inline engine::RunDescription run(int months = 3, bool has_policy = false) {
  engine::RunDescription run;
  run.scenario_name = "fake";
  run.question = "What if 四川?";
  run.resolved_yaml = "name: fake\n";
  run.digests = {{"counties.csv", "abc"}};
  run.version = "0.1.0";
  run.build = "test";
  run.seed = 7;
  run.replicates = 2;
  run.start = base::Month(2019, 11);
  run.end = run.start + (months - 1);
  run.axes[static_cast<int>(engine::Axis::county)].names = {"Qu", "Da, zhu"};
  run.axes[static_cast<int>(engine::Axis::city)].names = {"Hangzhou", "Ningbo"};
  run.county_codes = {511725, 511724};
  run.city_codes = {330100, 330200};
  run.county_names_zh = {"渠县", "大竹县"};
  run.city_longitude = {120.2, 121.6};
  run.axes[static_cast<int>(engine::Axis::sector)].names = {"light", "retail"};
  run.event_words = {"hired", "left post"};
  run.status_words = {"home", "in_post"};
  if (has_policy) {
    run.axes[static_cast<int>(engine::Axis::policy)].names = {"voucher"};
    run.policy_levers = {"travel_voucher"};
    run.policy_payers = {"province"};
    run.life_hash = true;
    run.pay = {{900, 950}, {3600, 3700}, {5000, 5100}, {}, {}, {}};
    for (auto* row : {&run.pay.elsewhere, &run.pay.outgoing_index, &run.pay.local_index}) {
      row->assign(static_cast<std::size_t>(months), 1.1);
    }
  }
  return run;
}

inline engine::MonthObservation month(const engine::RunDescription& run, int replicate, int step) {
  const std::int32_t base = 100 * replicate + 10 * step;
  engine::MonthObservation observation{replicate, step, run.start + step, {}};
  observation.values = {std::vector<std::int32_t>{base, base + 1, base + 2, base + 3},
                        std::vector<std::int64_t>{base * 1'000'000'000LL, 5},
                        std::vector<double>{0.5, 1.5}, std::vector<std::int64_t>{base}};
  if (run.policy_levers.empty()) observation.values[3] = std::vector<std::int64_t>{};
  return observation;
}

inline std::vector<engine::Event> events(std::uint32_t count, std::uint32_t stride = 3) {
  std::vector<engine::Event> list;
  for (std::uint32_t i = 0; i < count; ++i) {
    list.push_back({5 + i / 2 * stride, static_cast<std::uint8_t>(i % 2), 254,
                    static_cast<std::uint8_t>(i * i % 7 % 2), 1});
  }
  return list;
}

inline std::vector<engine::SampledWorker> sample(int replicate) {
  const auto worker = static_cast<std::uint32_t>(replicate);
  return {{worker, 0, 7, 1, 1, 0, 1.25F, 5, 1},
          {worker + 9, 1, 40, 0, 254, engine::no_sector, 0.75F, 1U << 25U}};
}

inline std::vector<engine::Payment> payments(int step) {
  std::vector<engine::Payment> list(static_cast<std::size_t>(step % 4), {9, 0, 30'000});
  if (!list.empty()) list.back().fen = -5'000'000'000;
  return list;
}

inline void record(engine::Recorder& recorder, const engine::RunDescription& run,
                   const std::vector<engine::Event>& list) {
  recorder.begin(run);
  for (int replicate = 0; replicate < run.replicates; ++replicate) {
    recorder.sample(replicate, sample(replicate));
    for (int step = 0; step <= run.end - run.start; ++step) {
      if (!run.policy_levers.empty()) recorder.payments(replicate, step, payments(step));
      recorder.month(month(run, replicate, step), list);
    }
    if (run.life_hash) {
      recorder.life_hashes(replicate, std::vector<std::uint64_t>(70'000, std::uint64_t{1} << 60U));
    }
  }
}

inline std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace chuanzhe::output::test
