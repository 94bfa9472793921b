#include <iostream>

#include "app/options.hpp"
#include "app/sweep_command.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::app {

int check_command(const Words& words) {
  OptionList options;
  options.flag("resolved", "print the whole scenario with every default");
  options.text("explain", "PATH", "tell a value, its meaning, and what set it, e.g. model.sigma");
  options.words("set", "PATH=VALUE", "override a value");
  const Parsed parsed = parse(words, options, "check SCENARIO.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::string file = needed_file(parsed, "scenario file");
  const Words overrides = parsed.words("set");

  if (scenario::is_sweep(file)) {
    print_estimate(plan_of({file, {}, overrides}));
    return exit_done;
  }
  const scenario::Scenario scenario = scenario::load(file, overrides);
  for (const base::Problem& warning : scenario.warnings) std::cerr << to_string(warning) << '\n';
  if (parsed.has("explain")) {
    std::cout << scenario::explain(scenario, parsed.text("explain"));
  } else if (parsed.has("resolved")) {
    std::cout << scenario::resolved_yaml(scenario);
  } else {
    std::cout << file << ": good (" << scenario.policies.size() << " policies, "
              << base::to_string(scenario.run.start) << " to " << base::to_string(scenario.run.end)
              << ")\n";
  }
  return exit_done;
}

}  // namespace chuanzhe::app
