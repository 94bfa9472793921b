// `chuanzhe calibrate TARGETS.yaml`: stage 1, the constants that have a target each.
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>

#include <fmt/format.h>

#include "app/calibrated_file.hpp"
#include "app/options.hpp"
#include "app/target_runs.hpp"
#include "app/target_table.hpp"
#include "base/error.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

OptionList calibrate_options() {
  OptionList options;
  options.text("output,o", "FILE",
               "fitted constants; default calibrated/NAME.yaml beside the targets file");
  options.text("report", "DIR", "tables of the fit; default output/runs/calibrate_NAME");
  options.number<int>("persons-per-agent", "N", "persons one agent stands for while fitting", 100);
  options.number<int>("seeds", "N", "runs of each point, the same seeds for all points", 2);
  options.number<int>("rounds", "N", "rounds at most", 10);
  options.number<double>("closeness", "X",
                         "done when every error is within this share of its tolerance", 0.1);
  options.number<int>("threads", "N", "runs at once, 0 = one a core; never changes a result", 0);
  options.words("set", "PATH=VALUE", "override a value");
  options.flag("overwrite", "replace existing files");
  return options;
}

/// The fitted part of a targets file as numbers.
struct Problem {
  std::vector<study::FitConstant> constants;
  std::vector<study::FitTarget> targets;
  std::vector<std::size_t> places;  ///< of the fitted targets among all
  std::vector<std::string> paths;
};

double weight_of(scenario::Weight weight) {
  constexpr double weights[] = {4, 1, 0.25, 0};
  return weights[static_cast<std::size_t>(weight)];
}

Problem problem_of(const scenario::TargetsFile& file, const TargetRuns& runs) {
  Problem problem;
  for (const scenario::ConstantRow& row : file.constants) {
    problem.constants.push_back({row.path, runs.value_of(row.path), row.low, row.high, row.step});
    problem.paths.push_back(row.path);
  }
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::TargetRow& row = file.targets[t];
    const bool fitted = std::any_of(
        file.constants.begin(), file.constants.end(), [&](const scenario::ConstantRow& constant) {
          return std::find(constant.targets.begin(), constant.targets.end(), row.id) !=
                 constant.targets.end();
        });
    if (!fitted) continue;
    problem.targets.push_back({row.id, row.value, row.tolerance, weight_of(row.weight)});
    problem.places.push_back(t);
  }
  return problem;
}

study::Simulate simulate_with(const TargetRuns& runs, const Problem& problem) {
  return [&](const study::Figures& points) {
    study::Figures fitted;
    for (const auto& figures : runs.simulate(problem.paths, points)) {
      auto& row = fitted.emplace_back();
      for (const std::size_t place : problem.places) row.push_back(figures[place]);
      double worst = 0;
      for (std::size_t t = 0; t < row.size(); ++t) {
        const study::FitTarget& target = problem.targets[t];
        worst = std::max(worst, std::fabs(row[t] / target.value - 1) / target.tolerance);
      }
      std::cerr << fmt::format("largest error {:.2f} of its tolerance\n", worst);
    }
    return fitted;
  };
}

void print_constants(const Problem& problem, const study::Fit& fit) {
  std::cout << fmt::format("{:<32}{:>12}{:>12}  {}\n", "constant", "before", "fitted", "range");
  for (std::size_t i = 0; i < problem.constants.size(); ++i) {
    const study::FitConstant& c = problem.constants[i];
    std::cout << fmt::format("{:<32}{:>12.4g}{:>12.4g}  {:g} to {:g}{}\n", c.name, c.start,
                             fit.constants[i], c.low, c.high,
                             fit.at_edge[i] ? "  AT THE EDGE OF ITS RANGE" : "");
  }
}

void print_conflicts(const Problem& problem, const study::Fit& fit) {
  for (const auto& conflict : study::conflicts(fit, problem.constants, problem.targets)) {
    const std::string& name = problem.targets[conflict.target].name;
    std::cout << fmt::format("{} is not met: {:+.1f} % (allowed {:.0f} %)", name,
                             100 * conflict.error,
                             100 * problem.targets[conflict.target].tolerance);
    for (std::size_t k = 0; k < conflict.against.size(); ++k) {
      std::cout << fmt::format("{} {} would then be {:+.1f} % off",
                               k == 0 ? "; it cannot be met together with others:" : ",",
                               problem.targets[conflict.against[k]].name,
                               100 * conflict.errors_without[k]);
    }
    if (conflict.against.empty())
      std::cout << "; no other target stands against it: more rounds "
                   "or wider ranges may meet it";
    std::cout << '\n';
  }
}

