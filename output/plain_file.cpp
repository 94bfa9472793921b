#include "output/plain_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

int flags_of(PlainFile::Mode mode) {
  switch (mode) {
    case PlainFile::Mode::create:
      return O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;
    case PlainFile::Mode::append:
      return O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
    default:
      return O_RDONLY | O_CLOEXEC;
  }
}

}  // namespace

PlainFile::PlainFile(std::filesystem::path path, Mode mode) : path_(std::move(path)) {
  constexpr mode_t readable_by_all = 0644;
  descriptor_ = open(path_.c_str(), flags_of(mode), readable_by_all);
  if (descriptor_ < 0) refuse("cannot open");
}

PlainFile::PlainFile(PlainFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

PlainFile::~PlainFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PlainFile::refuse(const char* doing) const {
  throw base::RunError(path_.string() + ": " + doing + " (" + std::strerror(errno) + ")");
}

std::uint64_t PlainFile::size() const {
  struct stat about {};
  if (fstat(descriptor_, &about) != 0) refuse("cannot be looked at");
  return static_cast<std::uint64_t>(about.st_size);
}

void PlainFile::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) refuse("cannot write");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

bool PlainFile::read_at(std::uint64_t offset, std::span<std::uint8_t> into) const {
  while (!into.empty()) {
    const ssize_t got = pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse("cannot read");
    if (got == 0) return false;
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

void PlainFile::truncate(std::uint64_t size) {
  if (ftruncate(descriptor_, static_cast<off_t>(size)) != 0) refuse("cannot be cut");
}

void PlainFile::sync() {
  if (fsync(descriptor_) != 0) refuse("cannot sync");
}

void PlainFile::close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) refuse("cannot close");
}

}  // namespace chuanzhe::output
