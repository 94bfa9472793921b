// The platform's ledger as a CSV file: who entered, is in post, left and is not noticed yet, by
// county, city, sector and month, with the mean months until leavers were noticed. Cells below 30
// persons are left empty and lines of empty cells left out, so that nobody can be told apart.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "output/part_text.hpp"

namespace chuanzhe::output {

/// Where the ledger's columns stand among the variable rows.
struct PlatformColumns {
  std::size_t entered = 0, in_post = 0, left = 0, undetected = 0, detected = 0, months = 0;
};
/// Empty when one of the columns is missing.
std::optional<PlatformColumns> find_platform_columns(std::span<const engine::VariableRow> rows);

class PlatformTable {
 public:
  PlatformTable(std::unique_ptr<PartFile> file, const engine::RunDescription& run,
                const PlatformColumns& columns);

  void add(const engine::MonthObservation& observation);
  void finish();  ///< flushes, syncs and publishes; throws RunError

 private:
  PartText file_;
  std::vector<std::string> counties_, cities_, sectors_;
  PlatformColumns columns_;
};

}  // namespace chuanzhe::output
