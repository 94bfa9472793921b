// Files of bytes outside HDF5 (checkpoints, journals): every return code is checked and becomes a
// RunError that names the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace chuanzhe::output {

class PlainFile {
 public:
  enum class Mode : std::uint8_t { read, create, append };
  PlainFile(std::filesystem::path path, Mode mode);
  PlainFile(PlainFile&& other) noexcept;
  PlainFile& operator=(PlainFile&&) = delete;
  ~PlainFile();

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const;
  void write(std::span<const std::uint8_t> bytes);  ///< behind what was written before
  /// Fills `into` from `offset` on; false when the file is too short. Threads may read at once.
  bool read_at(std::uint64_t offset, std::span<std::uint8_t> into) const;
  void truncate(std::uint64_t size);
  void sync();
  void close();  ///< throws when the system reports a late error

 private:
  [[noreturn]] void refuse(const char* doing) const;

  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace chuanzhe::output
