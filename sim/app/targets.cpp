// `chuanzhe targets RESULT.h5 [TARGETS.yaml]`: a stored run against the targets.
#include <iostream>

#include "app/options.hpp"
#include "app/target_table.hpp"
#include "output/replay.hpp"
#include "study/target_figures.hpp"

namespace chuanzhe::app {
namespace {

namespace po = boost::program_options;

po::options_description targets_options() {
  po::options_description options("options");
  options.add_options()(
      "targets,t",
      po::value<std::string>()->value_name("FILE")->default_value("scenarios/targets_2021.yaml"),
      "targets file");
  return options;
}

/// Mean over the replicates.
std::vector<double> means_of(const study::TargetFigures& measures) {
  std::vector<double> means(measures.infos().size());
  for (const auto& replicate : measures.values()) {
    for (std::size_t i = 0; i < means.size(); ++i) {
      means[i] += replicate[i] / static_cast<double>(measures.values().size());
    }
  }
  return means;
}

}  // namespace

int targets_command(const Words& words) {
  const Parsed parsed = parse(words, targets_options(), "targets RESULT.h5 [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::string result = needed_file(parsed, "result file");
  const scenario::TargetsFile file =
      scenario::load_targets(parsed.values["targets"].as<std::string>());
  const engine::RunDescription run = output::read_description(result);
  check_measures(file, run);
  study::TargetFigures measures(requests_of(file));
  study::TargetFigures probe(requests_of(file));
  probe.begin(run);
  output::ReplayOptions options;
  options.variables = probe.variables();
  output::replay(result, measures, options);
  print_targets(file, means_of(measures));
  return exit_done;
}

}  // namespace chuanzhe::app
