#include "output/difference_finder.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

/// Fields of an event in the order they are told.
std::array<std::uint32_t, 6> fields_of(const engine::Event& event) {
  return {event.worker, event.type, event.from, event.to, event.status, event.sector};
}

}  // namespace

DifferenceFinder::DifferenceFinder(StoredRun& stored, std::span<const engine::VariableRow> rows)
    : stored_(stored), rows_(rows) {}

void DifferenceFinder::note(const std::string& where, const std::string& what) {
  if (!first_) first_ = where + ": " + what;
}

void DifferenceFinder::begin(const engine::RunDescription& run) {
  run_ = run;
  const engine::RunDescription& stored = stored_.description();
  for (int i = 0; i < engine::axis_count; ++i) {
    if (run.axes[i].names != stored.axes[i].names) {
      note("axes",
           fmt::format("the labels along {} are others when run again", engine::axis_words[i]));
    }
  }
  if (months_of(run) != months_of(stored) || run.replicates != stored.replicates) {
    note("length",
         fmt::format("{} replicates of {} months in the file, {} of {} when run again",
                     stored.replicates, months_of(stored), run.replicates, months_of(run)));
  }
}

void DifferenceFinder::month(const engine::MonthObservation& observation,
                             std::span<const engine::Event> events) {
  if (first_) return;
  ++months_;
  const auto stored = stored_.month(observation.replicate, observation.step);
  const std::string where =
      fmt::format("replicate {}, {}", observation.replicate, base::to_string(observation.month));
  compare_values(where, stored, observation);
  compare_events(where, stored_.events(observation.replicate, observation.step), events);
}

void DifferenceFinder::finish() {
  base::expect(first_ || months_ == std::int64_t{run_.replicates} * months_of(run_),
               "every month was compared");
}

void DifferenceFinder::compare_values(const std::string& where,
                                      const engine::MonthObservation& stored,
                                      const engine::MonthObservation& now) {
  for (std::size_t i = 0; i < rows_.size() && !first_; ++i) {
    if (!stored_.has(i) || stored.values[i] == now.values[i]) continue;
    std::visit(
        [&](const auto& mine) {
          const auto& theirs = std::get<std::decay_t<decltype(mine)>>(now.values[i]);
          const auto at = std::mismatch(mine.begin(), mine.end(), theirs.begin(), theirs.end());
          const auto index = static_cast<std::size_t>(at.first - mine.begin());
          note(where, fmt::format("{} is {} in the file, {} when run again",
                                  cell_name(rows_[i], index), *at.first, *at.second));
        },
        stored.values[i]);
  }
}

void DifferenceFinder::compare_events(const std::string& where,
                                      std::span<const engine::Event> stored,
                                      std::span<const engine::Event> now) {
  if (first_) return;
  const std::size_t both = std::min(stored.size(), now.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (fields_of(stored[i]) == fields_of(now[i])) continue;
    note(where,
         fmt::format("event {} (worker, type, from, to, status, sector) is {} in the file, {} when "
                     "run again",
                     i, fmt::join(fields_of(stored[i]), " "), fmt::join(fields_of(now[i]), " ")));
    return;
  }
  if (stored.size() != now.size()) {
    note(where, fmt::format("{} events in the file, {} when run again", stored.size(), now.size()));
  }
}

std::string DifferenceFinder::cell_name(const engine::VariableRow& row, std::size_t index) const {
  std::vector<std::string> labels;
  for (auto axis = row.axes.rbegin(); axis != row.axes.rend(); ++axis) {
    const auto& names = run_.axes[static_cast<int>(*axis)].names;
    labels.insert(labels.begin(), names[index % names.size()]);
    index /= names.size();
  }
  const std::string name(row.name);
  return labels.empty() ? name : fmt::format("{} of {}", name, fmt::join(labels, ", "));
}

}  // namespace chuanzhe::output
