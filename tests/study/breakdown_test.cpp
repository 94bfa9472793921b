#include "study/breakdown.hpp"

#include <catch2/catch.hpp>

#include "../variable_row.hpp"
#include "base/error.hpp"

using namespace chuanzhe;
using Catch::Matchers::Contains;
using engine::Axis;
using study::BreakdownRequest;
using test::column;

namespace {

const base::Month january(2022, 1);

/// Two counties, two cities, two sectors, three months, two replicates.
engine::RunDescription run() {
  engine::RunDescription run;
  run.replicates = 2;
  run.start = january;
  run.end = january + 2;
  run.axes[static_cast<int>(Axis::county)].names = {"Qu", "Dazhu"};
  run.axes[static_cast<int>(Axis::city)].names = {"Hangzhou", "Ningbo"};
  run.axes[static_cast<int>(Axis::sector)].names = {"textile", "service"};
  return run;
}

void tell(study::Breakdowns& recorder) {
  recorder.begin(run());
  for (int r = 0; r < 2; ++r) {
    for (int step = 0; step < 3; ++step) {
      engine::MonthObservation month{r, step, january + step, {}};
      month.values.resize(engine::variable_rows().size());
      const std::int32_t base = 100 * r + 10 * step;
      for (const char* name : {"in_post", "entered"}) {  // 1 2 3 ... 8 added to the base
        std::vector<std::int32_t> values;
        for (int i = 1; i <= 8; ++i) values.push_back(base + i);
        month.values[column(name)] = values;
      }
      recorder.month(month, {});
    }
  }
  recorder.finish();
}

TEST_CASE("a stock is summed over the other axes in the last month", "[study]") {
  study::Breakdowns recorder({{"in_post", {Axis::city}, {january, january + 1}}});

  tell(recorder);

  const study::Cells& cells = recorder.cells().front();
  REQUIRE(cells.size() == 2);
  CHECK(cells.labels[1] == std::vector<std::string>{"Ningbo"});
  // Second month: base 10; Hangzhou has values 1 2 5 6, Ningbo 3 4 7 8.
  CHECK(cells.by_replicate[0] == std::vector<double>{40 + 14, 40 + 22});
  CHECK(cells.cell(1) == std::vector<double>{62, 4 * 110 + 22});
}

TEST_CASE("a flow is summed over the months of the period too", "[study]") {
  study::Breakdowns recorder({{"entered", {Axis::county}, {january + 1, january + 2}}});

  tell(recorder);

  const study::Cells& cells = recorder.cells().front();
  CHECK(cells.by_replicate[0] == std::vector<double>{4 * 30 + 20, 4 * 30 + 52});
}

TEST_CASE("two axes are kept in the order asked for", "[study]") {
  study::Breakdowns recorder({{"in_post", {Axis::sector, Axis::county}, {january, january}}});

  tell(recorder);

  const study::Cells& cells = recorder.cells().front();
  REQUIRE(cells.size() == 4);
  CHECK(cells.labels[1] == std::vector<std::string>{"textile", "Dazhu"});
  CHECK(cells.by_replicate[0] == std::vector<double>{1 + 3, 5 + 7, 2 + 4, 6 + 8});
}

TEST_CASE("a variable over an axis that is empty has no cells", "[study]") {
  study::Breakdowns recorder({{"debits", {Axis::policy, Axis::payer}, {january, january}}});

  recorder.begin(run());

  CHECK(recorder.cells().front().size() == 0);
  CHECK(recorder.variables() == std::vector<std::string>{"debits"});
}

TEST_CASE("what cannot be broken down is refused with what can be", "[study]") {
  CHECK_THROWS_WITH(study::row_to_break_down("in_pots", {Axis::city}),
                    Contains("there is no variable") && Contains("did you mean 'in_post'"));
  CHECK_THROWS_WITH(study::row_to_break_down("hires", {Axis::county}),
                    Contains("is not known by county (it has city, sector)"));
  CHECK_THROWS_WITH(study::row_to_break_down("tightness", {Axis::city}),
                    Contains("cannot be broken down (it is a ratio, and ratios have no sums)"));
}

}  // namespace
