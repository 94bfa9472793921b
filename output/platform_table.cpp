#include "output/platform_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/csv_table.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;

std::optional<std::size_t> find_row(std::span<const engine::VariableRow> rows,
                                    std::string_view name) {
  const std::vector<Axis> axes = {Axis::county, Axis::city, Axis::sector};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == name && rows[i].axes == axes) return i;
  }
  return {};
}

std::vector<std::string> labels(const engine::RunDescription& run, Axis axis) {
  std::vector<std::string> fields;
  for (const std::string& name : run.axes[static_cast<std::size_t>(axis)].names) {
    fields.push_back(csv_field(name));
  }
  return fields;
}

/// Mean months until noticed, when enough leavers were noticed to tell.
std::string mean_lag(std::int64_t months, std::int64_t leavers) {
  if (leavers < smallest_cell) return "";
  return fmt::format("{:.2f}", static_cast<double>(months) / static_cast<double>(leavers));
}

}  // namespace

std::optional<PlatformColumns> find_platform_columns(std::span<const engine::VariableRow> rows) {
  const auto entered = find_row(rows, "entered"), in_post = find_row(rows, "in_post"),
             left = find_row(rows, "left"), undetected = find_row(rows, "undetected"),
             detected = find_row(rows, "detected"), months = find_row(rows, "detection_months");
  if (!entered || !in_post || !left || !undetected || !detected || !months) return {};
  return PlatformColumns{*entered, *in_post, *left, *undetected, *detected, *months};
}

PlatformTable::PlatformTable(std::unique_ptr<PartFile> file, const engine::RunDescription& run,
                             const PlatformColumns& columns)
    : file_(std::move(file)),
      counties_(labels(run, Axis::county)),
      cities_(labels(run, Axis::city)),
      sectors_(labels(run, Axis::sector)),
      columns_(columns) {
  file_.write(
      "\xEF\xBB\xBFreplicate,month,county,city,sector,entered [persons; empty = below 30],"
      "in_post [persons; empty = below 30],left [persons; empty = below 30],"
      "undetected [persons; empty = below 30],detected [persons; empty = below 30],"
      "mean_detection_lag [month; empty = fewer than 30 detected]\r\n");
}

void PlatformTable::add(const engine::MonthObservation& observation) {
  const auto column = [&](std::size_t row) -> const std::vector<std::int32_t>& {
    return std::get<std::vector<std::int32_t>>(observation.values.at(row));
  };
  const auto &entered = column(columns_.entered), &in_post = column(columns_.in_post),
             &left = column(columns_.left), &undetected = column(columns_.undetected),
             &detected = column(columns_.detected), &months = column(columns_.months);
  for (const auto* other : {&in_post, &left, &undetected, &detected, &months}) {
    if (other->size() != entered.size()) return;  // not all of them were asked for (replay)
  }
  std::string lines;
  for (std::size_t cell = 0; cell < entered.size(); ++cell) {
    const std::int32_t largest =
        std::max({entered[cell], in_post[cell], left[cell], undetected[cell], detected[cell]});
    if (largest < smallest_cell) continue;
    const std::size_t market = cell % (cities_.size() * sectors_.size());
    lines += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", observation.replicate,
                         base::to_string(observation.month),
                         counties_[cell / (cities_.size() * sectors_.size())],
                         cities_[market / sectors_.size()], sectors_[market % sectors_.size()],
                         published(entered[cell]), published(in_post[cell]), published(left[cell]),
                         published(undetected[cell]), published(detected[cell]),
                         mean_lag(months[cell], detected[cell]));
  }
  file_.write(lines);
}

void PlatformTable::finish() { file_.finish(); }

}  // namespace chuanzhe::output
