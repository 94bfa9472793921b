#include "app/sweep_command.hpp"

#include <csignal>
#include <iostream>

#include <fmt/format.h>

#include "app/sweep_prefix.hpp"
#include "app/sweep_result.hpp"
#include "scenario/csv.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

// A signal may only touch an atomic without a lock.
std::atomic<bool> stop_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

OptionList options_list() {
  OptionList options;
  options.text("output,o", "DIR", "folder of the sweep; default output/sweeps/NAME");
  options.words("set", "PATH=VALUE", "override a value of the base scenario");
  options.text("shard", "I/N",
               "run the I-th of N shares only, beside other processes on the same folder");
  options.text("jobs", "N", "runs side by side");
  options.text("threads", "N", "threads within each run");
  options.flag("status", "tell how far the sweep is and end");
  options.flag("collect", "write the table now, with what is finished");
  options.flag("retry-failed", "run failed runs again");
  options.flag("separate",
               "run every run from its beginning, also months that all points have in common");
  return options;
}

std::int64_t whole(const std::string& text, const std::string& option, std::int64_t highest) {
  double number = 0;
  const bool good = scenario::parse_number(text, number) && number >= 1 &&
                    number <= static_cast<double>(highest) &&
                    number == static_cast<double>(static_cast<std::int64_t>(number));
  if (!good) {
    throw base::InputError(
        {}, fmt::format("{} is '{}', not a whole number from 1 to {}; correct it", option, text,
                        highest));
  }
  return static_cast<std::int64_t>(number);
}

void read_shard(const std::string& text, SweepOptions& options) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) {
    throw base::InputError({}, fmt::format("--shard is '{}', not I/N; write for example --shard "
                                           "2/8 for the second of eight shares",
                                           text));
  }
  options.parts = whole(text.substr(slash + 1), "--shard N", 100000);
  options.part = whole(text.substr(0, slash), "--shard I", options.parts);
}

int to_int(const Parsed& parsed, const char* key) {
  if (!parsed.has(key)) return 0;
  return static_cast<int>(whole(parsed.text(key), std::string("--") + key, 1024));
}

std::string human_time(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string human_bytes(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.0f} MB", bytes / 1e6);
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

/// Failed runs with their messages, the first few of them.
std::int64_t tell_failures(const SweepPlan& plan, const study::RunStore& store) {
  constexpr std::int64_t most_told = 5;
  std::int64_t failures = 0;
  for (std::int64_t number = 0; number < plan.runs(); ++number) {
    const std::string key = plan.key_of(plan.run(number));
    if (store.status(key) != study::RunStatus::failed) continue;
    if (++failures <= most_told) {
      const study::RunRecord record = store.read(key);
      std::cerr << fmt::format("failed: {}: {}\n", record.label, record.message);
    }
  }
  if (failures > most_told) std::cerr << fmt::format("and {} more\n", failures - most_told);
  return failures;
}

}  // namespace

SweepOptions sweep_options(const Words& words, const std::string& usage) {
  const Parsed parsed = parse(words, options_list(), usage);
  SweepOptions options;
  options.is_help = parsed.help;
  if (parsed.help) return options;
  options.file = needed_file(parsed, "sweep file");
  if (parsed.has("output")) options.folder = parsed.text("output");
  options.overrides = parsed.words("set");
  if (parsed.has("shard")) read_shard(parsed.text("shard"), options);
  options.side_by_side = to_int(parsed, "jobs");
  options.threads_each = to_int(parsed, "threads");
  options.shows_status = parsed.has("status");
  options.collects = parsed.has("collect");
  options.retries = parsed.has("retry-failed");
  options.is_separate = parsed.has("separate");
  return options;
}

SweepPlan plan_of(const SweepOptions& options) {
  scenario::Sweep sweep = scenario::load_sweep(options.file, options.overrides);
  figures_of(sweep);  // refuses unknown measures before anything is run
  return SweepPlan(std::move(sweep));
}

fs::path folder_of(const SweepOptions& options, const SweepPlan& plan) {
  return options.folder.empty() ? fs::path("output/sweeps") / plan.sweep().name : options.folder;
}

void tell_stale(const study::RunStore& store) {
  for (const study::StaleRuns& stale : store.stale()) {
    std::cerr << fmt::format("stale: {} run{} {} (such as {}); not used\n", stale.runs,
                             stale.runs == 1 ? "" : "s", stale.reason, stale.example);
  }
}

int close_sweep(const SweepPlan& plan, study::RunStore& store, const SweepOptions& options) {
  store.refresh();
  const auto missing = missing_runs(plan, store, 1, 1).size();
  const std::int64_t failures = tell_failures(plan, store);
  if (missing > 0 && !options.collects) {
    std::cout << fmt::format(
        "{} of {} runs are still missing; the table is written when none is "
        "(or with --collect)\n",
        missing, plan.runs());
    return failures > 0 ? exit_failed : exit_done;
  }
  write_result(plan, store);
  std::cout << fmt::format(
      "{} points x {} replicates, {} runs failed, {} missing\nwritten: {} and "
      "sweep.csv\n",
      plan.points().size(), plan.sweep().replicates, failures, missing,
      (store.folder() / "sweep.h5").string());
  return failures > 0 ? exit_failed : exit_done;
}

const std::atomic<bool>& stop_flag() { return stop_asked; }

void heed_stop_signals() {
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
}

namespace {

/// The part of a run that comes before `fork`.
double part_before(const engine::RunSettings& run, base::Month fork) {
  const base::Month first = run.start - static_cast<int>(run.burn_in);
  return static_cast<double>(fork - first) / (run.end + 1 - first);
}

}  // namespace

void print_estimate(const SweepPlan& plan) {
  const double bytes_a_record = 110 + 12.0 * static_cast<double>(plan.sweep().outputs.size());
  const double bytes_a_file = plan.sweep().keeps_files ? 2e6 : 0;
  const Crew crew = choose_crew(plan, plan.runs(), 0, 0);
  const double seconds = probe_seconds(plan);
  const auto runs = static_cast<double>(plan.runs());
  const auto fork = common_until(plan);
  const double shared = fork ? part_before(plan.sweep().variants->base().run, *fork) : 0;
  const double runs_made =
      runs * (1 - shared) + static_cast<double>(plan.sweep().replicates) * shared;
  std::cout << fmt::format(
      "{}: good ({} points{} x {} replicates = {} runs)\n"
      "  time  about {} on this machine ({:.2g} s a run, {} side by side, {} threads each)\n"
      "  disk  about {}\n{}",
      plan.sweep().file.string(), plan.points().size(),
      plan.dropped() > 0 ? fmt::format(", {} dropped by constraints,", plan.dropped()) : "",
      plan.sweep().replicates, plan.runs(),
      human_time(runs_made * seconds / (crew.side_by_side * crew.threads_each)), seconds,
      crew.side_by_side, crew.threads_each, human_bytes(runs * (2 * bytes_a_record + bytes_a_file)),
      fork
          ? fmt::format("  the months before {} are the same in all points: run once a replicate\n",
                        base::to_string(*fork))
          : "");
}

}  // namespace chuanzhe::app
