// The folder beside a result that holds its checkpoints and, while the run goes on, its journal:
// `base.h5` has `base.checkpoints/r0000-2022-01.state` (replicate, next month) and
// `months.journal`.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "output/checkpoint_file.hpp"

namespace chuanzhe::output {

class CheckpointFolder {
 public:
  /// The folder of the result; it need not exist. `threads` as in base::ThreadPool.
  CheckpointFolder(const std::filesystem::path& result, RunIdentity identity, int threads);

  const std::filesystem::path& path() const { return folder_; }
  const RunIdentity& identity() const { return identity_; }
  std::filesystem::path journal() const { return folder_ / "months.journal"; }
  bool has_journal() const;
  bool is_empty() const;  ///< no checkpoint, no journal

  void make() const;  ///< creates the folder
  /// Throws base::RunError.
  void keep(const engine::StateView& view);

  /// The latest checkpoint of a replicate that is good, at or before `until`.
  std::optional<engine::StateSource> latest(int replicate, base::Month until) const;
  /// The same for a fork, which cannot do without: throws base::InputError that says why there is
  /// none.
  engine::StateSource needed(int replicate, base::Month until) const;

  /// Removes the journal, and the checkpoints of months that are not `wanted`; then the folder if
  /// nothing is left. Files of others are never touched.
  void tidy(const std::function<bool(base::Month)>& wanted) const;

 private:
  struct Entry {
    int replicate = 0;
    base::Month month;
    std::filesystem::path path;
  };
  std::vector<Entry> entries() const;  ///< latest first
  engine::StateSource open(const std::filesystem::path& path) const;

  std::filesystem::path folder_;
  RunIdentity identity_;
  std::shared_ptr<base::ThreadPool> pool_;
};

}  // namespace chuanzhe::output
