// The search for constants, on functions whose answer is known, and on the model itself.
#include <cmath>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "study/fit.hpp"

using namespace chuanzhe;
using study::Figures;

namespace {

/// Two constants that both move both figures, not in proportion.
Figures curved(const Figures& points) {
  Figures figures;
  for (const auto& p : points) {
    figures.push_back({std::exp(p[0]) * (1 + 0.2 * p[1]), 10 + p[1] * p[1] * p[1] + p[0]});
  }
  return figures;
}

}  // namespace

TEST_CASE("constants are recovered from figures made with them, within 1 %") {
  const Figures truth = curved({{1.3, 2.1}});

  const study::Fit fit = study::fit({{"a", 0.5, 0, 3, 0.1}, {"b", 1, 0, 4, 0.1}},
                                    {{"x", truth[0][0], 0.01, 1}, {"y", truth[0][1], 0.01, 1}},
                                    curved, {30, 0.9, 0.01});

  CHECK(fit.is_met());
  CHECK(fit.constants[0] == Approx(1.3).epsilon(0.01));
  CHECK(fit.constants[1] == Approx(2.1).epsilon(0.01));
}

TEST_CASE("a constant never leaves its range, and the edge is told") {
  const study::Fit fit =
      study::fit({{"a", 0.5, 0, 1, 0.1}}, {{"x", 10, 0.01, 1}}, [](const Figures& points) {
        Figures figures;
        for (const auto& p : points) figures.push_back({1 + p[0]});
        return figures;
      });

  CHECK(fit.constants[0] == 1);
  CHECK(fit.at_edge[0]);
  CHECK_FALSE(fit.is_met());
}

TEST_CASE("targets that contradict each other are named with how far off they stay") {
  const std::vector<study::FitConstant> constants = {{"a", 1, 0, 100, 0.5}};
  const std::vector<study::FitTarget> targets = {{"T8", 57, 0.05, 1}, {"T8b", 72, 0.05, 1}};
  const study::Fit fit = study::fit(constants, targets,
                                    [](const Figures& points) {
                                      Figures figures;
                                      for (const auto& p : points) figures.push_back({p[0], p[0]});
                                      return figures;
                                    },
                                    {40, 0.9, 0.1});

  const auto found = study::conflicts(fit, constants, targets);

  REQUIRE(found.size() == 2);
  CHECK(found[0].target == 0);
  CHECK(found[0].error > 0.05);
  REQUIRE(found[0].against == std::vector<std::size_t>{1});
  CHECK(found[0].errors_without[0] == Approx(57.0 / 72 - 1).margin(0.01));
  CHECK(found[1].error < -0.05);
}

TEST_CASE("a figure that is not defined stops the fit") {
  const auto undefined = [](const Figures& points) {
    return Figures(points.size(), {std::nan("")});
  };

  CHECK_THROWS_WITH(study::fit({{"a", 1, 0, 2, 0.1}}, {{"x", 1, 0.1, 1}}, undefined),
                    "target x is not defined in the run (0 / 0)");
}
