// Curves, surfaces, frontier and shares of a grid, with numbers worked out by hand.
#include <cmath>

#include <catch2/catch.hpp>

#include "study/design.hpp"
#include "study/response.hpp"

using namespace chuanzhe;

namespace {

/// y = 10 a + b + replicate over a in {0, 1}, b in {0, 1, 2}; two replicates.
study::Runs plane() {
  study::Runs runs;
  for (const auto& point : study::grid({2, 3})) {
    const double y = 10 * point[0] + point[1];
    runs.coordinates.push_back({static_cast<double>(point[0]), static_cast<double>(point[1])});
    runs.figures.push_back({y, y + 1});
  }
  return runs;
}

}  // namespace

TEST_CASE("a curve over levels is the mean of their points") {
  const auto curve = study::response_curve(plane(), 0);

  REQUIRE(curve.size() == 2);
  CHECK(curve[1].value == 1);
  CHECK(curve[1].points == 3);
  CHECK(curve[1].figure.value == Approx(11.5));  // of 11 and 12
  CHECK(curve[0].figure.value == Approx(1.5));
}

TEST_CASE("what a replicate has in common at all points does not widen the interval of a curve") {
  const auto same = study::response_curve(plane(), 0);
  study::Runs runs = plane();
  for (std::size_t i = 3; i < 6; ++i) runs.figures[i][1] += 2;  // where a = 1, second replicate

  const auto curve = study::response_curve(runs, 0);

  CHECK(same[1].figure.high - same[1].figure.low == Approx(0).margin(1e-9));
  // Departures 5 and 6 from the replicates' means 6 and 8: half width t(1) x 0.7071 / sqrt 2.
  CHECK(curve[1].figure.value == Approx(12.5));
  CHECK(curve[1].figure.high == Approx(12.5 + 12.706 * 0.5));
}

TEST_CASE("one replicate gives a curve without interval") {
  study::Runs runs = plane();
  for (auto& figures : runs.figures) figures.resize(1);

  const auto curve = study::response_curve(runs, 1);

  CHECK(curve[2].figure.low == curve[2].figure.value);
}

TEST_CASE("many values are cut into ten slices of equal size") {
  study::Runs runs;
  for (int i = 0; i < 200; ++i) {
    runs.coordinates.push_back({i / 200.0});
    runs.figures.push_back({static_cast<double>(i)});
  }

  const auto curve = study::response_curve(runs, 0);

  REQUIRE(curve.size() == 10);
  CHECK(curve[0].points == 20);
  CHECK(curve[9].figure.value == Approx(189.5));
  CHECK(curve[9].value == Approx(189.5 / 200));
}

TEST_CASE("a missing run is left out of the means") {
  study::Runs runs = plane();
  runs.figures[0][1] = std::nan("");

  CHECK(study::point_means(runs)[0] == 0);
  CHECK(study::point_means(runs)[1] == Approx(1.5));
}

TEST_CASE("a surface has a cell for every pair of levels") {
  const auto cells = study::response_surface(plane(), 0, 1);

  REQUIRE(cells.size() == 6);
  CHECK(cells[5].first == 1);
  CHECK(cells[5].second == 2);
  CHECK(cells[5].mean == Approx(12.5));
}

TEST_CASE("the frontier holds the points that no other beats") {
  const std::vector<double> cost = {0, 10, 10, 20, 30, 30, std::nan("")};
  const std::vector<double> effect = {0, 5, 4, 5, 9, 9, 99};

  CHECK(study::efficient_points(cost, effect) ==
        std::vector<bool>{true, true, false, false, true, true, false});
}

TEST_CASE("shares of a grid are those of the analysis of variance") {
  // Variances: 10 a gives 25, b gives 2/3; nothing interacts.
  const auto indices = study::grid_indices(plane());

  REQUIRE(indices.size() == 2);
  CHECK(indices[0].first.value == Approx(25 / (25 + 2.0 / 3)));
  CHECK(indices[0].total.value == Approx(indices[0].first.value));
  CHECK(indices[1].first.value == Approx(1 - indices[0].first.value));
}

TEST_CASE("a product interacts, and its total shares say so") {
  // y = (a - 1/2)(b - 1/2) over {0, 1}: all of the variance is interaction.
  study::Runs runs;
  for (const auto& point : study::grid({2, 2})) {
    runs.coordinates.push_back({static_cast<double>(point[0]), static_cast<double>(point[1])});
    runs.figures.push_back({(point[0] - 0.5) * (point[1] - 0.5)});
  }

  const auto indices = study::grid_indices(runs);

  CHECK(indices[0].first.value == Approx(0).margin(1e-12));
  CHECK(indices[0].total.value == Approx(1));
}

TEST_CASE("points that are no full grid have no such shares") {
  study::Runs runs = plane();
  runs.coordinates.pop_back();
  runs.figures.pop_back();

  CHECK(study::grid_indices(runs).empty());
}
