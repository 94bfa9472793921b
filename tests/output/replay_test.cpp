#include "output/replay.hpp"

#include <hdf5.h>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "fake_run.hpp"
#include "output/file_guard.hpp"
#include "output/hdf5_recorder.hpp"

namespace chuanzhe::output {
namespace {

using Catch::Matchers::Contains;
using test::Folder;
namespace fs = std::filesystem;

void write(const fs::path& path, int months = 14, bool has_policy = true) {
  Hdf5Recorder recorder(path, Overwrite::allow, test::rows(), 1);
  test::record(recorder, test::run(months, has_policy), test::events(5000));
  recorder.finish();
}

struct Memory : engine::Recorder {
  engine::RunDescription run;
  std::vector<engine::MonthObservation> months;
  std::vector<std::vector<engine::Event>> events;
  std::vector<engine::SampledWorker> sampled;
  std::vector<std::vector<engine::Payment>> paid;
  std::vector<std::uint64_t> hashes;
  bool finished = false;

  void sample(int, std::span<const engine::SampledWorker> workers) override {
    sampled.insert(sampled.end(), workers.begin(), workers.end());
  }
  void payments(int, int, std::span<const engine::Payment> list) override {
    paid.emplace_back(list.begin(), list.end());
  }
  void life_hashes(int, std::span<const std::uint64_t> all) override {
    hashes.insert(hashes.end(), all.begin(), all.end());
  }
  void begin(const engine::RunDescription& told) override { run = told; }
  void month(const engine::MonthObservation& month, std::span<const engine::Event> list) override {
    months.push_back(month);
    events.emplace_back(list.begin(), list.end());
  }
  void finish() override { finished = true; }
};

Memory remember(const fs::path& path, const ReplayOptions& options = {}) {
  Memory memory;
  replay(path, memory, options, test::rows());
  return memory;
}

TEST_CASE("a stored run told to another recorder gives the same bytes", "[replay]") {
  const Folder folder("replay");
  const bool has_policy = GENERATE(false, true);
  write(folder / "a.h5", 14, has_policy);

  Hdf5Recorder again(folder / "b.h5", Overwrite::refuse, test::rows(), 1);
  replay(folder / "a.h5", again, {.with_events = true, .with_lives = true}, test::rows());

  CHECK(test::bytes_of(folder / "b.h5") == test::bytes_of(folder / "a.h5"));
}

/// Every event that the words of `run` can tell, one a worker.
std::vector<engine::Event> all_kinds(const engine::RunDescription& run) {
  constexpr std::uint8_t places[] = {0, 1, 254, 255}, sectors[] = {0, 1, engine::no_sector};
  std::vector<engine::Event> all;
  for (std::size_t type = 0; type < run.event_words.size(); ++type) {
    for (std::size_t status = 0; status < run.status_words.size(); ++status) {
      for (const std::uint8_t from : places) {
        for (const std::uint8_t to : places) {
          for (const std::uint8_t sector : sectors) {
            all.push_back({static_cast<std::uint32_t>(all.size()), static_cast<std::uint8_t>(type),
                           from, to, static_cast<std::uint8_t>(status), sector});
          }
        }
      }
    }
  }
  return all;
}

TEST_CASE("each of ten thousand kinds of events comes back as it was", "[replay]") {
  const Folder folder("kinds");
  engine::RunDescription run = test::run(2, false);
  for (int i = 2; i < 24; ++i) run.event_words.push_back("event" + std::to_string(i));
  for (int i = 2; i < 10; ++i) run.status_words.push_back("status" + std::to_string(i));
  const std::vector<engine::Event> events = all_kinds(run);
  REQUIRE(events.size() == 24 * 10 * 4 * 4 * 3);
  Hdf5Recorder recorder(folder / "a.h5", Overwrite::allow, test::rows(), 1);
  test::record(recorder, run, events);
  recorder.finish();

  const Memory memory = remember(folder / "a.h5", {.with_events = true});

  REQUIRE(memory.events.size() == 4);
  for (const auto& month : memory.events) {
    REQUIRE(month.size() == events.size());
    const bool same = std::equal(month.begin(), month.end(), events.begin(),
                                 [](const engine::Event& a, const engine::Event& b) {
                                   return a.worker == b.worker && a.type == b.type &&
                                          a.from == b.from && a.to == b.to &&
                                          a.status == b.status && a.sector == b.sector;
                                 });
    CHECK(same);
  }
}

TEST_CASE("the months told are those recorded, in order", "[replay]") {
  const Folder folder("months");
  write(folder / "a.h5");

  const Memory memory = remember(folder / "a.h5", {.with_events = true});

  const engine::RunDescription run = test::run(14, true);
  REQUIRE(memory.months.size() == 28);
  CHECK(memory.finished);
  for (int i = 0; i < 28; ++i) {
    const engine::MonthObservation& told = memory.months[static_cast<std::size_t>(i)];
    CHECK(told.replicate == i / 14);
    CHECK(told.step == i % 14);
    CHECK(told.month == run.start + i % 14);
    CHECK(told.values == test::month(run, i / 14, i % 14).values);
  }
  const auto events = test::events(5000);
  REQUIRE(memory.events[27].size() == events.size());
  CHECK(memory.events[27].back().worker == events.back().worker);
}

TEST_CASE("sampled workers, payments and hashes come back as told", "[replay]") {
  const Folder folder("lives");
  write(folder / "a.h5");

  const Memory memory = remember(folder / "a.h5", {.with_events = true, .with_lives = true});

  auto sampled = test::sample(0);
  for (const engine::SampledWorker& worker : test::sample(1)) sampled.push_back(worker);
  CHECK(memory.sampled == sampled);
  REQUIRE(memory.paid.size() == 28);
  CHECK(memory.paid[2] == test::payments(2));
  CHECK(memory.paid[14 + 3] == test::payments(3));
  CHECK(memory.hashes == std::vector<std::uint64_t>(140'000, std::uint64_t{1} << 60U));
  CHECK(memory.run.pay.county_local == std::vector<double>{3600, 3700});
}

TEST_CASE("a run without policies keeps no payments and no hashes", "[replay]") {
  const Folder folder("no_policy");
  write(folder / "a.h5", 3, false);

  const Memory memory = remember(folder / "a.h5", {.with_lives = true});

  CHECK(memory.sampled.size() == 4);
  CHECK(memory.paid[2].empty());
  CHECK(memory.hashes.empty());
}

TEST_CASE("only what is asked for is filled", "[replay]") {
  const Folder folder("asked");
  write(folder / "a.h5");

  const Memory memory = remember(folder / "a.h5", {.variables = {{"gross_pay"}}});

  CHECK(memory.months[3].values[0] == engine::Values(std::vector<std::int32_t>{}));
  CHECK(std::get<std::vector<std::int64_t>>(memory.months[3].values[1]).front() == 30'000'000'000);
  CHECK(memory.events[3].empty());
}

TEST_CASE("a part of a run is told as a run of its own", "[replay]") {
  const Folder folder("part");
  write(folder / "a.h5");
  const base::Month first(2020, 8);

  const Memory memory =
      remember(folder / "a.h5", {.replicates = 1, .months = {{first, first + 3}}});

  CHECK(memory.run.replicates == 1);
  CHECK(memory.run.start == first);
  CHECK(memory.run.end == first + 3);
  REQUIRE(memory.months.size() == 4);
  CHECK(memory.months[0].step == 0);
  CHECK(std::get<0>(memory.months[0].values[0]).front() == 90);  // step 9 of the stored run
  CHECK(std::get<0>(memory.months[3].values[0]).front() == 120);
}

TEST_CASE("more than a file has is refused", "[replay]") {
  const Folder folder("more");
  write(folder / "a.h5");

  CHECK_THROWS_WITH(remember(folder / "a.h5", {.replicates = 3}),
                    Contains("has 2 replicates (3 are needed) run it with more"));
  CHECK_THROWS_WITH(
      remember(folder / "a.h5", {.months = {{base::Month(2019, 1), base::Month(2019, 12)}}}),
      Contains("runs from 2019-11 to 2020-12") && Contains("is needed) choose months inside"));
}

TEST_CASE("a variable that an older file lacks is named", "[replay]") {
  const Folder folder("older");
  write(folder / "a.h5");
  std::vector<engine::VariableRow> rows = test::rows();
  rows.push_back({"new", "1", "later than the file", "", {engine::Axis::city}});
  Memory memory;

  CHECK_THROWS_WITH(
      replay(folder / "a.h5", memory, {.variables = {{"new"}}}, rows),
      Contains("it has no variable 'new' (it was written by version 0.1.0) run it again"));
  CHECK_NOTHROW(replay(folder / "a.h5", memory, {}, rows));
}

TEST_CASE("a file cut short is refused at every length", "[replay]") {
  const Folder folder("cut");
  write(folder / "a.h5");
  const auto size = fs::file_size(folder / "a.h5");
  const auto left = GENERATE_COPY(values<std::uintmax_t>({0, 1, 100, 4096, size / 2, size - 1}));

  fs::resize_file(folder / "a.h5", left);

  CHECK_THROWS_AS(remember(folder / "a.h5", {.with_events = true}), base::InputError);
}

TEST_CASE("missing and foreign files are not replayed", "[replay]") {
  const Folder folder("foreign");
  H5Fclose(H5Fcreate((folder / "empty.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));

  CHECK_THROWS_WITH(remember(folder / "none.h5"),
                    Contains("none.h5") &&
                        Contains("is not a file (a result of a run is needed) check the name"));
  CHECK_THROWS_WITH(read_description(folder / "empty.h5"), Contains("not a result of chuanzhe"));
}

Handle open_for_change(const fs::path& path) {
  return Handle(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening");
}

TEST_CASE("another version of the format is refused by name", "[replay]") {
  const Folder folder("version");
  write(folder / "a.h5");
  {
    const Handle file = open_for_change(folder / "a.h5");
    checked(H5Adelete(file.get(), "format"), "deleting");
    write_attribute(file.get(), "format", std::string_view("chuanzhe-run 9"));
  }

  CHECK_THROWS_WITH(remember(folder / "a.h5"), Contains("'chuanzhe-run 9'"));
}

void replace_in_post(const fs::path& path, hid_t type, const Extent& extent,
                     const Extent& chunk = {}) {
  const Handle file = open_for_change(path);
  checked(H5Ldelete(file.get(), "in_post", H5P_DEFAULT), "deleting");
  create_dataset(file.get(), "in_post", type, extent, {"persons", "false"},
                 {.chunk = chunk, .is_growing = !chunk.empty()});
}

TEST_CASE("a variable of another extent or type is refused before it is read", "[replay]") {
  const Folder folder("extent");
  const fs::path path = folder / "a.h5";
  write(path);

  replace_in_post(path, H5T_STD_I32LE, {2, 14, 2, 3});
  CHECK_THROWS_WITH(remember(path),
                    Contains("'in_post' has not the extent that the file's coordinates give it"));
  replace_in_post(path, H5T_STD_I64LE, {2, 14, 2, 2});
  CHECK_THROWS_WITH(remember(path), Contains("'in_post'") && Contains("type"));
  replace_in_post(path, H5T_STD_I32LE, {2, 14, 2, 2}, {1U << 28U, 1, 1, 1});
  CHECK_THROWS_WITH(remember(path), Contains("'in_post' is stored in too large chunks"));
}

TEST_CASE("impossible numbers in attributes and events are refused", "[replay]") {
  const Folder folder("impossible");
  const fs::path path = folder / "a.h5";
  write(path);
  const std::string name =
      GENERATE("replicates", "event_count", "event_kind", "kind_status", "kind_sector",
               "sampled_count", "sampled_status", "payment_count");
  {
    const Handle file = open_for_change(path);
    if (name == "replicates") {
      checked(H5Adelete(file.get(), "replicates"), "deleting");
      write_attribute(file.get(), "replicates", std::int64_t{1} << 40U);
    } else {
      const Handle dataset(H5Dopen2(file.get(), name.c_str(), H5P_DEFAULT), H5Dclose, "opening");
      const std::vector<std::int64_t> wrong(2 * 14 * 5000, 99);
      checked(
          H5Dwrite(dataset.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, wrong.data()),
          "writing");
    }
  }

  CHECK_THROWS_WITH(remember(path, {.with_events = true, .with_lives = true}),
                    Contains("cannot be read as a result"));
}

}  // namespace
}  // namespace chuanzhe::output
