#include "study/run_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>

#include <boost/crc.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view format_word = "chuanzhe-runs-1";

[[noreturn]] void refuse(const fs::path& path, const std::string& doing, int error) {
  throw base::RunError(
      fmt::format("{}: {} ({}); nothing that was finished is lost: make room or "
                  "give the right to write, then start the same command again",
                  path.string(), doing, std::strerror(error)));
}

std::string checksum(std::string_view text) {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  return fmt::format("{:08x}", crc.checksum());
}

/// Tabs and line ends separate fields and records.
std::string plain(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

std::vector<std::string> split(const std::string& text, char sign) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(sign); end != std::string::npos; end = text.find(sign, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// The payload of a line whose checksum is right.
std::optional<std::string> payload_of(const std::string& line) {
  if (line.size() < 9 || line[8] != ' ') return {};
  std::string payload = line.substr(9);
  return checksum(payload) == line.substr(0, 8) ? std::optional(std::move(payload)) : std::nullopt;
}

double number_of(const std::string& text) {
  double value = std::nan("");
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string payload_of(const RunRecord& record) {
  return fmt::format("{}\t{}\t{:.3f}\t{}\t{}\t{}", record.key,
                     run_status_words[static_cast<int>(record.status)], record.seconds,
                     plain(record.label), fmt::format("{}", fmt::join(record.values, ",")),
                     plain(record.message));
}

RunRecord record_of(const std::string& payload) {
  const auto fields = split(payload, '\t');
  base::ensure(fields.size() == 6, "a record of a run has six fields");
  RunRecord record{fields[0], fields[3], RunStatus::failed, number_of(fields[2]), {}, fields[5]};
  if (fields[1] == run_status_words[static_cast<int>(RunStatus::done)]) {
    record.status = RunStatus::done;
    for (const std::string& value : split(fields[4], ','))
      record.values.push_back(number_of(value));
  }
  return record;
}

void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) refuse(folder, "cannot open to sync", errno);
  const int error = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  if (error != 0) refuse(folder, "cannot sync", error);
}

std::string this_process() {
  char host[256] = "this machine";
  gethostname(host, sizeof host - 1);
  return fmt::format("process {} on {}", getpid(), host);
}

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

}  // namespace

RunStore::RunStore(fs::path folder, StoreIdentity identity, Access access)
    : folder_(std::move(folder)), identity_(std::move(identity)) {
  if (access != Access::reading) {
    std::error_code error;
    fs::create_directories(folder_ / "runs", error);
    if (error) refuse(folder_, "cannot make the folder of the sweep", error.value());
    lock(access);
  }
  refresh();
}

RunStore::~RunStore() {
  if (own_ >= 0) close(own_);
  if (lock_ >= 0) close(lock_);
}

void RunStore::lock(Access access) {
  const fs::path file = folder_ / "lock";
  lock_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) refuse(file, "cannot write here", errno);
  if (flock(lock_, (access == Access::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
    throw base::InputError({folder_.string()},
                           fmt::format("another sweep is at work in this folder ({}); wait for it, "
                                       "or let both take their share with --shard",
                                       first_line(file)));
  }
  const std::string holder = this_process() + '\n';
  if (ftruncate(lock_, 0) != 0 || pwrite(lock_, holder.data(), holder.size(), 0) < 0) {
    refuse(file, "cannot write here", errno);
  }
}

RunStore::Key RunStore::parse_key(const std::string& text) {
  base::expect(text.size() == 32, "a key has 32 hexadecimal digits");
  Key key;
  std::from_chars(text.data(), text.data() + 16, key.high, 16);
  std::from_chars(text.data() + 16, text.data() + 32, key.low, 16);
  return key;
}

void RunStore::refresh() {
  const std::lock_guard guard(mutex_);
  std::error_code error;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder_ / "runs", error)) {
    if (entry.path().extension() == ".log") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) {
    const auto [place, is_new] =
        log_numbers_.try_emplace(path, static_cast<std::uint32_t>(logs_.size()));
    if (is_new) logs_.push_back({path, {}, 0, false, {}});
    scan(logs_[place->second], place->second);
  }
}

void RunStore::read_header(Log& log, const std::string& payload) const {
  const auto fields = split(payload, '\t');
  if (fields.size() < 3 || fields[0] != format_word) {
    log.reason = "in a form this program does not know";
    return;
  }
  if (fields[1] != plain(identity_.code)) {
    log.reason = fmt::format("made by other code ({}, now {})", fields[1], identity_.code);
    return;
  }
  if (fields[2] != plain(identity_.data)) {
    log.reason = "made from other data tables";
    return;
  }
  for (const std::string& output : identity_.outputs) {
    const auto place = std::find(fields.begin() + 3, fields.end(), plain(output));
    if (place == fields.end()) {
      log.reason = fmt::format("without the output {}", output);
      return;
    }
    log.places.push_back(static_cast<std::size_t>(place - fields.begin() - 3));
  }
  log.is_usable = true;
}

