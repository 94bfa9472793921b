// The platform's ledger of leavers: how long they wait until somebody notices.
#include <catch2/catch.hpp>

#include "engine/information.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

double mean_lag(const Tape& tape, std::size_t from) {
  double months = 0, leavers = 0;
  for (std::size_t m = from; m < tape.months.size(); ++m) {
    months += total(tape.months[m], "detection_months");
    leavers += total(tape.months[m], "detected");
  }
  return months / leavers;
}

}  // namespace

TEST_CASE("the noticed have waited their part of the months of all who wait") {
  CHECK(engine::months_of_noticed(0, 0, 0) == 0);
  CHECK(engine::months_of_noticed(60, 10, 10) == 60);
  CHECK(engine::months_of_noticed(60, 10, 5) == 30);
  CHECK(engine::months_of_noticed(61, 10, 1) == 6);
  CHECK(engine::months_of_noticed(65, 10, 1) == 7);
  CHECK(engine::months_of_noticed(65, 10, 0) == 0);
}

TEST_CASE("leavers are noticed after the usual six months, or after the platform's lag") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.settings.burn_in = 12;
  const Tape without = record(run);
  run.policies.push_back(
      make_policy(policy::make_employment_platform(), {{"coverage", 1}, {"lag_months", 2}}));

  const Tape with = record(run);

  CHECK(mean_lag(without, 12) == Approx(6).margin(0.9));
  CHECK(mean_lag(with, 12) == Approx(2).margin(0.3));
  const auto lag =
      std::get<std::vector<double>>(with.months.back().values[column("detection_lag")]);
  for (const double months : lag) CHECK(months == Approx(2).margin(1.5));
}

TEST_CASE("every leaver is noticed once or still waits") {
  SmallRun run;
  const Tape tape = record(run);

  const auto before = tape.months.front();
  double left = 0, detected = 0;
  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    left += total(tape.months[m], "left");
    detected += total(tape.months[m], "detected");
  }

  CHECK(left > 0);
  CHECK(total(tape.months.back(), "undetected") == total(before, "undetected") + left - detected);
}
