// `chuanzhe targets RESULT.h5 [TARGETS.yaml]`: a stored run against the targets.
#include <iostream>
#include <limits>

#include "app/options.hpp"
#include "app/target_table.hpp"
#include "output/replay.hpp"
#include "study/target_figures.hpp"

namespace chuanzhe::app {
namespace {

OptionList targets_options() {
  OptionList options;
  options.text("targets,t", "FILE", "targets file", "scenarios/targets_2021.yaml");
  return options;
}

/// Mean over the replicates, by target; NaN for those that one run does not tell.
std::vector<double> means_of(const study::TargetFigures& measures,
                             const std::vector<std::size_t>& targets, std::size_t count) {
  std::vector<double> means(count, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    double sum = 0;
    for (const auto& replicate : measures.values()) sum += replicate[i];
    means[targets[i]] = sum / static_cast<double>(measures.values().size());
  }
  return means;
}

}  // namespace

int targets_command(const Words& words) {
  const Parsed parsed = parse(words, targets_options(), "targets RESULT.h5 [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::string result = needed_file(parsed, "result file");
  const scenario::TargetsFile file = scenario::load_targets(parsed.text("targets"));
  const engine::RunDescription run = output::read_description(result);
  check_measures(file, run);
  const std::vector<std::size_t> targets = targets_of_one_run(file);
  const std::vector<std::string> requests = requests_of(file, targets);
  study::TargetFigures measures(requests);
  study::TargetFigures probe(requests);
  probe.begin(run);
  output::ReplayOptions options;
  options.variables = probe.variables();
  output::replay(result, measures, options);
  print_targets(file, means_of(measures, targets, file.targets.size()));
  return exit_done;
}

}  // namespace chuanzhe::app
