#include "output/hdf5_recorder.hpp"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "fake_run.hpp"
#include "output/file_guard.hpp"
#include "output/file_summary.hpp"

namespace chuanzhe::output {
namespace {

using Catch::Matchers::Contains;
using test::Folder;
namespace fs = std::filesystem;

void write(const fs::path& path, const engine::RunDescription& run,
           const std::vector<engine::Event>& events = {}, int threads = 1) {
  Hdf5Recorder recorder(path, Overwrite::refuse, test::rows(), threads);
  test::record(recorder, run, events);
  recorder.finish();
}

template <class Value>
std::vector<Value> read(const fs::path& path, const std::string& name, hid_t type) {
  const Handle file = open_guarded(path.string());
  const Handle dataset(H5Dopen2(file.get(), name.c_str(), H5P_DEFAULT), H5Dclose, "opening");
  std::size_t count = 1;
  for (const auto length : extent_of(dataset.get())) count *= length;
  std::vector<Value> values(count);
  checked(H5Dread(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "reading");
  return values;
}

TEST_CASE("two equal runs give equal bytes, whatever the threads", "[output]") {
  const Folder folder("equal");
  const auto events = test::events(400'000);

  write(folder / "a.h5", test::run(), events, 1);
  write(folder / "b.h5", test::run(), events, 3);

  CHECK(test::bytes_of(folder / "a.h5") == test::bytes_of(folder / "b.h5"));
}

TEST_CASE("values come back at their replicate, month and place", "[output]") {
  const Folder folder("values");
  const auto run = test::run(29);

  write(folder / "a.h5", run);

  const auto in_post = read<std::int32_t>(folder / "a.h5", "in_post", H5T_NATIVE_INT32);
  REQUIRE(in_post.size() == 2 * 29 * 4);
  CHECK(in_post[(1 * 29 + 28) * 4 + 2] == 100 + 280 + 2);
  CHECK(in_post[(0 * 29 + 13) * 4 + 3] == 130 + 3);
  const auto pay = read<std::int64_t>(folder / "a.h5", "gross_pay", H5T_NATIVE_INT64);
  CHECK(pay[(1 * 29 + 2) * 2] == 120'000'000'000LL);
}

TEST_CASE("events come back through the steps of their workers", "[output]") {
  const Folder folder("events");
  const std::uint32_t count = 1'300'001;  // more than a batch, and a part of a chunk
  const auto events = test::events(count);

  write(folder / "a.h5", test::run(), events);

  const auto step = read<std::uint32_t>(folder / "a.h5", "event_worker_step", H5T_NATIVE_UINT32);
  const auto kind = read<std::uint32_t>(folder / "a.h5", "event_kind", H5T_NATIVE_UINT32);
  const auto type = read<std::uint8_t>(folder / "a.h5", "kind_type", H5T_NATIVE_UINT8);
  const auto to = read<std::uint8_t>(folder / "a.h5", "kind_to", H5T_NATIVE_UINT8);
  const auto per_month = read<std::int64_t>(folder / "a.h5", "event_count", H5T_NATIVE_INT64);
  CHECK(per_month == std::vector<std::int64_t>(6, count));
  REQUIRE(step.size() == 6 * std::size_t{count});
  std::size_t differing = 0;
  for (std::size_t month = 0; month < 6; ++month) {
    std::uint32_t worker = 0;
    for (std::size_t i = 0; i < count; ++i) {
      worker += step[month * count + i];
      const bool is_same = worker == events[i].worker &&
                           type[kind[month * count + i]] == events[i].type &&
                           to[kind[month * count + i]] == events[i].to;
      differing += is_same ? 0 : 1;
    }
  }
  CHECK(differing == 0);
}

TEST_CASE("unsorted events are our mistake", "[output]") {
  const Folder folder("unsorted");
  Hdf5Recorder recorder(folder / "a.h5", Overwrite::refuse, test::rows(), 1);
  const auto run = test::run();
  recorder.begin(run);

  const std::vector<engine::Event> events{{9, 0, 0, 0, 0}, {8, 0, 0, 0, 0}};

  CHECK_THROWS_AS(recorder.month(test::month(run, 0, 0), events), base::LogicError);
}

TEST_CASE("an existing file is refused and kept", "[output]") {
  const Folder folder("existing");
  std::ofstream(folder / "a.h5") << "precious";

  CHECK_THROWS_WITH(Hdf5Recorder(folder / "a.h5", Overwrite::refuse, test::rows()),
                    Contains("--overwrite"));
  CHECK_THROWS_AS(Hdf5Recorder(folder / "a.h5", Overwrite::refuse, test::rows()), base::InputError);

  CHECK(test::bytes_of(folder / "a.h5") == "precious");
}

TEST_CASE("an existing file is replaced when asked, only by a finished one", "[output]") {
  const Folder folder("replace");
  std::ofstream(folder / "a.h5") << "old";
  {
    Hdf5Recorder recorder(folder / "a.h5", Overwrite::allow, test::rows(), 1);
    test::record(recorder, test::run(), {});
    CHECK(test::bytes_of(folder / "a.h5") == "old");

    recorder.finish();
  }

  CHECK(summarize(folder / "a.h5").scenario_name == "fake");
}

TEST_CASE("a file that appears during the run is not replaced", "[output]") {
  const Folder folder("appears");
  Hdf5Recorder recorder(folder / "a.h5", Overwrite::refuse, test::rows(), 1);
  test::record(recorder, test::run(), {});
  std::ofstream(folder / "a.h5") << "other";

  CHECK_THROWS_AS(recorder.finish(), base::RunError);

  CHECK(test::bytes_of(folder / "a.h5") == "other");
}

TEST_CASE("a recorder without finish leaves nothing", "[output]") {
  const Folder folder("nothing");
  {
    Hdf5Recorder recorder(folder / "a.h5", Overwrite::refuse, test::rows(), 1);
    test::record(recorder, test::run(), test::events(10));
    CHECK(fs::exists(folder / "a.h5.part"));
  }

  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("missing folders are created", "[output]") {
  const Folder folder("parents");

  write(folder / "x/y/a.h5", test::run());

  CHECK(fs::exists(folder / "x/y/a.h5"));
}

TEST_CASE("a folder that cannot exist is a failed run", "[output]") {
  CHECK_THROWS_AS(Hdf5Recorder("/proc/nowhere/a.h5", Overwrite::refuse, test::rows()),
                  base::RunError);
}

// A file system of 256 KiB, unmounted afterwards.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& path)
      : path_(path), is_mounted_(mount("tmpfs", path.c_str(), "tmpfs", 0, "size=256k") == 0) {}
  ~SmallDisk() {
    if (is_mounted_) umount(path_.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool is_mounted() const { return is_mounted_; }

 private:
  fs::path path_;
  bool is_mounted_;
};

/// No file may grow beyond the size of that disk.
void limit_file_size() {
  constexpr rlim_t bytes = 256 * 1024;
  const rlimit limit = {bytes, bytes};
  std::signal(SIGXFSZ, SIG_IGN);
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
}

// In a process of its own, since HDF5 leaks memory after a failure and sanitizers would object.
std::string failure_in_child(const fs::path& path, std::uint32_t events, bool is_limited) {
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    if (is_limited) limit_file_size();
    std::string message = "no failure";
    try {
      write(path, test::run(), test::events(events, 7));
    } catch (const base::RunError& error) {
      message = error.what();
    }
    _exit(::write(ends[1], message.data(), message.size()) < 0 ? 1 : 0);
  }
  close(ends[1]);
  char message[1000] = {};
  const ssize_t size = ::read(ends[0], message, sizeof message);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return {message, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

TEST_CASE("a full disk, or a file that may not grow, fails the run and leaves nothing",
          "[output]") {
  const Folder folder("full");
  const bool is_limited = GENERATE(true, false);
  const std::uint32_t count = GENERATE(300'000U, 1'300'000U);
  std::optional<SmallDisk> disk;
  if (!is_limited) disk.emplace(folder.path());
  if (disk && !disk->is_mounted()) {  // by root only; the limit is for everybody
    WARN("left out: a full disk of " << count << " events, as none can be mounted here");
    return;
  }

  const std::string message = failure_in_child(folder / "a.h5", count, is_limited);

  const char* reason = is_limited ? "File too large" : "No space left";
  CHECK_THAT(message, Contains("a.h5") && Contains(reason));
  CHECK(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace chuanzhe::output
