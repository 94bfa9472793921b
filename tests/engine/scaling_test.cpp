#include <cmath>

#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

struct Moments {
  double mean = 0, variance = 0;
};

/// Share of the staff that stayed over the first festival, over replicates.
Moments stay_share(int persons_per_agent, int replicates) {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.end = run.settings.start;
  run.settings.persons_per_agent = persons_per_agent;
  run.settings.replicates = replicates;
  const Tape tape = record(run);
  double sum = 0, squares = 0;
  for (const engine::MonthObservation& month : tape.months) {
    const auto outcomes = cells(month, "festival");
    double staff = 0, stayed = 0;
    for (std::size_t i = 0; i < outcomes.size(); i += 6) {
      staff += static_cast<double>(outcomes[i]);
      stayed += static_cast<double>(outcomes[i + 1]);
    }
    sum += stayed / staff;
    squares += stayed / staff * (stayed / staff);
  }
  const double n = replicates;
  return {sum / n, (squares - sum * sum / n) / (n - 1)};
}

}  // namespace

TEST_CASE("twice the agents give the same mean and half the variance (V17)") {
  constexpr int n = 1000;

  const Moments coarse = stay_share(200, n), fine = stay_share(100, n);

  CHECK(fine.mean ==
        Approx(coarse.mean).margin(4 * std::sqrt((fine.variance + coarse.variance) / n)));
  const double sd = std::sqrt(2.0 * 2 / (n - 1));  // of the logarithm of the ratio
  CHECK(std::log(coarse.variance / fine.variance) == Approx(std::log(2.0)).margin(4 * sd));
}
