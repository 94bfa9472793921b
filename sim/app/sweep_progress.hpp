// What a sweep is doing, told while it goes on: a line on a terminal, a line a minute in a log, and
// a small file that `chuanzhe sweep --status` reads from another terminal or machine.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

namespace chuanzhe::app {

class SweepProgress {
 public:
  /// `total` runs of this process's share, of which `before` were finished at its start.
  SweepProgress(std::filesystem::path folder, std::string share, std::int64_t total,
                std::int64_t before);
  ~SweepProgress();  ///< tells the last figures
  SweepProgress(const SweepProgress&) = delete;
  SweepProgress& operator=(const SweepProgress&) = delete;

  void begin_run() { ++running_; }
  void leave_run() { --running_; }
  void count(bool failed) { ++(failed ? failed_ : done_); }

  std::int64_t done() const { return done_; }
  std::int64_t failed() const { return failed_; }

 private:
  void tell_until_stopped();
  std::string line() const;
  void write_status(const std::string& state) const;

  std::filesystem::path file_;
  std::string share_;
  std::int64_t total_, before_;
  std::atomic<std::int64_t> done_ = 0, failed_ = 0, running_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  std::thread teller_;
};

/// One line for every process that has been at work in the folder of a sweep.
std::string status_lines(const std::filesystem::path& folder);

}  // namespace chuanzhe::app
