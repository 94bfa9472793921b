#include "output/checkpoint_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

namespace fs = std::filesystem;

std::string name_of(int replicate, base::Month month) {
  char number[16];
  std::snprintf(number, sizeof number, "r%04d-", replicate);
  return number + base::to_string(month) + ".state";
}

/// Why a checkpoint of `stored` is none of `needed`; empty when it is.
std::string mismatch(const RunIdentity& stored, const RunIdentity& needed) {
  if (stored.version != needed.version) {
    return "was written by version " + stored.version + " (this is " + needed.version + ")";
  }
  if (stored.data != needed.data) return "was made from other data";
  return stored == needed ? "" : "belongs to another scenario";
}

}  // namespace

CheckpointFolder::CheckpointFolder(const fs::path& result, RunIdentity identity, int threads)
    : folder_(fs::path(result).replace_extension(".checkpoints")),
      identity_(std::move(identity)),
      pool_(std::make_shared<base::ThreadPool>(threads)) {}

bool CheckpointFolder::has_journal() const {
  std::error_code ignored;
  return fs::exists(journal(), ignored);
}

bool CheckpointFolder::is_empty() const { return !has_journal() && entries().empty(); }

void CheckpointFolder::make() const {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) {
    throw base::RunError(folder_.string() + ": cannot create the folder (" + error.message() + ")");
  }
}

std::vector<CheckpointFolder::Entry> CheckpointFolder::entries() const {
  std::vector<Entry> found;
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(folder_, ignored)) {
    const std::string name = file.path().filename().string();
    int replicate = 0, year = 0, month = 0;
    if (std::sscanf(name.c_str(), "r%d-%d-%d.state", &replicate, &year, &month) != 3) continue;
    const base::Month next(year, month);
    if (name == name_of(replicate, next)) found.push_back({replicate, next, file.path()});
  }
  std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) {
    return std::pair(b.month, a.replicate) < std::pair(a.month, b.replicate);
  });
  return found;
}

void CheckpointFolder::keep(const engine::StateView& view) {
  make();
  write_checkpoint(folder_ / name_of(view.label.replicate, view.label.month), identity_, view,
                   *pool_);
}

engine::StateSource CheckpointFolder::open(const fs::path& path) const {
  const auto file = std::make_shared<const CheckpointFile>(path);
  const std::string other = mismatch(file->identity(), identity_);
  if (!other.empty()) {
    throw base::InputError({path.string()},
                           other +
                               " (a state only fits the run that it was taken from) run the "
                               "base anew");
  }
  return {file->label(), [file, pool = pool_](std::string_view column, std::span<std::byte> into) {
            file->read(column, into, *pool);
          }};
}

std::optional<engine::StateSource> CheckpointFolder::latest(int replicate,
                                                            base::Month until) const {
  for (const Entry& entry : entries()) {
    if (entry.replicate != replicate || entry.month > until) continue;
    try {
      return open(entry.path);
    } catch (const base::InputError&) {
      continue;  // the one before it serves as well, only slower
    }
  }
  return {};
}

engine::StateSource CheckpointFolder::needed(int replicate, base::Month until) const {
  if (auto source = latest(replicate, until)) return *std::move(source);
  for (const Entry& entry : entries()) {
    if (entry.replicate == replicate && entry.month <= until) return open(entry.path);
  }
  throw base::InputError(
      {folder_.string()},
      "holds no checkpoint of replicate " + std::to_string(replicate) + " at or before " +
          base::to_string(until) +
          " (a fork goes on from one) run the base with --set run.checkpoint=12, or fork later");
}

void CheckpointFolder::tidy(const std::function<bool(base::Month)>& wanted) const {
  std::error_code ignored;
  fs::remove(journal(), ignored);
  for (const Entry& entry : entries()) {
    if (!wanted(entry.month)) fs::remove(entry.path, ignored);
  }
  fs::remove(folder_, ignored);  // only when empty
}

}  // namespace chuanzhe::output
