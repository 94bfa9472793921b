#include "output/part_file.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& doing, int error) {
  throw base::RunError(path.string() + ": " + doing + " (" + std::strerror(error) + ")");
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void require_writable_folder(const fs::path& path) {
  const fs::path folder = folder_of(path);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) refuse(folder, "cannot create the folder", error.value());
  if (access(folder.c_str(), W_OK | X_OK) != 0) refuse(folder, "cannot write here", errno);
}

void sync_path(const fs::path& path, int flags) {
  const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) refuse(path, "cannot open to sync", errno);
  const int error = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  if (error != 0) refuse(path, "cannot sync", error);
}

// Where the system can promise it, a file that appeared during the run is not replaced either.
int rename_without_replacing(const fs::path& from, const fs::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  const bool unsupported = errno == EINVAL || errno == ENOSYS;
  return unsupported ? rename(from.c_str(), to.c_str()) : -1;
}

}  // namespace

PartFile::PartFile(fs::path final_path, Overwrite overwrite)
    : final_(std::move(final_path)), part_(final_.string() + ".part"), overwrite_(overwrite) {
  std::error_code ignored;
  if (fs::is_directory(final_, ignored)) {
    throw base::InputError({final_.string()}, "is a folder (a file is to be written) name a file");
  }
  if (overwrite == Overwrite::refuse && fs::exists(fs::symlink_status(final_, ignored))) {
    throw base::InputError({final_.string()},
                           "exists already (results are never overwritten by accident) choose "
                           "another name or pass --overwrite");
  }
  require_writable_folder(final_);
}

PartFile::~PartFile() {
  std::error_code ignored;
  if (!published_) fs::remove(part_, ignored);
}

void PartFile::sync() const { sync_path(part_, O_RDONLY); }

void PartFile::publish() {
  const int failed = overwrite_ == Overwrite::refuse ? rename_without_replacing(part_, final_)
                                                     : rename(part_.c_str(), final_.c_str());
  if (failed != 0) refuse(final_, "cannot rename the finished file", errno);
  published_ = true;
  sync_path(folder_of(final_), O_RDONLY | O_DIRECTORY);
}

}  // namespace chuanzhe::output
