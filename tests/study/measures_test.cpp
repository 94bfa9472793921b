#include "study/measures.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "../variable_row.hpp"
#include "base/error.hpp"
#include "study/measure_request.hpp"

using namespace chuanzhe;
using Catch::Matchers::Contains;
using engine::Axis;
using test::column;

namespace {

const base::Month january(2022, 1);

void name_axis(engine::RunDescription& run, Axis axis, std::vector<std::string> names) {
  run.axes[static_cast<int>(axis)].names = std::move(names);
}

/// Two cities, one sector, 14 months, one replicate.
engine::RunDescription run() {
  engine::RunDescription run;
  run.start = january;
  run.end = january + 13;
  name_axis(run, Axis::city, {"Hangzhou", "Ningbo"});
  name_axis(run, Axis::sector, {"textile"});
  name_axis(run, Axis::group, {"poor", "not_poor"});
  name_axis(run, Axis::county, {"Qu"});
  name_axis(run, Axis::outcome,
            {"staff", "stayed", "went", "back_same_post", "back_elsewhere", "not_back"});
  name_axis(run, Axis::bin, {"0", "1", "2", "3"});
  return run;
}

/// Stocks of group and city 1 2 3 4 plus the step; 5 hires in Hangzhou, 7 in Ningbo each month;
/// festivals in the first and the thirteenth month, their returns a month later.
engine::MonthObservation month(int step) {
  engine::MonthObservation month{0, step, january + step, {}};
  month.values.resize(engine::variable_rows().size());
  month.values[column("zhejiang_by_group")] =
      std::vector<std::int32_t>{1 + step, 2 + step, 3 + step, 4 + step};
  month.values[column("hires")] = std::vector<std::int32_t>{5, 7};
  month.values[column("gross_pay")] = std::vector<std::int64_t>{250};
  month.values[column("tenure_histogram")] = std::vector<std::int32_t>{1, 1, 3, 1};
  std::vector<std::int32_t> festival(12, 0);
  if (step == 0) festival = {100, 40, 60, 0, 0, 0, 10, 2, 8, 0, 0, 0};
  if (step == 1) festival = {0, 0, 0, 30, 20, 10, 0, 0, 0, 8, 0, 0};
  if (step == 12) festival = {100, 60, 40, 0, 0, 0, 100, 80, 20, 0, 0, 0};
  month.values[column("festival")] = festival;
  return month;
}

double measured(const std::string& request) {
  study::Measures measures({request});
  measures.begin(run());
  for (int step = 0; step < 14; ++step) measures.month(month(step), {});
  measures.finish();
  return measures.values()[0][0];
}

TEST_CASE("stocks are of the month asked for, or the last", "[measures]") {
  CHECK(measured("stock_zj") == 10 + 4 * 13);
  CHECK(measured("stock_zj@2022-03") == 10 + 4 * 2);
  CHECK(measured("stock_zj@2022") == 10 + 4 * 11);
  CHECK(measured("stock_zj[city=Ningbo]@2022-01") == 7);
  CHECK(measured("stock_zj[city=Ningbo,worker_group=poor]@2022-01") == 3);
}

TEST_CASE("flows are summed over the months asked for, or all", "[measures]") {
  CHECK(measured("hires") == 12 * 14);
  CHECK(measured("hires[city=Hangzhou]@2022-02..2022-04") == 15);
  CHECK(measured("gross_pay_yuan@2022-01..2022-02") == 5);
  CHECK(measured("gross_pay@2022-01..2022-02") == 500);
  CHECK(measured("worker_months_zj@2022-01..2022-02") == 10 + 14);
}

TEST_CASE("festival shares are of the year asked for, or the last", "[measures]") {
  CHECK(measured("stay_share@2022") == Approx(100 * 42.0 / 110));
  CHECK(measured("stay_share[city=Ningbo]@2022") == Approx(20));
  CHECK(measured("stay_share") == Approx(70));
  CHECK(measured("same_post_share@2022") == Approx(100 * 38.0 / 68));
  CHECK(std::isnan(measured("stay_share@2022-05")));
}

TEST_CASE("histograms give medians and means", "[measures]") {
  CHECK(measured("median_tenure") == 2);
  CHECK(measured("mean_tenure") == Approx(10.0 / 6));
}

TEST_CASE("what it needs is told before it is fed", "[measures]") {
  const study::Measures measures({"stock_zj", "worker_months_zj", "hires"});

  CHECK(measures.variables() == std::vector<std::string>{"zhejiang_by_group", "hires"});
}

TEST_CASE("every measure names a variable and only outcomes of shares", "[measures]") {
  for (const study::MeasureRow& measure : study::measure_rows()) {
    CHECK_NOTHROW(column(std::string(measure.variable)));
    CHECK((measure.reduction == study::Reduction::share) == !measure.whole.empty());
  }
}

TEST_CASE("unknown words are refused with the nearest legal one", "[measures]") {
  CHECK_THROWS_WITH(measured("stock_zh"), Contains("there is no measure 'stock_zh'") &&
                                              Contains("did you mean 'stock_zj'"));
  CHECK_THROWS_WITH(measured("stock_zj[citty=Ningbo]"),
                    Contains("'citty' is no axis of '") && Contains("did you mean 'city'"));
  CHECK_THROWS_WITH(measured("stock_zj[city=Ningpo]"), Contains("did you mean 'Ningbo'"));
  CHECK_THROWS_WITH(measured("stock_zj@2030"),
                    Contains("the run has only 2022-01 to 2023-02; choose months inside"));
  CHECK_THROWS_WITH(measured("tightness"), Contains("no measure 'tightness'"));
}

TEST_CASE("a request of another form is refused with the form", "[measures]") {
  for (const char* text : {"@2022", "x[city=a", "x[city]", "x[=a]", "x@22", "x@2022-13",
                           "x@2022-05..2022-04", "x@2022.."}) {
    CHECK_THROWS_WITH(study::parse_measure_request(text), Contains("write NAME["));
  }
}

}  // namespace