std::string rounds_csv(const Problem& problem, const study::Fit& fit) {
  std::string text = "round,worst_error_in_tolerances";
  for (const auto& constant : problem.constants) text += "," + constant.name;
  for (const auto& target : problem.targets) text += "," + target.name;
  text += '\n';
  for (std::size_t r = 0; r < fit.rounds.size(); ++r) {
    text += fmt::format("{},{}", r, fit.rounds[r].worst);
    for (const double value : fit.rounds[r].constants) text += fmt::format(",{}", value);
    for (const double value : fit.rounds[r].simulated) text += fmt::format(",{}", value);
    text += '\n';
  }
  return text;
}

std::string targets_csv(const scenario::TargetsFile& file, const std::vector<double>& simulated) {
  std::string text = "id,measure,value,simulated,error,tolerance,weight,grade\n";
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::TargetRow& row = file.targets[t];
    text += fmt::format("{},\"{}\",{},{},{},{},{},{}\n", row.id, row.measure, row.value,
                        simulated[t], error_of(row, simulated[t]), row.tolerance,
                        scenario::weight_words[static_cast<std::size_t>(row.weight)], row.grade);
  }
  return text;
}

std::vector<std::string> provenance(const scenario::TargetsFile& file, const RunSize& size,
                                    const TargetRuns& runs, const study::Fit& fit) {
  std::vector<std::string> lines = {
      "Written by `chuanzhe calibrate` for the targets " + file.name + "; change those, not this.",
      fmt::format("{} runs of {} seeds, {} persons per agent, program {}", fit.runs, size.seeds,
                  size.persons_per_agent, CHUANZHE_VERSION)};
  for (const auto& [table, digest] : runs.scenario().digests) {
    lines.push_back("data " + table + " " + digest.substr(0, 16));
  }
  return lines;
}

RunSize size_of(const Parsed& parsed) {
  const RunSize size{parsed.number<int>("persons-per-agent"), parsed.number<int>("seeds"),
                     parsed.number<int>("threads")};
  if (size.seeds < 1 || size.persons_per_agent < 1 || size.threads < 0) {
    throw base::InputError({},
                           "--seeds and --persons-per-agent are at least 1, --threads at least "
                           "0; correct them");
  }
  return size;
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

}  // namespace

int calibrate_command(const Words& words) {
  const Parsed parsed = parse(words, calibrate_options(), "calibrate TARGETS.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  const fs::path path = needed_file(parsed, "targets file");
  const scenario::TargetsFile file = scenario::load_targets(path);
  if (file.constants.empty()) {
    throw base::InputError({path.string(), 0, 0},
                           "the file names no constant to fit; add constants: [...]");
  }
  const RunSize size = size_of(parsed);
  const fs::path output = parsed.has("output")
                              ? fs::path(parsed.text("output"))
                              : path.parent_path() / "calibrated" / (file.name + ".yaml");
  const fs::path report = parsed.has("report")
                              ? fs::path(parsed.text("report"))
                              : fs::path("output/runs") / ("calibrate_" + file.name);
  const bool overwrite = parsed.has("overwrite");
  if (fs::exists(output) && !overwrite) write_text(output, "", false);  // refuses before the work

  const TargetRuns runs(file, size, parsed.words("set"));
  const Problem problem = problem_of(file, runs);
  study::FitSettings settings;
  settings.rounds = parsed.number<int>("rounds");
  settings.closeness = parsed.number<double>("closeness");
  const auto start = std::chrono::steady_clock::now();
  study::Fit fit =
      study::fit(problem.constants, problem.targets, simulate_with(runs, problem), settings);
  for (double& constant : fit.constants) constant = rounded(constant);
  const std::vector<double> simulated = runs.simulate(problem.paths, {fit.constants}).front();
  behaviour::Parameters model = runs.model();
  for (std::size_t i = 0; i < problem.paths.size(); ++i) {
    scenario::set_constant(model, {problem.paths[i], fit.constants[i]});
  }

  print_constants(problem, fit);
  std::cout << '\n';
  print_targets(file, simulated);
  print_conflicts(problem, fit);
  write_text(output, calibrated_layer(file, model, provenance(file, size, runs, fit)), overwrite);
  write_text(report / "rounds.csv", rounds_csv(problem, fit), true);
  write_text(report / "targets.csv", targets_csv(file, simulated), true);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cerr << fmt::format("{} points in {:.0f} s, {:.0f} s of processor\n", fit.runs + 1, seconds,
                           processor_seconds());
  std::cout << "written: " << output.string() << ", " << report.string() << '\n';
  return exit_done;
}

}  // namespace chuanzhe::app
