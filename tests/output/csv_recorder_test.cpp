#include "output/csv_recorder.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "fake_run.hpp"
#include "output/tee_recorder.hpp"

namespace chuanzhe::output {
namespace {

using Catch::Matchers::Contains;
using test::Folder;
namespace fs = std::filesystem;

TEST_CASE("tables sum over the other axes", "[output]") {
  const Folder folder("csv");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, test::rows());

  test::record(recorder, test::run(2), {});
  recorder.finish();

  CHECK(test::bytes_of(folder / "monthly.csv") ==
        "\xEF\xBB\xBFreplicate,month,in_post [persons],gross_pay [fen]\r\n"
        "0,2019-11,6,5\r\n0,2019-12,46,10000000005\r\n"
        "1,2019-11,406,100000000005\r\n1,2019-12,446,110000000005\r\n");
  CHECK_THAT(test::bytes_of(folder / "city.csv"),
             Contains("city,in_post [persons]\r\n0,2019-11,Hangzhou,2\r\n0,2019-11,Ningbo,4\r\n"));
  CHECK_THAT(test::bytes_of(folder / "county.csv"),
             Contains("0,2019-11,Qu,1,0\r\n0,2019-11,\"Da, zhu\",5,5\r\n"));
}

TEST_CASE("a table without columns is not written", "[output]") {
  const Folder folder("csv_absent");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, test::rows());

  test::record(recorder, test::run(2), {});
  recorder.finish();

  CHECK_FALSE(fs::exists(folder / "paid.csv"));
}

TEST_CASE("existing tables are refused, unfinished ones removed", "[output]") {
  const Folder folder("csv_existing");
  {
    CsvRecorder recorder(folder.path(), Overwrite::refuse, test::rows());
    test::record(recorder, test::run(2), {});
  }
  CHECK(fs::is_empty(folder.path()));
  std::ofstream(folder / "city.csv") << "mine";

  CHECK_THROWS_WITH(CsvRecorder(folder.path(), Overwrite::refuse, test::rows()),
                    Contains("city.csv") && Contains("--overwrite"));
}

TEST_CASE("a tee tells every recorder", "[output]") {
  const Folder folder("tee");
  std::vector<std::unique_ptr<engine::Recorder>> both;
  both.push_back(std::make_unique<CsvRecorder>(folder / "a", Overwrite::refuse, test::rows()));
  both.push_back(std::make_unique<CsvRecorder>(folder / "b", Overwrite::refuse, test::rows()));
  TeeRecorder tee(std::move(both));

  test::record(tee, test::run(2), {});
  tee.finish();

  CHECK(test::bytes_of(folder / "a/city.csv") == test::bytes_of(folder / "b/city.csv"));
}

}  // namespace
}  // namespace chuanzhe::output