/// Reads on where the last scan ended; a line without its end or checksum ends the scan.
void RunStore::scan(Log& log, std::uint32_t number) {
  std::ifstream stream(log.path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(log.read_to));
  StaleRuns stale;
  for (std::string line; std::getline(stream, line) && !stream.eof();) {
    const auto payload = payload_of(line);
    if (!payload) break;
    const std::uint64_t begin = log.read_to;
    log.read_to += line.size() + 1;
    if (begin == 0) {
      read_header(log, *payload);
      continue;
    }
    const auto fields = split(*payload, '\t');
    if (fields.size() != 6 || fields[0].size() != 32) continue;
    if (!log.is_usable) {
      if (stale.runs++ == 0) stale.example = fields[3];
      continue;
    }
    const bool is_done = fields[1] == run_status_words[static_cast<int>(RunStatus::done)];
    Entry& entry = entries_[parse_key(fields[0])];
    if (entry.status == RunStatus::done) continue;
    entry = {number, is_done ? RunStatus::done : RunStatus::failed, begin};
  }
  stale.reason = log.reason;
  if (stale.runs > 0) stale_.push_back(std::move(stale));
}

RunStatus RunStore::status(const std::string& key) const {
  const std::lock_guard guard(mutex_);
  const auto found = entries_.find(parse_key(key));
  return found == entries_.end() ? RunStatus::missing : found->second.status;
}

RunRecord RunStore::read(const std::string& key) const {
  Entry entry;
  Log log;
  {
    const std::lock_guard guard(mutex_);
    entry = entries_.at(parse_key(key));
    log = logs_[entry.log];
  }
  std::ifstream stream(log.path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(entry.offset));
  std::string line;
  std::getline(stream, line);
  const auto payload = payload_of(line);
  if (!payload) throw base::RunError(log.path.string() + ": the log was damaged while in use");
  RunRecord record = record_of(*payload);
  std::vector<double> ordered;
  if (record.status == RunStatus::done) {
    for (const std::size_t place : log.places) ordered.push_back(record.values.at(place));
  }
  record.values = std::move(ordered);
  return record;
}

void RunStore::forget_failures() {
  const std::lock_guard guard(mutex_);
  std::erase_if(entries_, [](const auto& e) { return e.second.status == RunStatus::failed; });
}

/// A log nobody else has: numbers are tried until one is free.
void RunStore::open_own_log() {
  for (std::size_t n = logs_.size() + 1; own_ < 0; ++n) {
    const fs::path path = folder_ / "runs" / fmt::format("{:06}.log", n);
    own_ = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (own_ < 0 && errno != EEXIST) refuse(path, "cannot write here", errno);
    if (own_ < 0) continue;
    own_number_ = static_cast<std::uint32_t>(logs_.size());
    log_numbers_[path] = own_number_;
    logs_.push_back({path, {}, 0, true, {}});
    for (std::size_t i = 0; i < identity_.outputs.size(); ++i) logs_.back().places.push_back(i);
  }
  std::string header =
      fmt::format("{}\t{}\t{}", format_word, plain(identity_.code), plain(identity_.data));
  for (const std::string& output : identity_.outputs) header += '\t' + plain(output);
  append(header);
  sync_folder(folder_ / "runs");
}

/// Writes one line and waits until the disk has it. What a full disk took of a line is cut off.
void RunStore::append(const std::string& payload) {
  const std::string line = checksum(payload) + ' ' + payload + '\n';
  const fs::path& path = logs_[own_number_].path;
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t n = write(own_, line.data() + written, line.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      const int error = errno;
      [[maybe_unused]] const int cut = ftruncate(own_, static_cast<off_t>(own_size_));
      refuse(path, "cannot write a finished run", error);
    }
    written += static_cast<std::size_t>(n);
  }
  if (fdatasync(own_) != 0) refuse(path, "cannot sync a finished run", errno);
  own_size_ += line.size();
}

void RunStore::add(const RunRecord& record) {
  base::expect(record.status != RunStatus::done || record.values.size() == identity_.outputs.size(),
               "a run has a value for every output");
  const std::lock_guard guard(mutex_);
  if (own_ < 0) open_own_log();
  const std::uint64_t begin = own_size_;
  append(payload_of(record));
  logs_[own_number_].read_to = own_size_;
  entries_[parse_key(record.key)] = {own_number_, record.status, begin};
}

FileLock::FileLock(const fs::path& file, Wait wait) {
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) refuse(file, "cannot write here", errno);
  held_ = flock(descriptor_, LOCK_EX | (wait == Wait::no ? LOCK_NB : 0)) == 0;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace chuanzhe::study
