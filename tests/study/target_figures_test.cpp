// Named figures, taken from months made by hand.
#include <cmath>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "study/target_figures.hpp"

using namespace chuanzhe;
using Catch::Contains;

namespace {

/// Two cities, one county and sector, six outcomes; every number is zero until a test sets it.
class HandMadeRun {
 public:
  HandMadeRun() {
    description.start = base::Month(2020, 12);
    description.end = base::Month(2021, 2);
    label(engine::Axis::county, {"A"});
    label(engine::Axis::city, {"Ningbo", "Hangzhou"});
    label(engine::Axis::sector, {"light"});
    label(engine::Axis::group, {"poor/female/16-29/junior", "not_poor/male/30-44/junior"});
    label(engine::Axis::status, {"home", "local_job", "elsewhere"});
    label(engine::Axis::cause, {"quit", "laid_off"});
    label(engine::Axis::outcome,
          {"staff", "stayed", "went", "back_same_post", "back_elsewhere", "not_back"});
    label(engine::Axis::bin, {"0", "1", "2", "3", "4"});
    for (int step = 0; step < 3; ++step) {
      auto& month = months.emplace_back();
      month.month = description.start + step;
      month.step = step;
      for (const engine::VariableRow& row : engine::variable_rows()) {
        std::size_t size = 1;
        for (const auto axis : row.axes) {
          size *= description.axes[static_cast<std::size_t>(axis)].names.size();
        }
        using Type = engine::VariableRow::Type;
        if (row.type == Type::int32) month.values.emplace_back(std::vector<std::int32_t>(size));
        if (row.type == Type::int64) month.values.emplace_back(std::vector<std::int64_t>(size));
        if (row.type == Type::float64) month.values.emplace_back(std::vector<double>(size));
      }
    }
  }
  void set(std::size_t step, const std::string& variable, std::vector<int> numbers) {
    const auto& rows = engine::variable_rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].name != variable) continue;
      std::visit(
          [&](auto& values) {
            using Number = typename std::decay_t<decltype(values)>::value_type;
            for (std::size_t k = 0; k < numbers.size(); ++k) {
              values.at(k) = static_cast<Number>(numbers[k]);
            }
          },
          months[step].values[i]);
    }
  }
  double operator()(const std::string& request) const {
    study::TargetFigures measures({request});
    measures.begin(description);
    for (const auto& month : months) measures.month(month, {});
    measures.finish();
    return measures.values().at(0).at(0);
  }
  std::string complaint(const std::string& request) const {
    try {
      (*this)(request);
    } catch (const base::InputError& error) {
      return error.what();
    }
    return "good";
  }
  engine::RunDescription description;
  std::vector<engine::MonthObservation> months;

 private:
  void label(engine::Axis axis, std::vector<std::string> names) {
    description.axes[static_cast<std::size_t>(axis)].names = std::move(names);
  }
};

}  // namespace

TEST_CASE("a stock is of the last month, or of the month asked for, or a mean over a period") {
  HandMadeRun run;
  run.set(0, "in_post", {10, 20});
  run.set(1, "in_post", {30, 50});
  run.set(2, "in_post", {70, 90});

  CHECK(run("in_post") == 160);
  CHECK(run("in_post@2020-12") == 30);
  CHECK(run("in_post@2021") == 120);
  CHECK(run("in_post[city=Hangzhou]@2021-01") == 50);
}

TEST_CASE("a flow is summed over the whole run or the period asked for, and money told in CNY") {
  HandMadeRun run;
  run.set(0, "hires", {1, 2});
  run.set(1, "hires", {3, 4});
  run.set(2, "hires", {5, 6});
  run.set(2, "gross_pay", {12345});

  CHECK(run("hires") == 21);
  CHECK(run("hires[city=Ningbo]@2021-01..2021-02") == 8);
  CHECK(run("gross_pay") == Approx(123.45));
}

TEST_CASE("festival shares are of the last festival, or of the year asked for") {
  HandMadeRun run;
  run.set(0, "festival", {100, 40, 60, 0, 0, 0});
  run.set(1, "festival", {200, 50, 150, 45, 10, 5});

  CHECK(run("stay_share") == 25);
  CHECK(run("stay_share@2020") == 40);
  CHECK(run("same_post_return") == 75);
  CHECK(run("staff_kept@2020-12..2021-01") == Approx(100 * (90 + 45) / 300.0));
}

TEST_CASE("a field of a group's name selects all groups that have it") {
  HandMadeRun run;
  run.set(2, "zhejiang_by_group", {3, 9, 1, 7});

  CHECK(run("women_share") == 20);
  CHECK(run("zhejiang_by_group[worker_group=poor]") == 4);
  CHECK(run("zhejiang_by_group[worker_group=not_poor,city=Hangzhou]") == 7);
}

TEST_CASE("quantiles lie inside the bin, and an open last bin is made up for in the mean") {
  HandMadeRun run;
  run.set(2, "tenure_histogram", {4, 4, 4, 4, 0});

  CHECK(run("tenure_quartile") == 1);
  CHECK(run("tenure_median") == 2);
  CHECK(run("tenure_mean") == 2);

  run.set(2, "stay_histogram", {8, 4, 2, 1, 1});
  const double rate = std::log(4.0 / 1.0) / 2;  // 4 spells reach bin 2, one reaches bin 4
  CHECK(run("stay_mean") == Approx((8 * 0.5 + 4 * 1.5 + 2 * 2.5 + 3.5 + 4 + 1 / rate) / 16));
}

TEST_CASE("a share of nothing is not a number") {
  const HandMadeRun run;

  CHECK(std::isnan(run("stay_share@2021")));
  CHECK(std::isnan(run("policy_posts_fill_share")));
}

TEST_CASE("a request that no figure answers is refused with the nearest legal word") {
  const HandMadeRun run;

  CHECK_THAT(run.complaint("stay_shar"),
             Contains("there is no figure 'stay_shar'") && Contains("did you mean 'stay_share'?"));
  CHECK_THAT(run.complaint("hires[town=Ningbo]"), Contains("it is not told by town"));
  CHECK_THAT(run.complaint("hires[city=Ningb]"), Contains("did you mean 'Ningbo'?"));
  CHECK_THAT(run.complaint("hires[city=Ningbo"),
             Contains("the bracket is not closed; write NAME[axis=label]@WHEN"));
  CHECK_THAT(run.complaint("hires[city]"),
             Contains("'city' is not axis=label; write for example [city=Ningbo]"));
  CHECK_THAT(run.complaint("hires@yesterday"),
             Contains("'yesterday' is no time; write 2021-12, 2021 or 2021-01..2022-12"));
  CHECK_THAT(run.complaint("hires@2035"),
             Contains("the run covers 2020-12 to 2021-02; ask for a time within, or run longer"));
}

TEST_CASE("the variables that figures are made of can be told before reading a result") {
  const HandMadeRun run;
  study::TargetFigures measures({"women_share", "matched_share"});
  measures.begin(run.description);

  CHECK(measures.variables() == std::vector<std::string>{"hires", "seekers", "zhejiang_by_group"});
}
