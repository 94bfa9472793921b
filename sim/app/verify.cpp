#include <iostream>

#include <fmt/format.h>

#include "app/options.hpp"
#include "app/progress.hpp"
#include "app/result_file.hpp"
#include "output/difference_finder.hpp"

namespace chuanzhe::app {
namespace {

OptionList verify_options() {
  OptionList options;
  options.text("data", "DIR", "tables to run with; default scenarios/data");
  return options;
}

/// Runs until the end or until something differs.
void run_against(const engine::RunInputs& inputs, output::DifferenceFinder& finder) {
  listen_for_stop();
  ProgressLine progress("running again: ");
  finder.begin(engine::describe(inputs));
  try {
    engine::run(inputs, &finder, [&](const engine::Progress& now) {
      return progress(now) && !finder.first_difference();
    });
    finder.finish();
  } catch (const engine::Interrupted&) {
    if (!finder.first_difference()) throw;
  }
}

}  // namespace

int verify_command(const Words& words) {
  const Parsed parsed = parse(words, verify_options(), "verify RESULT.h5 [--data DIR]");
  if (parsed.help) return exit_done;
  const ResultFile file = open_result_file(needed_file(parsed, "result file"));
  const std::string data = parsed.text("data", "scenarios/data");
  const scenario::Scenario scenario =
      scenario::load_stored(file.scenario(), data, file.run.digests);
  output::StoredRun stored(file.path, std::nullopt, output::WithEvents::yes);
  output::DifferenceFinder finder(stored);
  run_against(scenario.inputs(), finder);
  if (finder.first_difference()) {
    std::cout << fmt::format("{}: differs. {}\n", file.path.string(), *finder.first_difference());
    if (file.run.version != CHUANZHE_VERSION) {
      std::cout << fmt::format("  the file was written by version {}, this is {}\n",
                               file.run.version, CHUANZHE_VERSION);
    }
    return exit_failed;
  }
  std::cout << fmt::format("{}: the same in all {} months when run again\n", file.path.string(),
                           finder.months_compared());
  return exit_done;
}

}  // namespace chuanzhe::app
