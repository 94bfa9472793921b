// Single lives as results keep them: who is observed, what happens to them, what they are paid, and
// a hash of the whole life of every worker (docs/lives.md). Enough to rebuild where an observed
// worker was in every month of a run.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace chuanzhe::engine {

inline constexpr std::uint8_t no_sector = 255;  ///< not in Zhejiang

/// One event of a sampled worker's life; ordered by month, then worker, then time in the month.
struct Event {
  std::uint32_t worker = 0;
  std::uint8_t type = 0;    ///< index into event_words
  std::uint8_t from = 0;    ///< place code before: 0..10 city, 254 home county, 255 elsewhere
  std::uint8_t to = 0;      ///< place code after
  std::uint8_t status = 0;  ///< status at the end of the month
  std::uint8_t sector = no_sector;  ///< of the post held or sought at the end of the month
  bool operator==(const Event&) const = default;
};

/// A worker whose events are recorded, before the first month of a run.
struct SampledWorker {
  std::uint32_t worker = 0;
  std::uint8_t county = 0;          ///< of origin
  std::uint8_t group = 0;           ///< 0..47
  std::uint8_t status = 0;          ///< world::Status
  std::uint8_t place = 0;           ///< place code
  std::uint8_t sector = no_sector;  ///< of the post held or sought
  float productivity = 1;           ///< q: factor on the pay of every post
  std::uint32_t words = 0;          ///< bit w: world::GroupWord w is true of the worker
  std::uint32_t reach = 0;          ///< bit p: policy p of the first 32 reaches the worker
  bool operator==(const SampledWorker&) const = default;
};

/// Money a policy paid to a sampled worker in a month.
struct Payment {
  std::uint32_t worker = 0;
  std::uint8_t policy = 0;
  std::int64_t fen = 0;  ///< for all persons the agent stands for; negative = paid back
  auto operator<=>(const Payment&) const = default;
};

/// What work pays before the worker's productivity and the firm's own premium: turns a life into
/// an income.
struct StandardPay {
  std::vector<double> county_home, county_local;    ///< [CNY/month, 2021]
  std::vector<double> sector;                       ///< [CNY/month, 2021]
  std::vector<double> elsewhere;                    ///< by month of the run [CNY/month, nominal]
  std::vector<double> outgoing_index, local_index;  ///< by month of the run, 2021 = 1
};

/// The hash of a life and one event more.
constexpr std::uint64_t extend_life(std::uint64_t life, std::uint64_t event) {
  return (std::rotl(life, 27) ^ (event * 0x9e3779b97f4a7c15U)) * 0xff51afd7ed558ccdU;
}

}  // namespace chuanzhe::engine
