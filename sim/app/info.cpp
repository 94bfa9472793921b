#include <iostream>

#include <fmt/format.h>

#include "app/options.hpp"
#include "output/file_summary.hpp"

namespace chuanzhe::app {

int info_command(const Words& words) {
  OptionList options;
  options.flag("scenario", "print the resolved scenario the result was made from");
  const Parsed parsed = parse(words, options, "info RESULT.h5 [--scenario]");
  if (parsed.help) return exit_done;
  const std::string file = needed_file(parsed, "result file");
  if (parsed.has("scenario")) {
    std::cout << output::read_resolved_yaml(file);
    return exit_done;
  }
  const output::FileSummary s = output::summarize(file);
  std::cout << fmt::format(
      "{}\n  scenario    {}\n  question    {}\n  period      {} to {}\n  replicates  {}, seed {}\n"
      "  agents      one for {} persons\n  policies    {}\n  events      {} ({} % of workers)\n"
      "  size        {} bytes\n  made by     {} ({})\n",
      s.format, s.scenario_name, s.question, base::to_string(s.start), base::to_string(s.end),
      s.replicates, s.seed, s.persons_per_agent, fmt::join(s.policies, ", "), s.events,
      s.trajectory_share * 100, s.bytes, s.version, s.build);
  std::cout << "  variables\n";
  for (const auto& variable : s.variables) {
    std::cout << fmt::format("    {} ({}) [{}] {}\n", variable.name,
                             fmt::join(variable.dimensions, ", "), variable.unit,
                             variable.long_name);
  }
  std::cout << "  data\n" << s.digests;
  return exit_done;
}

}  // namespace chuanzhe::app
