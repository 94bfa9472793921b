// `mpirun -n N chuanzhe-sweep-mpi SWEEP.yaml`: a sweep over the ranks of an MPI job. Rank 0 hands
// out runs and works too; every rank keeps its own finished runs, so whatever becomes of the job,
// the next start goes on where it ended (docs/sweeps.md, Clusters).
#include <mpi.h>

#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "app/sweep_command.hpp"

namespace {

namespace app = chuanzhe::app;
namespace base = chuanzhe::base;
namespace study = chuanzhe::study;
using app::SweepPlan;

constexpr int ask_tag = 1, answer_tag = 2;
constexpr std::int64_t no_more = -1;
constexpr std::chrono::milliseconds between_looks{2};

/// Numbers of missing runs, for every thread of rank 0.
class Queue {
 public:
  explicit Queue(std::vector<std::int64_t> numbers) : numbers_(std::move(numbers)) {}
  std::optional<std::int64_t> take() {
    const std::lock_guard guard(mutex_);
    return next_ < numbers_.size() ? std::optional(numbers_[next_++]) : std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::vector<std::int64_t> numbers_;
  std::size_t next_ = 0;
};

/// Answers the other ranks until each has been told that nothing is left. MPI waits by spinning,
/// which would take a core from the runs: look, then sleep.
void serve(Queue& queue, int ranks) {
  for (int told = 1; told < ranks;) {
    int has_come = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, ask_tag, MPI_COMM_WORLD, &has_come, &status);
    if (has_come == 0) {
      std::this_thread::sleep_for(between_looks);
      continue;
    }
    MPI_Recv(nullptr, 0, MPI_BYTE, status.MPI_SOURCE, ask_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    const std::int64_t number = app::stop_flag() ? no_more : queue.take().value_or(no_more);
    if (number == no_more) ++told;
    MPI_Send(&number, 1, MPI_INT64_T, status.MPI_SOURCE, answer_tag, MPI_COMM_WORLD);
  }
}

/// Asks rank 0 for the next run.
std::optional<std::int64_t> ask() {
  MPI_Send(nullptr, 0, MPI_BYTE, 0, ask_tag, MPI_COMM_WORLD);
  std::int64_t number = no_more;
  MPI_Recv(&number, 1, MPI_INT64_T, 0, answer_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return number == no_more ? std::nullopt : std::optional(number);
}

void wait_for_all() {
  MPI_Request request;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  for (int is_done = 0; is_done == 0;) {
    MPI_Test(&request, &is_done, MPI_STATUS_IGNORE);
    if (is_done == 0) std::this_thread::sleep_for(between_looks);
  }
}

/// Works in a thread of its own while this one answers the other ranks.
void work_and_serve(const std::function<void()>& work, Queue& queue, int ranks) {
  std::exception_ptr error;
  std::thread worker([&] {
    try {
      work();
    } catch (...) {
      error = std::current_exception();
    }
  });
  serve(queue, ranks);
  worker.join();
  if (error) std::rethrow_exception(error);
}

/// Runs what is missing, with the other ranks.
void run_missing(const SweepPlan& plan, study::RunStore& store, const app::SweepOptions& options,
                 int rank, int ranks) {
  const app::Crew crew{1, std::max(1, options.threads_each), !options.is_separate};
  const auto missing = app::missing_runs(plan, store, 1, 1);
  Queue queue(missing);
  app::SweepProgress progress(store.folder(), fmt::format("rank {} of {}", rank, ranks),
                              plan.runs(), plan.runs() - static_cast<std::int64_t>(missing.size()));
  const app::NextRun next = rank == 0 ? app::NextRun([&] { return queue.take(); }) : ask;
  const auto work = [&] { app::run_all(plan, store, crew, next, progress, app::stop_flag()); };
  if (rank == 0) {
    work_and_serve(work, queue, ranks);
  } else {
    work();
  }
}

/// The ranks share the folder; rank 0 keeps other sweeps out of it.
int run_rank(const app::SweepOptions& options, int rank, int ranks) {
  const SweepPlan plan = app::plan_of(options);
  const std::filesystem::path folder = app::folder_of(options, plan);
  study::RunStore store(folder, plan.identity(), study::RunStore::Access::shared);
  const study::FileLock alone(folder / fmt::format("share-{}-of-{}.mpi.lock", rank + 1, ranks),
                              study::FileLock::Wait::no);
  if (!alone.is_held()) {
    throw base::InputError({folder.string()}, "another job works in this folder; wait for it");
  }
  if (rank == 0) app::tell_stale(store);
  if (options.retries) store.forget_failures();
  wait_for_all();  // nobody writes before everybody has read what is missing
  run_missing(plan, store, options, rank, ranks);
  wait_for_all();
  return rank == 0 ? app::close_sweep(plan, store, options) : app::exit_done;
}

/// A rank that cannot go on ends the job: what is finished is kept.
int run_or_end_job(const app::SweepOptions& options) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  int status = app::exit_failed;
  try {
    return run_rank(options, rank, ranks);
  } catch (const base::InputError& error) {
    for (const base::Problem& problem : error.problems()) std::cerr << to_string(problem) << '\n';
    status = app::exit_bad_input;
  } catch (const chuanzhe::engine::Interrupted&) {
    std::cerr << "interrupted; finished runs are kept, start the same command to go on\n";
    status = app::exit_interrupted;
  } catch (const std::exception& error) {
    std::cerr << "chuanzhe-sweep-mpi: " << error.what() << '\n';
  }
  std::cerr.flush();
  MPI_Abort(MPI_COMM_WORLD, status);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int status = app::exit_bad_input;
  try {
    const app::SweepOptions options = app::sweep_options(
        app::Words(argv + 1, argv + argc), "mpirun -n N chuanzhe-sweep-mpi SWEEP.yaml [OPTIONS]");
    if (!options.is_help) app::heed_stop_signals();
    status = options.is_help ? app::exit_done : run_or_end_job(options);
  } catch (const base::InputError& error) {
    for (const base::Problem& problem : error.problems()) std::cerr << to_string(problem) << '\n';
  }
  MPI_Finalize();
  return status;
}
