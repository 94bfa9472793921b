#include <iostream>

#include <fmt/format.h>

#include "app/options.hpp"
#include "app/progress.hpp"
#include "output/csv_recorder.hpp"
#include "output/hdf5_recorder.hpp"
#include "output/tee_recorder.hpp"
#include "scenario/scenario.hpp"
#include "study/interval.hpp"

namespace chuanzhe::app {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

po::options_description run_options() {
  po::options_description options("options");
  auto add = options.add_options();
  add("output,o", po::value<std::string>()->value_name("FILE"),
      "result file; default output/runs/NAME.h5");
  add("csv", po::value<std::string>()->value_name("DIR"), "also write CSV tables into DIR");
  add("no-output", "write no result file");
  add("set", po::value<Words>()->composing()->value_name("PATH=VALUE"),
      "override a value, e.g. --set model.sigma=5000");
  add("replicates", po::value<std::string>()->value_name("N"), "runs with other random numbers");
  add("seed", po::value<std::string>()->value_name("N"), "seed of the random numbers");
  add("threads", po::value<std::string>()->value_name("N"), "threads; never changes a result");
  add("overwrite", "replace existing results");
  return options;
}

Words overrides_of(const po::variables_map& values) {
  Words overrides = values.contains("set") ? values["set"].as<Words>() : Words{};
  for (const char* key : {"replicates", "seed", "threads"}) {
    if (values.contains(key)) {
      overrides.push_back(fmt::format("run.{}={}", key, values[key].as<std::string>()));
    }
  }
  return overrides;
}

void refuse_contradictions(const po::variables_map& values) {
  if (values.contains("no-output") && values.contains("output")) {
    throw base::InputError({}, "--no-output and --output exclude each other; leave one out");
  }
}

std::unique_ptr<output::TeeRecorder> make_recorder(const po::variables_map& values,
                                                   const fs::path& result) {
  const auto overwrite =
      values.contains("overwrite") ? output::Overwrite::allow : output::Overwrite::refuse;
  std::vector<std::unique_ptr<engine::Recorder>> recorders;
  if (!values.contains("no-output")) {
    recorders.push_back(std::make_unique<output::Hdf5Recorder>(result, overwrite));
  }
  if (values.contains("csv")) {
    recorders.push_back(
        std::make_unique<output::CsvRecorder>(values["csv"].as<std::string>(), overwrite));
  }
  return std::make_unique<output::TeeRecorder>(std::move(recorders));
}

void print_headlines(const engine::RunReport& report) {
  for (const engine::Headline& headline : report.headlines) {
    const study::Estimate figure = study::estimate(headline.by_replicate, {});
    const int digits = headline.unit == "persons" || headline.unit == "CNY" ? 0 : 1;
    std::cout << fmt::format("{:<46} {:>16.{}f} {:<8}", headline.name, figure.mean, digits,
                             headline.unit);
    if (figure.n > 1) {
      std::cout << fmt::format(" +- {:.{}f}", figure.interval.half_width(), digits);
    }
    std::cout << '\n';
  }
  const auto n = report.headlines.empty() ? 0 : report.headlines.front().by_replicate.size();
  if (n > 1) std::cout << fmt::format("means of {} replicates +- half of their 95 % interval\n", n);
}

}  // namespace

int run_command(const Words& words) {
  const Parsed parsed = parse(words, run_options(), "run SCENARIO.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  refuse_contradictions(parsed.values);
  const scenario::Scenario scenario =
      scenario::load(needed_file(parsed, "scenario file"), overrides_of(parsed.values));
  for (const base::Problem& warning : scenario.warnings) std::cerr << to_string(warning) << '\n';
  const fs::path result = parsed.values.contains("output")
                              ? fs::path(parsed.values["output"].as<std::string>())
                              : fs::path("output/runs") / (scenario.name + ".h5");

  const engine::RunInputs inputs = scenario.inputs();
  engine::RunDescription description = engine::describe(inputs);
  description.scenario_name = scenario.name;
  description.question = scenario.question;
  description.resolved_yaml = scenario::resolved_yaml(scenario);
  description.digests = scenario.digests;
  description.version = CHUANZHE_VERSION;
  description.build = CHUANZHE_BUILD;
  const auto recorder = make_recorder(parsed.values, result);
  recorder->begin(description);

  listen_for_stop();
  ProgressLine progress;
  const engine::RunReport report = engine::run(inputs, recorder.get(), std::ref(progress));
  recorder->finish();

  for (const std::string& note : report.notes) std::cerr << note << '\n';
  std::cerr << fmt::format(
      "{:.1f} s to make {} agents, {:.1f} s to run them: {:.0f} million "
      "agent-months a second\n",
      report.synthesis_seconds, report.agents, report.loop_seconds,
      static_cast<double>(report.agent_months) / report.loop_seconds / 1e6);
  print_headlines(report);
  if (!parsed.values.contains("no-output")) std::cout << "written: " << result.string() << '\n';
  return exit_done;
}

}  // namespace chuanzhe::app
