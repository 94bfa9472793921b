// A file that appears under its final name only when complete: it grows as `<name>.part`, is
// synced, renamed, and its folder synced. Without publish() the destructor removes it.
#pragma once

#include <filesystem>

namespace chuanzhe::output {

enum class Overwrite : bool { refuse, allow };

class PartFile {
 public:
  /// Creates missing parent folders. Throws InputError when the file exists and may not be
  /// overwritten, RunError when its folder cannot be written.
  PartFile(std::filesystem::path final_path, Overwrite overwrite);
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile();

  const std::filesystem::path& final_path() const { return final_; }
  const std::filesystem::path& part_path() const { return part_; }

  void sync() const;  ///< the bytes written so far are on the disk; throws RunError
  void publish();     ///< renames and syncs the folder; throws RunError

 private:
  std::filesystem::path final_, part_;
  Overwrite overwrite_;
  bool published_ = false;
};

}  // namespace chuanzhe::output
