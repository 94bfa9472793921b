#include "app/progress.hpp"

#include <csignal>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

namespace chuanzhe::app {
namespace {

volatile std::sig_atomic_t stop_asked = 0;

}  // namespace

void listen_for_stop() {
  std::signal(SIGINT, [](int) { stop_asked = 1; });
  std::signal(SIGTERM, [](int) { stop_asked = 1; });
}

bool is_stop_asked() { return stop_asked != 0; }

bool ProgressLine::operator()(const engine::Progress& progress) {
  const double done =
      (progress.replicate + static_cast<double>(progress.months_done) / progress.months) /
      progress.replicates;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  if (isatty(STDERR_FILENO) != 0) {
    std::cerr << fmt::format("\r{}{:3.0f} %  replicate {} of {}  {:.0f} s left   ", what_,
                             done * 100, progress.replicate + 1, progress.replicates,
                             seconds / done * (1 - done));
    if (done >= 1 || is_stop_asked()) std::cerr << '\n';
    std::cerr.flush();
  }
  return !is_stop_asked();
}

}  // namespace chuanzhe::app
