// The finished runs of a sweep, kept in a folder so that none is ever lost or run twice
// (docs/decisions, sweep store). Every process appends to a log of its own; a record counts when
// its line is whole and its checksum right, so a process may be killed at any moment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace chuanzhe::study {

enum class RunStatus : std::uint8_t { missing, done, failed };
inline constexpr std::string_view run_status_words[] = {"missing", "done", "failed"};

/// One run that came to an end.
struct RunRecord {
  std::string key;    ///< 32 hexadecimal digits: what the run's numbers follow from
  std::string label;  ///< for people: factor values and replicate
  RunStatus status = RunStatus::done;
  double seconds = 0;
  std::vector<double> values;  ///< along the store's outputs; NaN where undefined
  std::string message;         ///< of a failed run
};

/// What all runs of a store must have in common to be used.
struct StoreIdentity {
  std::string code;                  ///< version and digest of the program's model
  std::string data;                  ///< digest of the data tables
  std::vector<std::string> outputs;  ///< requests of the figures kept
};

/// Runs that are in the folder but cannot be used.
struct StaleRuns {
  std::string reason;
  std::size_t runs = 0;
  std::string example;  ///< label of the first
};

class RunStore {
 public:
  enum class Access {
    alone,   ///< refuses a second process
    shared,  ///< beside other shared ones: each does its own part
    reading
  };
  /// Opens or makes the folder. Throws base::RunError when it cannot be used, base::InputError
  /// when another process is at work in it.
  RunStore(std::filesystem::path folder, StoreIdentity identity, Access access);
  ~RunStore();
  RunStore(const RunStore&) = delete;
  RunStore& operator=(const RunStore&) = delete;

  RunStatus status(const std::string& key) const;
  /// The record of a run that is not missing.
  RunRecord read(const std::string& key) const;
  /// On the disk when it returns; from any thread. Throws base::RunError.
  void add(const RunRecord& record);
  /// Looks again at what other processes have added.
  void refresh();
  /// Forgets failed runs, so that they are missing.
  void forget_failures();

  const std::vector<StaleRuns>& stale() const { return stale_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Key {
    std::uint64_t high = 0, low = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.low; }
  };
  struct Entry {
    std::uint32_t log = 0;
    RunStatus status = RunStatus::missing;
    std::uint64_t offset = 0;
  };
  struct Log {
    std::filesystem::path path;
    std::vector<std::size_t> places;  ///< of our outputs among those of the log
    std::uint64_t read_to = 0;
    bool is_usable = false;
    std::string reason;  ///< why not
  };

  static Key parse_key(const std::string& text);
  void lock(Access access);
  void scan(Log& log, std::uint32_t number);
  void read_header(Log& log, const std::string& payload) const;
  void open_own_log();
  void append(const std::string& payload);

  std::filesystem::path folder_;
  StoreIdentity identity_;
  std::map<std::filesystem::path, std::uint32_t> log_numbers_;
  std::vector<Log> logs_;
  std::unordered_map<Key, Entry, KeyHash> entries_;
  std::vector<StaleRuns> stale_;
  mutable std::mutex mutex_;
  int lock_ = -1, own_ = -1;
  std::uint32_t own_number_ = 0;
  std::uint64_t own_size_ = 0;
};

/// A lock of a file by name, held until destroyed; several processes wait or are refused.
class FileLock {
 public:
  enum class Wait { yes, no };
  FileLock(const std::filesystem::path& file, Wait wait);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool is_held() const { return held_; }

 private:
  int descriptor_ = -1;
  bool held_ = false;
};

}  // namespace chuanzhe::study
