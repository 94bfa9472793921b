#include "output/checkpoint_file.hpp"

#include <fstream>
#include <functional>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "base/error.hpp"
#include "output/checkpoint_folder.hpp"
#include "output/month_journal.hpp"
#include "output/packed_block.hpp"

using namespace chuanzhe;
using test::Folder;
namespace fs = std::filesystem;

namespace {

const output::RunIdentity identity = {"0.1.0", "scenario digest", "data digest"};

/// Three million bytes in three columns: several blocks, one element type wide, one empty.
struct FakeState {
  std::vector<std::uint64_t> wide = std::vector<std::uint64_t>(300'000);
  std::vector<std::uint8_t> narrow = std::vector<std::uint8_t>(700'001);
  std::vector<double> empty;
  FakeState() {
    for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = i * i * 2654435761U;
    for (std::size_t i = 0; i < narrow.size(); ++i) narrow[i] = static_cast<std::uint8_t>(i % 7);
  }
  engine::StateView view(base::Month month = base::Month(2021, 1)) {
    const auto bytes = [](auto& values) { return std::as_writable_bytes(std::span(values)); };
    using engine::Numbering;
    return {{2, month, {"rent", "bonus"}, {1, 0}},
            {{"wide", 8, Numbering::fixed, bytes(wide)},
             {"narrow", 1, Numbering::fixed, bytes(narrow)},
             {"empty", 8, Numbering::fixed, bytes(empty)}}};
  }
};

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "";
}

void flip_byte(const fs::path& path, std::uint64_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ 0x20);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

engine::MonthObservation month_of(int replicate, int step) {
  engine::MonthObservation month{replicate, step, base::Month(2019, 1) + step, {}};
  month.values.emplace_back(std::vector<std::int32_t>{1, step, -3});
  month.values.emplace_back(std::vector<std::int64_t>{replicate, 1LL << 40});
  month.values.emplace_back(std::vector<double>{0.1 * step});
  return month;
}

/// Keeps what it is told.
struct Tape : engine::Recorder {
  std::vector<engine::MonthObservation> months;
  std::vector<std::uint32_t> workers;
  void begin(const engine::RunDescription&) override {}
  void month(const engine::MonthObservation& o, std::span<const engine::Event> events) override {
    months.push_back(o);
    for (const auto& event : events) workers.push_back(event.worker);
  }
  void finish() override {}
};

}  // namespace

TEST_CASE("a packed block gives its bytes back and refuses others") {
  FakeState state;
  const auto bytes = std::as_bytes(std::span(state.wide));
  const std::span raw(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  output::Bytes packed, back(raw.size());
  output::BlockPacker packer;

  packer.pack(raw, 8, packed);

  CHECK(packed.size() < raw.size());
  CHECK(output::unpack(packed, 8, back));
  CHECK(std::equal(back.begin(), back.end(), raw.begin()));
  CHECK(!output::unpack(std::span(packed).first(packed.size() - 1), 8, back));
  CHECK(!output::unpack(packed, 8, std::span(back).first(8)));
}

TEST_CASE("a checkpoint gives its state back, the same file for any number of threads") {
  const Folder folder;
  FakeState state, back;
  back.wide.assign(back.wide.size(), 0);
  back.narrow.assign(back.narrow.size(), 0);
  base::ThreadPool one(1), two(2);
  const auto read_file = [](const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };

  output::write_checkpoint(folder.path() / "one", identity, state.view(), one);
  output::write_checkpoint(folder.path() / "two", identity, state.view(), two);
  const output::CheckpointFile file(folder.path() / "one");
  for (const auto& column : back.view().columns) file.read(column.name, column.bytes, two);

  CHECK(read_file(folder.path() / "one") == read_file(folder.path() / "two"));
  CHECK(file.identity() == identity);
  CHECK(file.label().replicate == 2);
  CHECK(file.label().month == base::Month(2021, 1));
  CHECK(file.label().policies == std::vector<std::string>{"rent", "bonus"});
  CHECK(file.label().opened_by == std::vector<std::uint8_t>{1, 0});
  CHECK(back.wide == state.wide);
  CHECK(back.narrow == state.narrow);
}

TEST_CASE("a checkpoint cut short anywhere, or with any byte changed, is refused") {
  const Folder folder;
  FakeState state;
  base::ThreadPool pool(1);
  const fs::path path = folder.path() / "state";
  output::write_checkpoint(path, identity, state.view(), pool);
  const auto size = fs::file_size(path);
  const auto open = [](const fs::path& file) { return output::CheckpointFile(file); };

  for (int i = 0; i < 40; ++i) {
    const fs::path cut = folder.path() / "cut", changed = folder.path() / "changed";
    const auto at = size * static_cast<std::uint64_t>(i) / 40;
    fs::copy_file(path, cut, fs::copy_options::overwrite_existing);
    fs::copy_file(path, changed, fs::copy_options::overwrite_existing);
    fs::resize_file(cut, at);
    flip_byte(changed, at);
    CAPTURE(at);
    CHECK_THROWS_AS(open(cut), base::InputError);
    CHECK_THROWS_AS(open(changed), base::InputError);
  }
  std::ofstream(folder.path() / "foreign") << "name: baseline\n";
  CHECK_THAT(message_of([&] { open(folder.path() / "foreign"); }),
             Catch::Contains("is no checkpoint"));
}

TEST_CASE("the latest good checkpoint before a month is found, and others are told apart") {
  const Folder folder;
  const fs::path result = folder.path() / "base.h5";
  FakeState state;
  output::CheckpointFolder mine(result, identity, 1);
  for (int year = 2019; year <= 2021; ++year) mine.keep(state.view(base::Month(year, 1)));
  const auto month_found = [&](base::Month until) { return mine.latest(2, until)->label.month; };
  output::RunIdentity other = identity;
  other.version = "0.0.9";

  CHECK(month_found(base::Month(2020, 12)) == base::Month(2020, 1));
  CHECK(!mine.latest(2, base::Month(2018, 12)));
  CHECK(!mine.latest(1, base::Month(2022, 1)));
  CHECK_THAT(message_of([&] { mine.needed(1, base::Month(2022, 1)); }),
             Catch::Contains("holds no checkpoint of replicate 1"));
  CHECK_THAT(message_of([&] {
               output::CheckpointFolder(result, other, 1).needed(2, base::Month(2020, 1));
             }),
             Catch::Contains("was written by version 0.1.0 (this is 0.0.9)"));
  flip_byte(mine.path() / "r0002-2021-01.state", 5000);
  CHECK(month_found(base::Month(2021, 6)) == base::Month(2020, 1));
  mine.tidy([](base::Month) { return false; });
  CHECK(!fs::exists(mine.path()));
}

TEST_CASE("a journal tells its months again and cuts off a torn one") {
  const Folder folder;
  const fs::path path = folder.path() / "months.journal";
  const std::vector<engine::Event> events = {{7, 1, 2, 3, 4}, {9, 1, 2, 3, 4}};
  {
    output::MonthJournal journal(path, identity);
    for (int replicate = 0; replicate < 2; ++replicate) {
      for (int step = 0; step < 3; ++step) journal.month(month_of(replicate, step), events);
    }
  }
  fs::resize_file(path, fs::file_size(path) - 5);

  output::MonthJournal journal(path, identity);
  CHECK(journal.next_step(0) == 3);
  CHECK(journal.next_step(1) == 2);
  journal.month(month_of(1, 1), events);  // there already
  journal.month(month_of(1, 2), events);
  Tape tape;
  journal.tell(1, journal.next_step(1), tape);

  REQUIRE(tape.months.size() == 3);
  for (int step = 0; step < 3; ++step) {
    const auto& told = tape.months[static_cast<std::size_t>(step)];
    CHECK(told.values == month_of(1, step).values);
    CHECK(told.month == base::Month(2019, 1) + step);
  }
  CHECK(tape.workers == std::vector<std::uint32_t>{7, 9, 7, 9, 7, 9});
}

TEST_CASE("a journal of another run is refused") {
  const Folder folder;
  const fs::path path = folder.path() / "months.journal";
  { output::MonthJournal journal(path, identity); }
  output::RunIdentity other = identity;
  other.scenario = "scenario DIGEST";

  CHECK_THAT(message_of([&] { output::MonthJournal journal(path, other); }),
             Catch::Contains("is the journal of another run"));
}
