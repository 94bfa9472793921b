#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "app/options.hpp"
#include "app/progress.hpp"
#include "app/provenance.hpp"
#include "app/run_files.hpp"
#include "output/csv_recorder.hpp"
#include "output/hdf5_recorder.hpp"
#include "output/tee_recorder.hpp"
#include "scenario/scenario.hpp"
#include "study/interval.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

OptionList run_options() {
  OptionList options;
  options.text("output,o", "FILE", "result file; default output/runs/NAME.h5");
  options.text("csv", "DIR", "also write CSV tables into DIR");
  options.flag("no-output", "write no result file");
  options.words("set", "PATH=VALUE", "override a value, e.g. --set model.sigma=5000");
  options.text("replicates", "N", "runs with other random numbers");
  options.text("seed", "N", "seed of the random numbers");
  options.text("threads", "N", "threads; never changes a result");
  options.flag("overwrite", "replace existing results");
  options.flag("resume", "go on with this run where it was interrupted, if it was");
  options.text("fork", "BASE.h5@YYYY-MM",
               "take the months before from a result with checkpoints and go on from its state");
  return options;
}

void refuse_contradictions(const Parsed& parsed) {
  if (parsed.has("no-output") && parsed.has("output")) {
    throw base::InputError({}, "--no-output and --output exclude each other; leave one out");
  }
  if (parsed.has("no-output") && parsed.has("resume")) {
    throw base::InputError({},
                           "--no-output and --resume exclude each other (nothing is kept "
                           "without a result); leave one out");
  }
}

using Recorders = std::vector<std::unique_ptr<engine::Recorder>>;

/// The recorders of the result; with `allow`, existing files are replaced.
Recorders make_recorders(const Parsed& parsed, const fs::path& result,
                         output::Overwrite overwrite) {
  Recorders recorders;
  if (!parsed.has("no-output")) {
    recorders.push_back(std::make_unique<output::Hdf5Recorder>(result, overwrite));
  }
  if (parsed.has("csv")) {
    recorders.push_back(std::make_unique<output::CsvRecorder>(parsed.text("csv"), overwrite));
  }
  return recorders;
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

void print_report(const engine::RunReport& report) {
  for (const std::string& note : report.notes) std::cerr << note << '\n';
  if (report.agent_months > 0) {
    std::cerr << fmt::format(
        "{:.1f} s to make {} agents, {:.1f} s to run them: {:.0f} million "
        "agent-months a second\n",
        report.synthesis_seconds, report.agents, report.loop_seconds,
        static_cast<double>(report.agent_months) / report.loop_seconds / 1e6);
  }
  print_headlines(report);
}

/// Tells a journal about the run beside its recorders.
class Journalled : public engine::Recorder {
 public:
  Journalled(engine::Recorder& journal, engine::Recorder& result)
      : journal_(journal), result_(result) {}
  void begin(const engine::RunDescription& run) override { result_.begin(run); }
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override {
    journal_.month(observation, events);
    result_.month(observation, events);
  }
  void sample(int replicate, std::span<const engine::SampledWorker> workers) override {
    journal_.sample(replicate, workers);
    result_.sample(replicate, workers);
  }
  void payments(int replicate, int step, std::span<const engine::Payment> payments) override {
    journal_.payments(replicate, step, payments);
    result_.payments(replicate, step, payments);
  }
  void life_hashes(int replicate, std::span<const std::uint64_t> hashes) override {
    journal_.life_hashes(replicate, hashes);
    result_.life_hashes(replicate, hashes);
  }
  void finish() override { result_.finish(); }

 private:
  engine::Recorder& journal_;
  engine::Recorder& result_;
};

/// One run as the words ask for it.
class RunJob {
 public:
  explicit RunJob(Parsed parsed) : parsed_(std::move(parsed)) {
    if (parsed_.has("fork")) fork_ = parse_fork(parsed_.text("fork"));
    scenario_ = load_for_fork(needed_file(parsed_, "scenario file"), overrides_of(parsed_), fork_);
    for (const base::Problem& warning : scenario_.warnings) std::cerr << to_string(warning) << '\n';
    result_ = parsed_.has("output") ? fs::path(parsed_.text("output"))
                                    : fs::path("output/runs") / (scenario_.name + ".h5");
    description_ = engine::describe(scenario_.inputs());
    add_provenance(description_, scenario_);
    if (fork_) prefix_.emplace(*fork_, scenario_);
  }

  int run() {
    const bool resume = parsed_.has("resume");
    if (resume && !RunFiles::has_journal(result_) && is_complete(result_, description_)) {
      print_report(engine::run(scenario_.inputs(), nullptr, {}, told_by(result_, description_)));
      std::cout << "complete already: " << result_.string() << '\n';
      return exit_done;
    }
    const bool goes_on = resume && RunFiles::has_journal(result_);
    output::TeeRecorder recorder(make_recorders(parsed_, result_,
                                                parsed_.has("overwrite") || goes_on
                                                    ? output::Overwrite::allow
                                                    : output::Overwrite::refuse));
    open_files(resume);
    return simulate(recorder);
  }

 private:
  void open_files(bool resume) {
    const bool keeps = resume || scenario_.run.checkpoint > 0;
    if (!keeps) return;
    if (parsed_.has("no-output")) {
      std::cerr << "no checkpoints are kept, as there is no result (--no-output)\n";
      return;
    }
    const RunFiles::Options options = {resume, parsed_.has("overwrite"),
                                       fork_ ? fork_->month : description_.start};
    files_.emplace(result_, description_, scenario_.run, options);
  }

  engine::Continuation continuation() {
    const StoredPrefix* prefix = prefix_ ? &*prefix_ : nullptr;
    if (files_) return files_->continuation(prefix);
    engine::Continuation continuation;
    if (prefix != nullptr) {
      continuation.begin = [this, prefix](int replicate) {
        return prefix->begin(replicate, description_);
      };
    }
    return continuation;
  }

  int simulate(output::TeeRecorder& recorder) {
    listen_for_stop();
    recorder.begin(description_);
    ProgressLine progress;
    try {
      std::optional<Journalled> journalled;
      if (files_) journalled.emplace(files_->journal(), recorder);
      engine::Recorder* listener = &recorder;
      if (journalled) listener = &*journalled;
      const engine::RunReport report =
          engine::run(scenario_.inputs(), listener, std::ref(progress), continuation());
      recorder.finish();
      if (files_) files_->complete();
      print_report(report);
    } catch (const engine::Interrupted&) {
      if (!files_) throw;
      std::cerr << "interrupted; the same command with --resume goes on from here\n";
      return exit_interrupted;
    }
    if (!parsed_.has("no-output")) std::cout << "written: " << result_.string() << '\n';
    return exit_done;
  }

  Parsed parsed_;
  std::optional<ForkPoint> fork_;
  scenario::Scenario scenario_;
  fs::path result_;
  engine::RunDescription description_;
  std::optional<StoredPrefix> prefix_;
  std::optional<RunFiles> files_;
};

}  // namespace

int run_command(const Words& words) {
  const Parsed parsed = parse(words, run_options(), "run SCENARIO.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  refuse_contradictions(parsed);
  return RunJob(parsed).run();
}

}  // namespace chuanzhe::app
