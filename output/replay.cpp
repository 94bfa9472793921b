#include "output/replay.hpp"

#include <algorithm>
#include <optional>

#include "output/file_reader.hpp"
#include "output/run_coordinates.hpp"
#include "output/run_description.hpp"
#include "output/stored_lives.hpp"
#include "output/stored_run.hpp"

namespace chuanzhe::output {
namespace {

using engine::RunDescription;

/// The part of a stored run that is told, as steps of the stored run.
struct Part {
  int first_replicate = 0, replicates = 0, first = 0, last = 0;
};

Part part_of(const std::filesystem::path& path, const RunDescription& run,
             const ReplayOptions& options) {
  const auto refuse = [&](const std::string& text) {
    throw base::InputError({path.string()}, text);
  };
  Part part{options.first_replicate, run.replicates - options.first_replicate, 0,
            months_of(run) - 1};
  const int needed = options.first_replicate + std::max(options.replicates, 1);
  if (needed > run.replicates) {
    refuse("has " + std::to_string(run.replicates) + " replicates (" + std::to_string(needed) +
           " are needed) run it with more");
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

RunDescription told_description(const RunDescription& run, const Part& part) {
  RunDescription told = run;
  told.replicates = part.replicates;
  told.start = run.start + part.first;
  told.end = run.start + part.last;
  return told;
}

}  // namespace

RunDescription read_description(const std::filesystem::path& path) {
  const Handle file = open_result(path);
  return reading(path, [&] { return describe_stored(file.get()); });
}

void replay(const std::filesystem::path& path, engine::Recorder& recorder,
            const ReplayOptions& options, std::span<const engine::VariableRow> rows) {
  const auto with_events = options.with_events ? WithEvents::yes : WithEvents::no;
  StoredRun stored(path, options.variables, with_events, rows);
  const Part part = part_of(path, stored.description(), options);
  std::optional<Handle> file;
  std::optional<StoredLives> lives;
  if (options.with_lives) {
    file.emplace(open_result(path));
    reading(path, [&] { lives.emplace(file->get(), stored.description()); });
  }
  recorder.begin(told_description(stored.description(), part));
  for (int replicate = 0; replicate < part.replicates; ++replicate) {
    const int from = part.first_replicate + replicate;
    if (lives && part.first == 0) {
      recorder.sample(replicate, reading(path, [&] { return lives->sample(from); }));
    }
    for (int step = part.first; step <= part.last; ++step) {
      engine::MonthObservation month = stored.month(from, step);
      month.replicate = replicate;
      month.step = step - part.first;
      if (lives) {
        recorder.payments(replicate, month.step,
                          reading(path, [&] { return lives->payments(from, step); }));
      }
      recorder.month(month, stored.events(from, step));
    }
    if (!lives || part.last + 1 < months_of(stored.description())) continue;
    const auto hashes = reading(path, [&] { return lives->hashes(from); });
    if (!hashes.empty()) recorder.life_hashes(replicate, hashes);
  }
  recorder.finish();
}

}  // namespace chuanzhe::output
