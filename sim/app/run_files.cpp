#include "app/run_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "engine/fork_check.hpp"
#include "engine/relabel.hpp"
#include "output/replay.hpp"
#include "scenario/tables_reader.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

/// Tells one stored replicate under its own number.
class AsReplicate : public engine::Recorder {
 public:
  AsReplicate(int replicate, engine::Recorder& to) : replicate_(replicate), to_(to) {}
  void begin(const engine::RunDescription&) override {}
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override {
    engine::MonthObservation told = observation;
    told.replicate = replicate_;
    to_.month(told, events);
  }
  void sample(int /*replicate*/, std::span<const engine::SampledWorker> workers) override {
    to_.sample(replicate_, workers);
  }
  void payments(int /*replicate*/, int step, std::span<const engine::Payment> payments) override {
    to_.payments(replicate_, step, payments);
  }
  void life_hashes(int /*replicate*/, std::span<const std::uint64_t> hashes) override {
    to_.life_hashes(replicate_, hashes);
  }
  void finish() override {}

 private:
  int replicate_;
  engine::Recorder& to_;
};

void tell_stored(const fs::path& result, int replicate, output::MonthRange months,
                 engine::Recorder& recorder) {
  AsReplicate numbered(replicate, recorder);
  output::ReplayOptions options;
  options.with_events = true;
  options.with_lives = true;
  options.first_replicate = replicate;
  options.replicates = 1;
  options.months = months;
  output::replay(result, numbered, options);
}

std::string digest_lines(const engine::RunDescription& run) {
  std::string lines;
  for (const auto& [file, digest] : run.digests) lines += digest + "  " + file + "\n";
  return lines;
}

scenario::Scenario load_base(const fs::path& base, const engine::RunDescription& stored,
                             const fs::path& data_folder) {
  return scenario::load_text(
      stored.resolved_yaml, base.string() + " (resolved scenario)",
      {"data.folder=" + scenario::quote(fs::absolute(data_folder).string())});
}

/// The place in the scenario where `key` was set.
base::Location place_of(const std::string& key, const scenario::Scenario& scenario) {
  for (const scenario::Resolved& row : scenario.resolved) {
    if (row.path == key && row.origin != "default") return {row.origin};
  }
  return {};
}

void require_same_before(const ForkPoint& fork, const engine::RunDescription& stored,
                         const scenario::Scenario& scenario) {
  const scenario::Scenario base = load_base(fork.base, stored, scenario.data_folder);
  std::vector<base::Problem> problems;
  for (const auto& [key, why] :
       engine::early_differences(base.inputs(), scenario.inputs(), fork.month)) {
    base::Problem problem;
    problem.at = place_of(key, scenario);
    problem.text = fmt::format(
        "{} differs from {} before the fork in {} ({}); set it as there, or run without --fork",
        key, fork.base.string(), base::to_string(fork.month), why);
    problems.push_back(std::move(problem));
  }
  if (!problems.empty()) throw base::InputError(std::move(problems));
}

void require_months(const ForkPoint& fork, const engine::RunDescription& stored) {
  if (fork.month >= stored.start && fork.month <= stored.end + 1) return;
  throw base::InputError(
      {}, fmt::format("--fork {}@{}: the run covers {} to {}; name one of these months",
                      fork.base.string(), base::to_string(fork.month),
                      base::to_string(stored.start), base::to_string(stored.end)));
}

void require_same_data(const ForkPoint& fork, const engine::RunDescription& stored,
                       const scenario::Scenario& scenario) {
  for (const auto& entry : stored.digests) {
    const auto& now = scenario.digests;
    if (std::find(now.begin(), now.end(), entry) != now.end()) continue;
    throw base::InputError({fork.base.string()},
                           fmt::format("was made from another {} than {} holds (a fork goes on "
                                       "with the same data) run the base anew",
                                       entry.first, scenario.data_folder.string()));
  }
}

}  // namespace

ForkPoint parse_fork(const std::string& text) {
  const auto at = text.rfind('@');
  const auto month =
      at == std::string::npos ? std::nullopt : base::parse_month(text.substr(at + 1));
  if (!month || at == 0) {
    throw base::InputError({}, "--fork is '" + text +
                                   "' (a result and the first month to run anew are needed) "
                                   "write --fork base.h5@2022-01");
  }
  return {text.substr(0, at), *month};
}

output::RunIdentity identity_of(const engine::RunDescription& run) {
  return {run.version, scenario::sha256(run.resolved_yaml), scenario::sha256(digest_lines(run))};
}

StoredPrefix::StoredPrefix(const ForkPoint& fork, const scenario::Scenario& scenario)
    : fork_(fork),
      stored_(output::read_description(fork.base)),
      folder_(fork.base, identity_of(stored_), static_cast<int>(scenario.run.threads)) {
  if (stored_.version != CHUANZHE_VERSION) {
    throw base::InputError(
        {fork.base.string()},
        fmt::format("was written by version {} (this is " CHUANZHE_VERSION ") run it anew",
                    stored_.version));
  }
  require_months(fork, stored_);
  require_same_data(fork, stored_, scenario);
  require_same_before(fork, stored_, scenario);
  for (int r = 0; r < scenario.run.replicates; ++r) folder_.needed(r, fork.month);
}

