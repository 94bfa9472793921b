#include "output/file_summary.hpp"

#include <hdf5.h>

#include <algorithm>
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

void write(const fs::path& path, bool has_policy = false) {
  Hdf5Recorder recorder(path, Overwrite::allow, test::rows(), 1);
  test::record(recorder, test::run(3, has_policy), test::events(5000));
  recorder.finish();
}

const VariableSummary* find(const FileSummary& summary, const std::string& name) {
  const auto at = std::find_if(summary.variables.begin(), summary.variables.end(),
                               [&](const auto& variable) { return variable.name == name; });
  return at == summary.variables.end() ? nullptr : &*at;
}

TEST_CASE("a summary tells what was run", "[output]") {
  const Folder folder("summary");
  write(folder / "a.h5", true);

  const FileSummary summary = summarize(folder / "a.h5");

  CHECK(summary.question == "What if 四川?");
  CHECK(summary.seed == 7);
  CHECK(summary.replicates == 2);
  CHECK(base::to_string(summary.start) == "2019-11");
  CHECK(base::to_string(summary.end) == "2020-01");
  CHECK(summary.policies == std::vector<std::string>{"voucher"});
  CHECK(summary.digests == "abc  counties.csv\n");
  CHECK(summary.events == 30000);
  CHECK(summary.bytes == fs::file_size(folder / "a.h5"));
  REQUIRE(find(summary, "in_post") != nullptr);
  CHECK(find(summary, "in_post")->dimensions ==
        std::vector<std::string>{"replicate", "time", "county", "city"});
  CHECK(find(summary, "in_post")->unit == "persons");
  CHECK(read_resolved_yaml(folder / "a.h5") == "name: fake\n");
}

TEST_CASE("a run without policies has no variable over policies", "[output]") {
  const Folder folder("no_policy");
  write(folder / "a.h5", false);

  const FileSummary summary = summarize(folder / "a.h5");

  CHECK(summary.policies.empty());
  CHECK(find(summary, "paid") == nullptr);
  CHECK(find(summary, "gross_pay") != nullptr);
}

TEST_CASE("a truncated file is refused at every length", "[output]") {
  const Folder folder("truncated");
  write(folder / "a.h5");
  const auto size = fs::file_size(folder / "a.h5");
  const auto left = GENERATE_COPY(values<std::uintmax_t>({0, 1, 100, 4096, size / 2, size - 1}));

  fs::resize_file(folder / "a.h5", left);

  CHECK_THROWS_AS(summarize(folder / "a.h5"), base::InputError);
}

TEST_CASE("missing and foreign files are named", "[output]") {
  const Folder folder("foreign");
  std::ofstream(folder / "text.h5") << "not hdf5 at all";
  H5Fclose(H5Fcreate((folder / "empty.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));

  CHECK_THROWS_WITH(summarize(folder / "none.h5"), Contains("none.h5") && Contains("not a file"));
  CHECK_THROWS_WITH(summarize(folder / "text.h5"), Contains("text.h5"));
  CHECK_THROWS_WITH(summarize(folder / "empty.h5"), Contains("not a result of chuanzhe"));
}

TEST_CASE("a dataset stored in another file is refused", "[output]") {
  const Folder folder("external");
  const auto path = folder / "a.h5";
  write(path);
  {
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening");
    const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "properties");
    checked(H5Pset_external(list.get(), "/etc/passwd", 0, 8), "external");
    const hsize_t length = 8;
    const Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose, "space");
    const Handle dataset(H5Dcreate2(file.get(), "evil", H5T_NATIVE_UINT8, space.get(), H5P_DEFAULT,
                                    list.get(), H5P_DEFAULT),
                         H5Dclose, "dataset");
  }

  CHECK_THROWS_WITH(summarize(path), Contains("'evil' is stored in other files"));
}

TEST_CASE("a written variable of another extent than meant is refused", "[output]") {
  const Folder folder("extent");
  const auto path = folder / "a.h5";
  write(path);

  CHECK_NOTHROW(verify_written(path, {{"in_post", {2, 3, 2, 2}}}));
  CHECK_THROWS_WITH(verify_written(path, {{"in_post", {2, 3, 2, 9}}}),
                    Contains("'in_post' has not the expected extent"));
}

TEST_CASE("a link out of the file is refused", "[output]") {
  const Folder folder("link");
  const auto path = folder / "a.h5";
  write(path);
  {
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening");
    checked(H5Lcreate_external("b.h5", "/x", file.get(), "away", H5P_DEFAULT, H5P_DEFAULT), "link");
  }

  CHECK_THROWS_WITH(summarize(path), Contains("link 'away' leaves its place"));
}

// Where the first chunk of events stands in the file.
std::pair<haddr_t, hsize_t> first_chunk(const fs::path& path, const char* name) {
  const Handle file = open_guarded(path.string());
  const Handle dataset(H5Dopen2(file.get(), name, H5P_DEFAULT), H5Dclose, "opening");
  const Extent origin(extent_of(dataset.get()).size(), 0);
  unsigned mask = 0;
  haddr_t address = 0;
  hsize_t size = 0;
  checked(H5Dget_chunk_info_by_coord(dataset.get(), origin.data(), &mask, &address, &size),
          "chunk");
  return {address, size};
}

TEST_CASE("a flipped bit is found by its checksum", "[output]") {
  const Folder folder("flipped");
  const auto path = folder / "a.h5";
  const auto name = GENERATE(values<const char*>({"event_worker_step", "event_kind", "in_post"}));
  write(path);
  const auto [address, size] = first_chunk(path, name);
  const std::string bytes = test::bytes_of(path);

  for (hsize_t at = 0; at < size; at += size / 7) {
    std::string damaged = bytes;
    damaged[address + at] = static_cast<char>(damaged[address + at] ^ 4);
    std::ofstream(path, std::ios::binary) << damaged;
    const std::vector<ExpectedVariable> expected{
        {name, std::string(name) == "in_post" ? Extent{2, 3, 2, 2} : Extent{30000}}};
    CHECK_THROWS_AS(verify_written(path.string(), expected), Hdf5Failure);
  }
}

}  // namespace
}  // namespace chuanzhe::output
