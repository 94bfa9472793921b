// What a month looks like from outside: the rows that name every output variable, and one month's
// values. The engine fills them, recorders receive them as const. A new output column is one row
// in observation.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/month.hpp"
#include "engine/lives.hpp"

namespace chuanzhe::engine {

/// Axes of output variables beside replicate and time.
enum class Axis : std::uint8_t {
  county,
  city,
  sector,
  group,
  status,
  cause,
  policy,
  outcome,
  bin,
  payer,
  receiver
};
inline constexpr std::string_view axis_words[] = {"county", "city",  "sector",  "worker_group",
                                                  "status", "cause", "policy",  "outcome",
                                                  "bin",    "payer", "receiver"};
inline constexpr int axis_count = 11;

/// Describes one variable of shape (replicate, time, axes...).
struct VariableRow {
  std::string_view name;          ///< e.g. "in_post"
  std::string_view unit;          ///< udunits style: "1", "persons", "CNY", "month"
  std::string_view long_name;     ///< one phrase
  std::string_view cell_methods;  ///< e.g. "time: point" (stock) or "time: sum" (flow)
  std::vector<Axis> axes;
  enum class Type : std::uint8_t { int32, int64, float64 } type = Type::int32;
};

/// Values of all variables for one month: `values[i]` belongs to `variable_rows()[i]`, row-major.
using Values =
    std::variant<std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<double>>;
struct MonthObservation {
  int replicate = 0;
  int step = 0;  ///< months since the run's start month, 0-based
  base::Month month;
  std::vector<Values> values;
};

/// Names of the positions along one axis, for coordinates.
struct AxisLabels {
  std::vector<std::string> names;  ///< unique labels, English
};

/// Everything a recorder must know before the first month.
struct RunDescription {
  std::string scenario_name, question;
  std::string resolved_yaml;                                 ///< the whole resolved scenario
  std::vector<std::pair<std::string, std::string>> digests;  ///< (data file, sha-256)
  std::string version, build;                                ///< program version; compiler, flags
  std::int64_t seed = 0;
  int replicates = 1, persons_per_agent = 1;
  base::Month start, end;
  AxisLabels axes[axis_count];
  std::vector<std::string> county_names_zh, county_prefectures, city_names_zh;
  std::vector<int> county_codes, city_codes;
  std::vector<double> county_longitude, county_latitude, city_longitude, city_latitude;
  StandardPay pay;
  std::vector<std::string> policy_levers, policy_payers;  ///< along the policy axis
  std::vector<std::string> event_words, status_words;
  double trajectory_share = 0.01;  ///< share of workers whose events are recorded
  bool life_hash = false;          ///< hashes of all lives are kept
};

/// The rows of every output variable, in file order.
const std::vector<VariableRow>& variable_rows();

/// Receives a run as it goes on. Called from one thread only, replicate by replicate.
class Recorder {
 public:
  virtual ~Recorder() = default;
  virtual void begin(const RunDescription& run) = 0;
  virtual void month(const MonthObservation& observation, std::span<const Event> events) = 0;
  /// Some of a replicate's sampled workers, as they stand before its first month; all of them, in
  /// order of ids, come before that month.
  virtual void sample(int /*replicate*/, std::span<const SampledWorker> /*workers*/) {}
  /// What sampled workers were paid in a month, by worker; comes before that month.
  virtual void payments(int /*replicate*/, int /*step*/, std::span<const Payment> /*payments*/) {}
  /// [worker] hashes of whole lives, after a replicate's last month, when the run keeps them.
  virtual void life_hashes(int /*replicate*/, std::span<const std::uint64_t> /*hashes*/) {}
  virtual void finish() = 0;  ///< completes the output; without it nothing appears under its name
};

}  // namespace chuanzhe::engine
