#include "output/replay.hpp"

#include <algorithm>
#include <utility>

#include "output/file_reader.hpp"
#include "output/run_coordinates.hpp"
#include "output/run_description.hpp"
#include "output/stored_events.hpp"
#include "output/stored_lives.hpp"
#include "output/stored_variable.hpp"
#include "output/value_types.hpp"

namespace chuanzhe::output {
namespace {

using engine::RunDescription;
using engine::VariableRow;

bool is_asked(const VariableRow& row, const ReplayOptions& options) {
  return !options.variables || std::find(options.variables->begin(), options.variables->end(),
                                         row.name) != options.variables->end();
}

bool has_empty_axis(const VariableRow& row, const RunDescription& run) {
  return std::any_of(row.axes.begin(), row.axes.end(),
                     [&](engine::Axis axis) { return length_of(run, axis) == 0; });
}

void require_known(const ReplayOptions& options, std::span<const VariableRow> rows) {
  if (!options.variables) return;
  for (const std::string& name : *options.variables) {
    const bool known = std::any_of(rows.begin(), rows.end(),
                                   [&](const VariableRow& row) { return row.name == name; });
    base::expect(known, "only variables that results have are asked for");
  }
}

/// The variables to read, along the rows; none where nothing is to be read.
std::vector<std::optional<StoredVariable>> open_variables(hid_t file, const RunDescription& run,
                                                          const ReplayOptions& options,
                                                          std::span<const VariableRow> rows) {
  std::vector<std::optional<StoredVariable>> variables(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_asked(rows[i], options) || has_empty_axis(rows[i], run)) continue;
    if (!has_link(file, std::string(rows[i].name))) {
      if (!options.variables) continue;
      throw Hdf5Failure("it has no variable '" + std::string(rows[i].name) +
                        "' (it was written by version " + run.version + ") run it again");
    }
    variables[i].emplace(file, rows[i], run);
  }
  return variables;
}

/// The part of a stored run that is told, as steps of the stored run.
struct Part {
  int replicates = 0, first = 0, last = 0;
};

Part part_of(const std::filesystem::path& path, const RunDescription& run,
             const ReplayOptions& options) {
  const auto refuse = [&](const std::string& text) {
    throw base::InputError({path.string()}, text);
  };
  Part part{run.replicates, 0, months_of(run) - 1};
  if (options.replicates > run.replicates) {
    refuse("has " + std::to_string(run.replicates) + " replicates (" +
           std::to_string(options.replicates) + " are needed) run it with more");
  }
  if (options.replicates > 0) part.replicates = options.replicates;
  if (!options.months) return part;
  part.first = options.months->first - run.start;
  part.last = options.months->last - run.start;
  if (part.first < 0 || part.last >= months_of(run) || part.first > part.last) {
    refuse("runs from " + base::to_string(run.start) + " to " + base::to_string(run.end) + " (" +
           base::to_string(options.months->first) + " to " + base::to_string(options.months->last) +
           " is needed) choose months inside");
  }
  return part;
}

class Telling {
 public:
  Telling(const std::filesystem::path& path, const ReplayOptions& options,
          std::span<const VariableRow> rows)
      : path_(path), rows_(rows), file_(open_result(path)) {
    reading(path_, [&] {
      run_ = describe_stored(file_.get());
      variables_ = open_variables(file_.get(), run_, options, rows);
      if (options.with_events) events_.emplace(file_.get(), run_);
      if (options.with_lives) lives_.emplace(file_.get(), run_);
    });
    part_ = part_of(path, run_, options);
  }

  void tell(engine::Recorder& recorder) {
    RunDescription told = run_;
    told.replicates = part_.replicates;
    told.start = run_.start + part_.first;
    told.end = run_.start + part_.last;
    recorder.begin(told);
    for (int replicate = 0; replicate < part_.replicates; ++replicate) {
      if (lives_ && part_.first == 0) {
        recorder.sample(replicate, reading(path_, [&] { return lives_->sample(replicate); }));
      }
      for (int step = part_.first; step <= part_.last; ++step)
        tell_month(recorder, replicate, step);
      if (!lives_) continue;
      const auto hashes = reading(path_, [&] { return lives_->hashes(replicate); });
      if (!hashes.empty()) recorder.life_hashes(replicate, hashes);
    }
    recorder.finish();
  }

 private:
  void tell_month(engine::Recorder& recorder, int replicate, int step) {
    if (step == part_.first || step % months_in_chunk == 0) load_year(replicate, step);
    engine::MonthObservation month{replicate, step - part_.first, run_.start + step, {}};
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      month.values.push_back(variables_[i] ? variables_[i]->month(step) : no_values(rows_[i].type));
    }
    std::span<const engine::Event> events;
    if (events_)
      events = reading(path_, [&] { return std::span(events_->month(replicate, step)); });
    if (lives_) {
      recorder.payments(replicate, step - part_.first,
                        reading(path_, [&] { return lives_->payments(replicate, step); }));
    }
    recorder.month(month, events);
  }

  /// Up to the end of the chunk in which `step` lies.
  void load_year(int replicate, int step) {
    const int end = std::min((step / months_in_chunk + 1) * months_in_chunk, part_.last + 1);
    reading(path_, [&] {
      for (auto& variable : variables_) {
        if (variable) variable->load(replicate, step, end - step);
      }
    });
  }

  std::filesystem::path path_;
  std::span<const VariableRow> rows_;
  Handle file_;
  RunDescription run_;
  std::vector<std::optional<StoredVariable>> variables_;
  std::optional<StoredEvents> events_;
  std::optional<StoredLives> lives_;
  Part part_;
};

}  // namespace

RunDescription read_description(const std::filesystem::path& path) {
  const Handle file = open_result(path);
  return reading(path, [&] { return describe_stored(file.get()); });
}

void replay(const std::filesystem::path& path, engine::Recorder& recorder,
            const ReplayOptions& options, std::span<const VariableRow> rows) {
  require_known(options, rows);
  Telling(path, options, rows).tell(recorder);
}

}  // namespace chuanzhe::output
