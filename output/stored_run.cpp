#include "output/stored_run.hpp"

#include <algorithm>
#include <utility>

#include "output/file_reader.hpp"
#include "output/run_coordinates.hpp"
#include "output/run_description.hpp"
#include "output/value_types.hpp"

namespace chuanzhe::output {
namespace {

using engine::RunDescription;
using engine::VariableRow;
using Asked = std::optional<std::vector<std::string>>;

bool is_asked(const VariableRow& row, const Asked& asked) {
  return !asked || std::find(asked->begin(), asked->end(), row.name) != asked->end();
}

bool has_empty_axis(const VariableRow& row, const RunDescription& run) {
  return std::any_of(row.axes.begin(), row.axes.end(),
                     [&](engine::Axis axis) { return length_of(run, axis) == 0; });
}

void require_known(const Asked& asked, std::span<const VariableRow> rows) {
  if (!asked) return;
  for (const std::string& name : *asked) {
    const bool known = std::any_of(rows.begin(), rows.end(),
                                   [&](const VariableRow& row) { return row.name == name; });
    base::expect(known, "only variables that results have are asked for");
  }
}

/// The variables to read, along the rows; none where nothing is to be read.
std::vector<std::optional<StoredVariable>> open_variables(hid_t file, const RunDescription& run,
                                                          const Asked& asked,
                                                          std::span<const VariableRow> rows) {
  std::vector<std::optional<StoredVariable>> variables(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_asked(rows[i], asked) || has_empty_axis(rows[i], run)) continue;
    if (!has_link(file, std::string(rows[i].name))) {
      if (!asked) continue;
      throw Hdf5Failure("it has no variable '" + std::string(rows[i].name) +
                        "' (it was written by version " + run.version + ") run it again");
    }
    variables[i].emplace(file, rows[i], run);
  }
  return variables;
}

}  // namespace

StoredRun::StoredRun(std::filesystem::path path, const Asked& variables, WithEvents with_events,
                     std::span<const VariableRow> rows)
    : path_(std::move(path)), rows_(rows), file_(open_result(path_)) {
  require_known(variables, rows);
  reading(path_, [&] {
    run_ = describe_stored(file_.get());
    variables_ = open_variables(file_.get(), run_, variables, rows);
    if (with_events == WithEvents::yes) events_.emplace(file_.get(), run_);
  });
}

engine::MonthObservation StoredRun::month(int replicate, int step) {
  base::expect(replicate >= 0 && replicate < run_.replicates && step >= 0 && step < months_of(run_),
               "a month of the stored run is asked for");
  load_year(replicate, step);
  engine::MonthObservation month{replicate, step, run_.start + step, {}};
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    month.values.push_back(variables_[i] ? variables_[i]->month(step) : no_values(rows_[i].type));
  }
  return month;
}

std::span<const engine::Event> StoredRun::events(int replicate, int step) {
  if (!events_) return {};
  return reading(path_, [&] { return std::span(events_->month(replicate, step)); });
}

void StoredRun::load_year(int replicate, int step) {
  const int year = step / months_in_chunk;
  if (replicate == loaded_replicate_ && year == loaded_year_) return;
  const int first = year * months_in_chunk;
  const int count = std::min(months_in_chunk, months_of(run_) - first);
  reading(path_, [&] {
    for (auto& variable : variables_) {
      if (variable) variable->load(replicate, first, count);
    }
  });
  loaded_replicate_ = replicate;
  loaded_year_ = year;
}

}  // namespace chuanzhe::output