engine::Beginning StoredPrefix::begin(int replicate, const engine::RunDescription& now) const {
  engine::Beginning beginning;
  beginning.recorded_from = fork_.month;
  beginning.state = folder_.needed(replicate, fork_.month);
  if (fork_.month == stored_.start) return beginning;
  beginning.tell = [this, replicate, &now](engine::Recorder& recorder) {
    const auto& ids = stored_.axes[static_cast<std::size_t>(engine::Axis::policy)].names;
    engine::Relabel relabelled(recorder, ids, now);
    tell_stored(fork_.base, replicate, {stored_.start, fork_.month - 1}, relabelled);
  };
  return beginning;
}

bool is_complete(const fs::path& result, const engine::RunDescription& run) {
  std::error_code ignored;
  if (!fs::exists(result, ignored)) return false;
  return identity_of(output::read_description(result)) == identity_of(run);
}

engine::Continuation told_by(const fs::path& result, const engine::RunDescription& run) {
  engine::Continuation continuation;
  const output::MonthRange all{run.start, run.end};
  continuation.begin = [result, all](int replicate) {
    engine::Beginning beginning;
    beginning.recorded_from = all.last + 1;
    beginning.tell = [result, all, replicate](engine::Recorder& recorder) {
      tell_stored(result, replicate, all, recorder);
    };
    return beginning;
  };
  return continuation;
}

scenario::Scenario load_for_fork(const fs::path& file, std::vector<std::string> overrides,
                                 const std::optional<ForkPoint>& fork) {
  scenario::Scenario scenario = scenario::load(file, overrides);
  if (!fork) return scenario;
  const auto stored = output::read_description(fork->base);
  const scenario::Scenario base = load_base(fork->base, stored, scenario.data_folder);
  const base::Month planned = base.run.end + static_cast<int>(base.run.spare_months);
  const int spare = planned - scenario.run.end;
  if (scenario.run.spare_months != 0 || spare <= 0) return scenario;
  overrides.push_back("run.spare_months=" + std::to_string(spare));
  return scenario::load(file, overrides);
}

bool RunFiles::has_journal(const fs::path& result) {
  return output::CheckpointFolder(result, {}, 1).has_journal();
}

RunFiles::RunFiles(const fs::path& result, const engine::RunDescription& run,
                   const engine::RunSettings& settings, Options options)
    : folder_(result, identity_of(run), static_cast<int>(settings.threads)),
      run_(run),
      every_(static_cast<int>(settings.checkpoint)) {
  const bool goes_on = options.resume && folder_.has_journal();
  if (!goes_on && !folder_.is_empty()) {
    if (!options.overwrite && !options.resume) {
      throw base::InputError({folder_.path().string()},
                             "holds checkpoints of an earlier run (nothing is overwritten by "
                             "accident) go on with --resume, or begin anew with --overwrite");
    }
    folder_.tidy([](base::Month) { return false; });
  }
  folder_.make();
  journal_ = std::make_unique<output::MonthJournal>(folder_.journal(), folder_.identity(),
                                                    options.from - run.start);
}

bool RunFiles::is_due(base::Month next) const {
  return every_ > 0 && next >= run_.start && next <= run_.end && (next - run_.start) % every_ == 0;
}

engine::Continuation RunFiles::continuation(const StoredPrefix* prefix) {
  engine::Continuation continuation;
  continuation.begin = [this, prefix](int replicate) {
    engine::Beginning beginning =
        prefix != nullptr ? prefix->begin(replicate, run_) : engine::Beginning{};
    base::Month told = run_.start + journal_->next_step(replicate);
    // Killed between the last month and the hashes: the last month is run again to have them.
    const bool lacks_hashes = run_.life_hash && !journal_->has_hashes(replicate);
    if (lacks_hashes && told > run_.end) told = run_.end;
    const base::Month from = prefix != nullptr ? prefix->month() : run_.start;
    if (told <= from) return beginning;
    beginning.recorded_from = told;
    beginning.tell = [this, replicate, told, before = beginning.tell](engine::Recorder& recorder) {
      if (before) before(recorder);
      journal_->tell(replicate, told - run_.start, recorder);
    };
    auto own = folder_.latest(replicate, told);
    if (own && (!beginning.state || own->label.month > beginning.state->label.month)) {
      beginning.state = std::move(own);
    }
    return beginning;
  };
  const base::Month from = prefix != nullptr ? prefix->month() : run_.start;
  continuation.keeps = [this, from](base::Month next) { return next >= from && is_due(next); };
  continuation.keep = [this](const engine::StateView& view) {
    journal_->sync();
    folder_.keep(view);
  };
  return continuation;
}

void RunFiles::complete() const {
  folder_.tidy([this](base::Month month) { return is_due(month); });
}

}  // namespace chuanzhe::app
