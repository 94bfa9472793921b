// Compares a run, as it goes on, with a stored one, and keeps the first place where they differ:
// what `chuanzhe verify` tells. Variables that the file lacks (it is older) are not compared.
#pragma once

#include <optional>
#include <string>

#include "engine/observation.hpp"
#include "output/stored_run.hpp"

namespace chuanzhe::output {

class DifferenceFinder : public engine::Recorder {
 public:
  /// `stored` must outlive the finder.
  explicit DifferenceFinder(StoredRun& stored,
                            std::span<const engine::VariableRow> rows = engine::variable_rows());

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override;

  /// "replicate 1, 2022-03: in_post of Qu, Hangzhou, textile is 40 in the file, 60 when run again"
  const std::optional<std::string>& first_difference() const { return first_; }
  std::int64_t months_compared() const { return months_; }

 private:
  void note(const std::string& where, const std::string& what);
  void compare_values(const std::string& where, const engine::MonthObservation& stored,
                      const engine::MonthObservation& now);
  void compare_events(const std::string& where, std::span<const engine::Event> stored,
                      std::span<const engine::Event> now);
  std::string cell_name(const engine::VariableRow& row, std::size_t index) const;

  StoredRun& stored_;
  std::span<const engine::VariableRow> rows_;
  engine::RunDescription run_;
  std::optional<std::string> first_;
  std::int64_t months_ = 0;
};

}  // namespace chuanzhe::output
