#include "output/platform_table.hpp"

#include <catch2/catch.hpp>

#include "fake_run.hpp"
#include "output/csv_recorder.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;

const std::vector<engine::VariableRow>& ledger_rows() {
  static const std::vector<Axis> axes = {Axis::county, Axis::city, Axis::sector};
  static const std::vector<engine::VariableRow> rows{
      {"in_post", "persons", "", "time: point", axes},
      {"entered", "persons", "", "time: sum", axes},
      {"left", "persons", "", "time: sum", axes},
      {"undetected", "persons", "", "time: point", axes},
      {"detected", "persons", "", "time: sum", axes},
      {"detection_months", "month", "", "time: sum", axes}};
  return rows;
}

/// Two counties, two cities, one sector: four cells.
engine::RunDescription ledger_run() {
  engine::RunDescription run = test::run(1);
  run.axes[static_cast<int>(Axis::sector)].names = {"care"};
  return run;
}

engine::MonthObservation ledger_month() {
  using Counts = std::vector<std::int32_t>;
  engine::MonthObservation observation{0, 0, base::Month(2019, 11), {}};
  observation.values = {Counts{500, 29, 30, 0}, Counts{30, 29, 0, 0},   Counts{45, 29, 0, 0},
                        Counts{0, 29, 0, 0},    Counts{40, 29, 100, 0}, Counts{100, 99, 250, 0}};
  return observation;
}

}  // namespace

TEST_CASE("cells below 30 persons are empty and lines without a cell left out", "[output]") {
  const test::Folder folder("platform");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, ledger_rows());
  recorder.begin(ledger_run());

  recorder.month(ledger_month(), {});
  recorder.finish();

  const std::string text = test::bytes_of(folder / "platform.csv");
  CHECK(text.substr(text.find("\r\n") + 2) ==
        "0,2019-11,Qu,Hangzhou,care,30,500,45,,40,2.50\r\n"
        "0,2019-11,\"Da, zhu\",Hangzhou,care,,30,,,100,2.50\r\n");
  CHECK_THAT(text, Catch::Matchers::Contains("entered [persons; empty = below 30]"));
}

TEST_CASE("the ledger has no cells below 30 persons by county either", "[output]") {
  const test::Folder folder("platform_county");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, ledger_rows());
  recorder.begin(ledger_run());

  engine::MonthObservation month = ledger_month();
  std::get<std::vector<std::int32_t>>(month.values[4]) = {40, 29, 15, 14};  // detected
  recorder.month(month, {});
  recorder.finish();

  const std::string text = test::bytes_of(folder / "county.csv");
  CHECK(text.substr(text.find("\r\n") + 2) ==
        "0,2019-11,Qu,529,59,74,,69,199\r\n"
        "0,2019-11,\"Da, zhu\",30,,,,,\r\n");
  CHECK_THAT(text, Catch::Matchers::Contains(
                       "undetected [persons; empty = below 30],detected [persons; empty = below "
                       "30],detection_months [month; empty = fewer than 30 detected]\r\n"));
  CHECK_THAT(test::bytes_of(folder / "monthly.csv"),
             Catch::Matchers::Contains("undetected [persons]") &&
                 Catch::Matchers::Contains("0,2019-11,559,59,74,29,98,449\r\n"));
}

TEST_CASE("a month of which a column is empty writes no line", "[output]") {
  const test::Folder folder("platform_partial");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, ledger_rows());
  recorder.begin(ledger_run());
  engine::MonthObservation partial = ledger_month();
  partial.values[5] = std::vector<std::int32_t>{};

  recorder.month(partial, {});
  recorder.finish();

  const std::string text = test::bytes_of(folder / "platform.csv");
  CHECK(text.find("\r\n") == text.size() - 2);
}

TEST_CASE("a run without the ledger's columns has no platform.csv", "[output]") {
  const test::Folder folder("platform_absent");
  CsvRecorder recorder(folder.path(), Overwrite::refuse, test::rows());

  test::record(recorder, test::run(2), {});
  recorder.finish();

  CHECK_FALSE(test::fs::exists(folder / "platform.csv"));
}

}  // namespace chuanzhe::output
