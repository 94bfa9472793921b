#include "app/sweep_progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <vector>

#include <fmt/format.h>

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
constexpr seconds between_signs{1}, between_log_lines{60};
constexpr std::int64_t silent_seconds = 15;  ///< after which a process is taken for ended

fs::path status_file(const fs::path& folder) {
  char host[256] = "machine";
  gethostname(host, sizeof host - 1);
  return folder / "status" / fmt::format("{}-{}.txt", host, getpid());
}

std::string time_left(double left) {
  if (left < 120) return fmt::format("{:.0f} s left", left);
  if (left < 7200) return fmt::format("{:.0f} min left", left / 60);
  return fmt::format("{:.1f} h left", left / 3600);
}

}  // namespace

SweepProgress::SweepProgress(fs::path folder, std::string share, std::int64_t total,
                             std::int64_t before)
    : file_(status_file(folder)), share_(std::move(share)), total_(total), before_(before) {
  std::error_code ignored;
  fs::create_directories(file_.parent_path(), ignored);
  teller_ = std::thread([this] { tell_until_stopped(); });
}

SweepProgress::~SweepProgress() {
  {
    const std::lock_guard guard(mutex_);
    stop_ = true;
  }
  stopped_.notify_one();
  teller_.join();
  if (isatty(STDERR_FILENO) != 0) std::cerr << '\r' << line() << '\n';
  write_status("ended");
}

std::string SweepProgress::line() const {
  const double elapsed =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const std::int64_t own = done_ + failed_;
  const std::int64_t left = total_ - before_ - own;
  std::string text = fmt::format("{} of {} runs done, {} failed, {} running", before_ + done_,
                                 total_, failed_.load(), running_.load());
  if (own > 0) {
    const double rate = static_cast<double>(own) / elapsed;
    text += fmt::format(", {:.2g} runs a second, {}", rate,
                        time_left(static_cast<double>(left) / rate));
  }
  return text + "   ";
}

/// Failing to write it is no reason to stop a sweep.
void SweepProgress::write_status(const std::string& state) const {
  const fs::path part = file_.string() + ".part";
  {
    std::ofstream stream(part);
    stream << std::time(nullptr) << '\n'
           << file_.stem().string() << (share_.empty() ? "" : ", share ") << share_ << ": "
           << line() << '\n'
           << state << '\n';
  }
  std::error_code ignored;
  fs::rename(part, file_, ignored);
}

void SweepProgress::tell_until_stopped() {
  const bool is_terminal = isatty(STDERR_FILENO) != 0;
  auto next_line = start_ + between_log_lines;
  std::unique_lock lock(mutex_);
  do {
    if (is_terminal) {
      std::cerr << '\r' << line() << std::flush;
    } else if (std::chrono::steady_clock::now() >= next_line) {
      std::cerr << line() << '\n';
      next_line += between_log_lines;
    }
    write_status("at work");
  } while (!stopped_.wait_for(lock, between_signs, [this] { return stop_; }));
}

std::string status_lines(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "status", ignored)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string lines;
  for (const fs::path& file : files) {
    std::ifstream stream(file);
    std::int64_t last_sign = 0;
    std::string text, state;
    stream >> last_sign >> std::ws;
    std::getline(stream, text);
    std::getline(stream, state);
    const std::int64_t silent = std::time(nullptr) - last_sign;
    if (state == "at work" && silent > silent_seconds) {
      state = fmt::format("no sign for {} s: it was ended", silent);
    }
    lines += fmt::format("  {} [{}]\n", text, state);
  }
  return lines;
}

}  // namespace chuanzhe::app
