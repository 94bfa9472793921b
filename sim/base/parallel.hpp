// A pool of threads with a barrier. Work is cut into numbered pieces whose results are kept apart
// by piece, so the number of threads and their order never show in a result.
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chuanzhe::base {

class ThreadPool {
 public:
  explicit ThreadPool(int threads);  ///< the calling thread counts as one; 0 = all cores
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  /// Calls work(piece, thread) for every piece in [0, pieces) and waits for all. The first
  /// exception is thrown again here.
  void for_each(int pieces, const std::function<void(int piece, int thread)>& work);

 private:
  void help(int thread);
  void take_pieces(int thread);

  std::vector<std::thread> helpers_;
  std::mutex mutex_;
  std::condition_variable start_, done_;
  const std::function<void(int, int)>* work_ = nullptr;
  int pieces_ = 0;
  std::atomic<int> next_{0};
  int round_ = 0, busy_ = 0;
  bool stop_ = false;
  std::exception_ptr error_;
};

}  // namespace chuanzhe::base
