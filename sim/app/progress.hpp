// How far a run is, on the terminal, and whether the user asked to stop (Ctrl-C).
#pragma once

#include <chrono>
#include <string>

#include "engine/simulation.hpp"

namespace chuanzhe::app {

/// From now on SIGINT and SIGTERM ask running simulations to stop.
void listen_for_stop();
bool is_stop_asked();

/// A line on the terminal, redrawn: done, and the time left. Used as engine::OnProgress.
class ProgressLine {
 public:
  explicit ProgressLine(std::string what = "") : what_(std::move(what)) {}
  bool operator()(const engine::Progress& progress);

 private:
  std::string what_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace chuanzhe::app
