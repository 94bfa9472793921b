// The store of a sweep: what is finished stays, what is torn or foreign is not used.
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "base/error.hpp"
#include "study/run_store.hpp"

using namespace chuanzhe;
using study::RunRecord;
using study::RunStatus;
using study::RunStore;
using test::Folder;
namespace fs = std::filesystem;

namespace {

const study::StoreIdentity identity{"1.0+abc", "data1", {"stock", "paid"}};

std::string key(char digit) { return std::string(32, digit); }

RunRecord done(char digit, double stock, double paid) {
  return {key(digit), "rent=300 replicate 0", RunStatus::done, 1.5, {stock, paid}, ""};
}

void append(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

fs::path first_log(const Folder& folder) { return folder.path() / "runs" / "000001.log"; }

}  // namespace

TEST_CASE("a kept run is read back to the last bit after the store is opened again") {
  const Folder folder;
  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('a', 1.0 / 3, std::nan("")));

  const RunStore again(folder.path(), identity, RunStore::Access::alone);

  REQUIRE(again.status(key('a')) == RunStatus::done);
  CHECK(again.status(key('b')) == RunStatus::missing);
  const RunRecord record = again.read(key('a'));
  CHECK(record.values[0] == 1.0 / 3);
  CHECK(std::isnan(record.values[1]));
  CHECK(record.label == "rent=300 replicate 0");
}

TEST_CASE("a failed run keeps its message on one line and can be forgotten") {
  const Folder folder;
  RunStore store(folder.path(), identity, RunStore::Access::alone);
  store.add({key('a'), "x", RunStatus::failed, 0, {}, "first\nsecond\tthird"});

  CHECK(store.read(key('a')).message == "first second third");
  store.forget_failures();

  CHECK(store.status(key('a')) == RunStatus::missing);
}

TEST_CASE("a run that failed and was done later counts as done") {
  const Folder folder;
  {
    RunStore store(folder.path(), identity, RunStore::Access::alone);
    store.add({key('a'), "x", RunStatus::failed, 0, {}, "no"});
    store.add(done('a', 1, 2));
  }

  CHECK(RunStore(folder.path(), identity, RunStore::Access::alone).status(key('a')) ==
        RunStatus::done);
}

TEST_CASE("a store cut off at any byte keeps every run whose line is whole") {
  const Folder folder;
  {
    RunStore store(folder.path(), identity, RunStore::Access::alone);
    store.add(done('a', 1, 2));
    store.add(done('b', 3, 4));
  }
  std::string bytes;
  {
    std::ifstream stream(first_log(folder), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(stream), {});
  }
  const std::size_t header = bytes.find('\n') + 1, first = bytes.find('\n', header) + 1;

  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    std::ofstream(first_log(folder), std::ios::binary) << bytes.substr(0, length);
    const RunStore store(folder.path(), identity, RunStore::Access::reading);
    CHECK((store.status(key('a')) == RunStatus::done) == (length >= first));
    CHECK((store.status(key('b')) == RunStatus::done) == (length == bytes.size()));
  }
}

TEST_CASE("a flipped bit makes a run missing and never wrong") {
  const Folder folder;
  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('a', 1, 2));
  std::fstream stream(first_log(folder), std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(-3, std::ios::end);
  stream.put('9');
  stream.close();

  const RunStore store(folder.path(), identity, RunStore::Access::alone);

  CHECK(store.status(key('a')) == RunStatus::missing);
}

TEST_CASE("a process does not write behind the torn line of another") {
  const Folder folder;
  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('a', 1, 2));
  append(first_log(folder), "torn");

  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('b', 3, 4));

  const RunStore store(folder.path(), identity, RunStore::Access::alone);
  CHECK(store.status(key('a')) == RunStatus::done);
  CHECK(store.status(key('b')) == RunStatus::done);
}

TEST_CASE("runs of other code, other data or without an output are named and not used") {
  const Folder folder;
  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('a', 1, 2));
  const auto reason = [&](const study::StoreIdentity& now) {
    const RunStore store(folder.path(), now, RunStore::Access::alone);
    CHECK(store.status(key('a')) == RunStatus::missing);
    REQUIRE(store.stale().size() == 1);
    CHECK(store.stale()[0].runs == 1);
    CHECK(store.stale()[0].example == "rent=300 replicate 0");
    return store.stale()[0].reason;
  };

  CHECK(reason({"2.0+def", "data1", {"stock"}}) == "made by other code (1.0+abc, now 2.0+def)");
  CHECK(reason({"1.0+abc", "data2", {"stock"}}) == "made from other data tables");
  CHECK(reason({"1.0+abc", "data1", {"hires"}}) == "without the output hires");
}

TEST_CASE("fewer outputs in another order use the runs there are") {
  const Folder folder;
  RunStore(folder.path(), identity, RunStore::Access::alone).add(done('a', 1, 2));

  const RunStore store(folder.path(), {"1.0+abc", "data1", {"paid"}}, RunStore::Access::alone);

  CHECK(store.read(key('a')).values == std::vector<double>{2});
}

TEST_CASE("a second process is refused, shares are not, and a reader never is") {
  const Folder folder;
  const RunStore first(folder.path(), identity, RunStore::Access::alone);

  for (const auto access : {RunStore::Access::alone, RunStore::Access::shared}) {
    try {
      const RunStore second(folder.path(), identity, access);
      FAIL("two processes in one store");
    } catch (const base::InputError& error) {
      const std::string text = error.what();
      CHECK(text.find("another sweep is at work in this folder (process ") != std::string::npos);
      CHECK(text.find("--shard") != std::string::npos);
    }
  }
  CHECK_NOTHROW(RunStore(folder.path(), identity, RunStore::Access::reading));
}

TEST_CASE("shares write logs of their own and see each other's runs") {
  const Folder folder;
  RunStore first(folder.path(), identity, RunStore::Access::shared);
  RunStore second(folder.path(), identity, RunStore::Access::shared);
  first.add(done('a', 1, 2));
  second.add(done('b', 3, 4));
  first.add(done('c', 5, 6));

  first.refresh();

  CHECK(first.status(key('b')) == RunStatus::done);
  CHECK(first.read(key('b')).values == std::vector<double>{3, 4});
  CHECK(first.read(key('c')).values == std::vector<double>{5, 6});
}

TEST_CASE("a store that cannot be written says so and what to do") {
  try {
    RunStore("/proc/chuanzhe", identity, RunStore::Access::alone);
    FAIL("nothing can be made in /proc");
  } catch (const base::RunError& error) {
    CHECK(std::string(error.what()).find("start the same command again") != std::string::npos);
  }
}

TEST_CASE("a full disk stops the store, and what was kept before stays") {
  const Folder folder;
  RunStore store(folder.path(), identity, RunStore::Access::alone);
  store.add(done('a', 1, 2));
  const auto size = fs::file_size(first_log(folder));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit full{size + 10, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &full);

  std::string told;
  try {
    store.add(done('b', 3, 4));
  } catch (const base::RunError& error) {
    told = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);

  CHECK(told.find("cannot write a finished run") != std::string::npos);
  CHECK(fs::file_size(first_log(folder)) == size);
  store.add(done('c', 5, 6));
  const RunStore again(folder.path(), identity, RunStore::Access::reading);
  CHECK(again.status(key('a')) == RunStatus::done);
  CHECK(again.status(key('b')) == RunStatus::missing);
  CHECK(again.status(key('c')) == RunStatus::done);
}
