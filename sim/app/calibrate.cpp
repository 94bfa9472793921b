// `chuanzhe calibrate TARGETS.yaml`: stage 1, the constants that have a target each.
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>

#include <fmt/format.h>

#include "app/calibrated_file.hpp"
#include "app/calibration.hpp"
#include "app/history_match.hpp"
#include "app/options.hpp"
#include "app/progress.hpp"
#include "app/tables_out.hpp"
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
  options.number<int>("stage", "N",
                      "1: fit the constants that have a target; 2: find the values of the others "
                      "that the targets do not rule out",
                      1);
  options.number<int>("points", "N", "stage 2: points of a wave", 500);
  options.number<int>("waves", "N",
                      "stage 2: waves at most; fewer, but three, when the room left is stable", 6);
  options.number<int>("rounds", "N", "rounds at most", 10);
  options.number<double>("closeness", "X",
                         "done when every error is within this share of its tolerance", 0.1);
  options.number<int>("threads", "N", "runs at once, 0 = one a core; never changes a result", 0);
  options.words("set", "PATH=VALUE", "override a value");
  options.flag("overwrite", "replace existing files");
  return options;
}

study::Simulate simulate_with(const TargetRuns& runs, const Problem& problem) {
  return [&](const study::Figures& points) {
    study::Figures fitted;
    for (const auto& figures : runs.simulate(problem.paths, points)) {
      const auto& row = fitted.emplace_back(figures_at(problem.places, figures));
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

study::Table round_table(const Problem& problem, const study::Fit& fit) {
  study::Table table{
      "rounds", "Rounds of the search", {{"round"}, {"worst error in tolerances"}}, {}, {}};
  for (const auto& constant : problem.constants) table.columns.push_back({constant.name});
  for (const auto& target : problem.targets) table.columns.push_back({target.name});
  for (std::size_t r = 0; r < fit.rounds.size(); ++r) {
    auto& row = table.rows.emplace_back();
    row = {study::Number{static_cast<double>(r), 0}, study::Number{fit.rounds[r].worst, 2}};
    for (const double value : fit.rounds[r].constants) row.emplace_back(study::Number{value, 4});
    for (const double value : fit.rounds[r].simulated) row.emplace_back(study::Number{value, 2});
  }
  return table;
}

study::Table target_table(const scenario::TargetsFile& file, const std::vector<double>& simulated) {
  study::Table table{"targets",
                     "Targets",
                     {{"id"},
                      {"measure"},
                      {"value"},
                      {"simulated"},
                      {"error [%]"},
                      {"tolerance [%]"},
                      {"weight"},
                      {"grade"}},
                     {},
                     {}};
  for (std::size_t t = 0; t < file.targets.size(); ++t) {
    const scenario::TargetRow& row = file.targets[t];
    table.rows.push_back(
        {row.id, row.measure, study::Number{row.value, 2}, study::Number{simulated[t], 2},
         study::Number{100 * error_of(row, simulated[t]), 1}, study::Number{100 * row.tolerance, 0},
         std::string(scenario::weight_words[static_cast<std::size_t>(row.weight)]), row.grade});
  }
  return table;
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

/// What both stages are asked for.
struct Order {
  scenario::TargetsFile file;
  RunSize size;
  fs::path output, report;
  bool overwrite = false;
  Words overrides;
};

Order order_of(const Parsed& parsed) {
  const fs::path path = needed_file(parsed, "targets file");
  Order order{scenario::load_targets(path), size_of(parsed), {}, {}, false, {}};
  const bool second = parsed.number<int>("stage") == 2;
  const std::string name = order.file.name + (second ? "_set" : "");
  order.output = parsed.has("output") ? fs::path(parsed.text("output"))
                                      : path.parent_path() / "calibrated" / (name + ".yaml");
  order.report = parsed.has("report") ? fs::path(parsed.text("report"))
                                      : fs::path("output/runs") / ("calibrate_" + name);
  order.overwrite = parsed.has("overwrite");
  order.overrides = parsed.words("set");
  const auto& rows = order.file;
  if (second ? rows.unidentified.empty() : rows.constants.empty()) {
    throw base::InputError({path.string(), 0, 0},
                           second ? "the file names no unidentified constant to look at; add "
                                    "unidentified: [...]"
                                  : "the file names no constant to fit; add constants: [...]");
  }
  std::error_code ignored;
  if (fs::exists(order.output, ignored) && !order.overwrite) {
    write_text(order.output, "", false);  // refuses before the work
  }
  return order;
}

void write_report(const Order& order, const std::vector<study::Table>& tables) {
  write_tables(tables, order.report, output::Overwrite::allow);
  write_tables_file(tables, order.report / "report.h5",
                    {{"targets", order.file.name}, {"version", CHUANZHE_VERSION}},
                    output::Overwrite::allow);
  std::string text;
  for (const study::Table& table : tables) text += as_text(table) + '\n';
  write_text(order.report / "report.txt", text, true);
}

void tell_time(std::size_t points, std::chrono::steady_clock::time_point start) {
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cerr << fmt::format("{} points in {:.0f} s, {:.0f} s of processor\n", points, seconds,
                           processor_seconds());
}

int fit_constants(const Order& order, const study::FitSettings& settings) {
  const scenario::TargetsFile& file = order.file;
  const TargetRuns runs(file, order.size, order.overrides);
  const Problem problem = problem_of(file, runs);
  const auto start = std::chrono::steady_clock::now();
  study::Fit fit =
      study::fit(problem.constants, problem.targets, simulate_with(runs, problem), settings);
  for (double& constant : fit.constants) constant = rounded(constant);
  const std::vector<double> simulated = runs.simulate(problem.paths, {fit.constants}).front();
  behaviour::Parameters model = runs.model();
  for (std::size_t i = 0; i < problem.paths.size(); ++i) {
    scenario::set_constant(model, {problem.paths[i], fit.constants[i]});
  }
  const std::string how = fmt::format("{} points of {} seeds, {} persons per agent", fit.runs,
                                      order.size.seeds, order.size.persons_per_agent);
  print_constants(problem, fit);
  std::cout << '\n';
  print_targets(file, simulated);
  print_conflicts(problem, fit);
  write_text(order.output, calibrated_layer(file, model, provenance(file, runs, how)),
             order.overwrite);
  write_report(order, {round_table(problem, fit), target_table(file, simulated)});
  tell_time(static_cast<std::size_t>(fit.runs) + 1, start);
  std::cout << "written: " << order.output.string() << ", " << order.report.string() << '\n';
  return exit_done;
}

int match_history(const Order& order, MatchSettings settings) {
  RunSize size = order.size;
  size.seeds = 1;
  const TargetRuns runs(order.file, size, order.overrides);
  settings.store = order.report / "store";
  listen_for_stop();
  const auto start = std::chrono::steady_clock::now();
  HistoryMatch match(order.file, runs, size, settings);
  match.run();
  std::size_t points = 0;
  for (const Wave& wave : match.waves()) points += wave.points.size();
  tell_time(points, start);
  print_tables(match.tables());
  write_report(order, match.tables());
  write_text(order.output, as_yaml(match.set()), order.overwrite);
  std::cout << "written: " << order.output.string() << ", " << order.report.string() << '\n';
  return exit_done;
}

}  // namespace

int calibrate_command(const Words& words) {
  const Parsed parsed = parse(words, calibrate_options(), "calibrate TARGETS.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  const int stage = parsed.number<int>("stage");
  if (stage != 1 && stage != 2) {
    throw base::InputError({}, fmt::format("--stage is {}; there are 1 and 2", stage));
  }
  const Order order = order_of(parsed);
  if (stage == 2) {
    const MatchSettings settings{parsed.number<int>("points"), parsed.number<int>("waves"), 3, {}};
    if (settings.points < 20 || settings.waves < 1) {
      throw base::InputError({}, "--points is at least 20 and --waves at least 1; correct them");
    }
    return match_history(order, settings);
  }
  study::FitSettings settings;
  settings.rounds = parsed.number<int>("rounds");
  settings.closeness = parsed.number<double>("closeness");
  return fit_constants(order, settings);
}

}  // namespace chuanzhe::app
