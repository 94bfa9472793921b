// How `run` goes on from files: resumed after an interruption, forked from another run's result, or
// from the beginning; and what it keeps on the way (docs/checkpoints.md).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/simulation.hpp"
#include "output/checkpoint_folder.hpp"
#include "output/month_journal.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::app {

/// A result and the first month that is not taken from it.
struct ForkPoint {
  std::filesystem::path base;
  base::Month month;
};
/// From "BASE.h5@YYYY-MM"; throws base::InputError.
ForkPoint parse_fork(const std::string& text);

output::RunIdentity identity_of(const engine::RunDescription& run);

/// The months before a fork, from a stored result and the checkpoints beside it.
class StoredPrefix {
 public:
  /// Throws base::InputError when `scenario` cannot go on from there, naming every key.
  StoredPrefix(const ForkPoint& fork, const scenario::Scenario& scenario);

  base::Month month() const { return fork_.month; }
  /// `now` describes the run that goes on.
  engine::Beginning begin(int replicate, const engine::RunDescription& now) const;

 private:
  ForkPoint fork_;
  engine::RunDescription stored_;
  output::CheckpointFolder folder_;
};

/// The result exists already and is that of `run`.
bool is_complete(const std::filesystem::path& result, const engine::RunDescription& run);
/// Tells the stored run instead of simulating it.
engine::Continuation told_by(const std::filesystem::path& result,
                             const engine::RunDescription& run);

/// The scenario with run.spare_months such that it may be forked from `fork`, if that is all.
scenario::Scenario load_for_fork(const std::filesystem::path& file,
                                 std::vector<std::string> overrides,
                                 const std::optional<ForkPoint>& fork);

/// The checkpoints and the journal of a run that can be resumed.
class RunFiles {
 public:
  /// Opens what an interrupted run has left when `resume`, otherwise begins anew. Throws
  /// base::InputError when there is something that may not be overwritten.
  struct Options {
    bool resume = false, overwrite = false;
    base::Month from;  ///< the months before are told by the base of a fork
  };
  RunFiles(const std::filesystem::path& result, const engine::RunDescription& run,
           const engine::RunSettings& settings, Options options);

  /// An interrupted run of this result can be gone on with.
  static bool has_journal(const std::filesystem::path& result);

  /// Takes what the run tells its recorders.
  engine::Recorder& journal() { return *journal_; }

  /// `prefix` may be null. Both must outlive the run.
  engine::Continuation continuation(const StoredPrefix* prefix);
  /// The result is complete: what only serves to resume is removed.
  void complete() const;

 private:
  bool is_due(base::Month next) const;

  output::CheckpointFolder folder_;
  engine::RunDescription run_;
  int every_;
  std::unique_ptr<output::MonthJournal> journal_;
};

}  // namespace chuanzhe::app
