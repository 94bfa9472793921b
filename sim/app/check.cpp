#include <iostream>

#include "app/options.hpp"
#include "app/sweep_command.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::app {

namespace po = boost::program_options;

int check_command(const Words& words) {
  po::options_description options("options");
  options.add_options()("resolved", "print the whole scenario with every default")(
      "explain", po::value<std::string>()->value_name("PATH"),
      "tell a value, its meaning, and what set it, e.g. model.sigma")(
      "set", po::value<Words>()->composing()->value_name("PATH=VALUE"), "override a value");
  const Parsed parsed = parse(words, options, "check SCENARIO.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::string file = needed_file(parsed, "scenario file");
  const Words overrides =
      parsed.values.contains("set") ? parsed.values["set"].as<Words>() : Words{};

  if (scenario::is_sweep(file)) {
    print_estimate(plan_of({file, {}, overrides}));
    return exit_done;
  }
  const scenario::Scenario scenario = scenario::load(file, overrides);
  for (const base::Problem& warning : scenario.warnings) std::cerr << to_string(warning) << '\n';
  if (parsed.values.contains("explain")) {
    std::cout << scenario::explain(scenario, parsed.values["explain"].as<std::string>());
  } else if (parsed.values.contains("resolved")) {
    std::cout << scenario::resolved_yaml(scenario);
  } else {
    std::cout << file << ": good (" << scenario.policies.size() << " policies, "
              << base::to_string(scenario.run.start) << " to " << base::to_string(scenario.run.end)
              << ")\n";
  }
  return exit_done;
}

}  // namespace chuanzhe::app
