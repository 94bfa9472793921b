// Sensitivity against functions whose indices are known in closed form.
#include <cmath>

#include <catch2/catch.hpp>

#include "study/design.hpp"
#include "study/sensitivity.hpp"

using namespace chuanzhe;

namespace {

const base::Draws draws(base::make_key(11, 0));
using Figures = std::vector<double>;
using Function = double (*)(const study::UnitPoint&);

/// Ishigami and Homma 1990 with a = 7, b = 0.1 over [-pi, pi].
double ishigami(const study::UnitPoint& u) {
  constexpr double pi = 3.14159265358979323846;
  const auto x = [&](std::size_t i) { return (2 * u[i] - 1) * pi; };
  const double second = std::sin(x(1));
  return std::sin(x(0)) + 7 * second * second + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

const Figures g_weights = {0, 1, 4.5, 9};

/// Sobol's G function (Saltelli and Sobol 1995).
double g_function(const study::UnitPoint& u) {
  double product = 1;
  for (std::size_t i = 0; i < u.size(); ++i) {
    product *= (std::fabs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
  }
  return product;
}

Figures values_of(const std::vector<study::UnitPoint>& points, Function function) {
  Figures figures;
  for (const auto& point : points) figures.push_back(function(point));
  return figures;
}

void near_known(const std::vector<study::SobolIndex>& indices, const Figures& first,
                const Figures& total, double margin) {
  REQUIRE(indices.size() == first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    INFO("factor " << i);
    CHECK(indices[i].first.value == Approx(first[i]).margin(margin));
    CHECK(indices[i].total.value == Approx(total[i]).margin(margin));
    CHECK(indices[i].first.low <= indices[i].first.value);
    CHECK(indices[i].first.value <= indices[i].first.high);
    CHECK(indices[i].first.low - margin < first[i]);
    CHECK(first[i] < indices[i].first.high + margin);
    CHECK(indices[i].total.low - margin < total[i]);
    CHECK(total[i] < indices[i].total.high + margin);
  }
}

}  // namespace

TEST_CASE("the indices of the Ishigami function are the known ones") {
  const auto figures = values_of(study::saltelli(4096, 3), ishigami);

  near_known(study::sobol_indices(figures, 3, draws, 200), {0.3139, 0.4424, 0},
             {0.5576, 0.4424, 0.2437}, 0.01);
}

TEST_CASE("the indices of Sobol's G function are the known ones") {
  Figures part, first, total;
  double variance = 1;
  for (const double a : g_weights) part.push_back(1 / (3 * (1 + a) * (1 + a)));
  for (const double v : part) variance *= 1 + v;
  for (const double v : part) {
    first.push_back(v / (variance - 1));
    total.push_back(v * variance / (1 + v) / (variance - 1));
  }

  const auto figures = values_of(study::saltelli(4096, 4), g_function);

  near_known(study::sobol_indices(figures, 4, draws, 200), first, total, 0.01);
}

TEST_CASE("a large mean beside a small spread costs the indices no digits") {
  auto figures = values_of(study::saltelli(1024, 3), ishigami);
  const auto before = study::sobol_indices(figures, 3, draws, 1);

  for (double& figure : figures) figure += 1e6;
  const auto after = study::sobol_indices(figures, 3, draws, 1);

  CHECK(after[0].first.value == Approx(before[0].first.value).margin(1e-6));
}

TEST_CASE("a sample with an undefined figure is left out whole") {
  auto figures = values_of(study::saltelli(512, 3), ishigami);
  const auto shorter = study::sobol_indices(std::span(figures).first(511 * 5), 3, draws, 1);

  figures[511 * 5 + 2] = std::nan("");

  CHECK(study::sobol_indices(figures, 3, draws, 1)[1].total.value == shorter[1].total.value);
}

TEST_CASE("a figure that does not vary has no indices") {
  CHECK(study::sobol_indices(Figures(50, 3.0), 3, draws, 10).empty());
}

TEST_CASE("intervals narrow with the square root of the samples") {
  const auto few = values_of(study::saltelli(256, 3), ishigami);
  const auto many = values_of(study::saltelli(4096, 3), ishigami);
  const auto width = [](const study::IndexEstimate& e) { return e.high - e.low; };

  const double ratio = width(study::sobol_indices(few, 3, draws, 200)[0].first) /
                       width(study::sobol_indices(many, 3, draws, 200)[0].first);

  CHECK(ratio == Approx(4).margin(1.5));
}

TEST_CASE("Morris measures of a plane are its slopes") {
  const auto points = study::morris(10, 3, 4, draws);
  const auto figures =
      values_of(points, [](const study::UnitPoint& u) { return 5 * u[0] - 2 * u[1]; });

  const auto measures = study::morris_measures(points, figures, 3, draws, 50);

  const double slopes[] = {5, -2, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(measures[i].mu.value == Approx(slopes[i]).margin(1e-12));
    CHECK(measures[i].mu_star.value == Approx(std::fabs(slopes[i])).margin(1e-12));
    CHECK(measures[i].sigma.value == Approx(0).margin(1e-12));
  }
}

TEST_CASE("Morris measures of the G function are those worked out over its four levels") {
  // |4u - 2| is 2, 2/3, 2/3, 2 on the levels: every step changes it by 4/3 over a distance of 2/3,
  // up or down alike, so mu = 0 and mu* = 2 / (1 + a_i) times the means (4/3 + a_j) / (1 + a_j).
  const auto points = study::morris(20000, 4, 4, draws);

  const auto measures = study::morris_measures(points, values_of(points, g_function), 4, draws, 10);

  for (std::size_t i = 0; i < 4; ++i) {
    double expected = 2 / (1 + g_weights[i]);
    for (std::size_t j = 0; j < 4; ++j) {
      if (j != i) expected *= (4.0 / 3 + g_weights[j]) / (1 + g_weights[j]);
    }
    CHECK(measures[i].mu_star.value == Approx(expected).epsilon(0.02));
    CHECK(measures[i].mu.value == Approx(0).margin(0.04 * expected));
  }
}

TEST_CASE("shares of the grades add up and bound what interactions leave open") {
  using base::Grade;
  const std::vector<study::SobolIndex> indices = {{{0.5}, {0.6}}, {{0.2}, {0.3}}, {{0.1}, {0.2}}};
  const std::vector<Grade> grades = {Grade::assumption, Grade::survey, Grade::assumption};

  const auto shares = study::shares_by_grade(indices, grades);

  const auto& survey = shares[static_cast<std::size_t>(Grade::survey)];
  const auto& assumption = shares[static_cast<std::size_t>(Grade::assumption)];
  CHECK(survey.alone == Approx(0.2));
  CHECK(survey.with_others == Approx(0.3));
  CHECK(assumption.alone == Approx(0.6));
  CHECK(assumption.with_others == Approx(0.8));
  CHECK(survey.share + assumption.share == Approx(1));
  CHECK(shares[static_cast<std::size_t>(Grade::official)].share == 0);
}
