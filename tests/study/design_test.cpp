// Designs: where the points lie, and that a larger design keeps the points of a smaller one.
#include <algorithm>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "study/design.hpp"

using namespace chuanzhe;

namespace {

const base::Draws draws(base::make_key(7, 0));

int slice_of(double u, int slices) { return static_cast<int>(u * slices); }

}  // namespace

TEST_CASE("a grid holds every combination once, the last factor fastest") {
  const auto points = study::grid({2, 3});

  CHECK(points == std::vector<std::vector<int>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("a grid with a factor without levels is empty") { CHECK(study::grid({2, 0}).empty()); }

TEST_CASE("a Latin hypercube has one point in every slice of every factor") {
  for (const int n : {1, 7, 12, 64}) {
    const auto points = study::latin_hypercube(n, 3, draws);

    REQUIRE(points.size() == static_cast<std::size_t>(n));
    for (std::size_t factor = 0; factor < 3; ++factor) {
      std::set<int> slices;
      for (const auto& point : points) slices.insert(slice_of(point[factor], n));
      CHECK(slices.size() == static_cast<std::size_t>(n));
      CHECK(*slices.rbegin() < n);
    }
  }
}

TEST_CASE("factors of a Latin hypercube are not sorted alike") {
  const auto points = study::latin_hypercube(200, 2, draws);
  double product = 0;

  for (const auto& point : points) product += (point[0] - 0.5) * (point[1] - 0.5) * 12 / 200;

  CHECK(std::fabs(product) < 4 / std::sqrt(200.0));  // correlation of independent points, 4 sd
}

TEST_CASE("doubling a Latin hypercube keeps its points") {
  const auto small = study::latin_hypercube(12, 2, draws);
  const auto large = study::latin_hypercube(24, 2, draws);

  CHECK(std::equal(small.begin(), small.end(), large.begin()));
}

TEST_CASE("other seeds give other Latin hypercubes") {
  const base::Draws others(base::make_key(8, 0));

  CHECK(study::latin_hypercube(8, 2, draws) != study::latin_hypercube(8, 2, others));
}

TEST_CASE("Sobol's sequence begins with its known points") {
  const auto points = study::saltelli(3, 1);

  // First two dimensions of the sequence without its zero: (1/2, 1/2), (3/4, 1/4), (1/4, 3/4).
  CHECK(points == std::vector<study::UnitPoint>{
                      {0.5}, {0.5}, {0.5}, {0.75}, {0.25}, {0.25}, {0.25}, {0.75}, {0.75}});
}

TEST_CASE("Saltelli's points mix one coordinate of B into A") {
  const auto points = study::saltelli(5, 2);

  REQUIRE(points.size() == 20);
  for (std::size_t first = 0; first < points.size(); first += 4) {
    const auto& a = points[first];
    const auto& b = points[first + 1];
    CHECK(points[first + 2] == study::UnitPoint{b[0], a[1]});
    CHECK(points[first + 3] == study::UnitPoint{a[0], b[1]});
  }
  CHECK(std::equal(points.begin(), points.end(), study::saltelli(6, 2).begin()));
}

TEST_CASE("a Morris trajectory moves every factor once by half of its levels") {
  constexpr int factors = 3, levels = 4;
  const auto points = study::morris(20, factors, levels, draws);

  REQUIRE(points.size() == 20 * (factors + 1));
  for (std::size_t t = 0; t < points.size(); t += factors + 1) {
    std::set<std::size_t> moved;
    for (std::size_t step = t; step < t + factors; ++step) {
      for (std::size_t i = 0; i < factors; ++i) {
        const double change = std::fabs(points[step + 1][i] - points[step][i]);
        if (change == 0) continue;
        CHECK(change == Approx(2.0 / 3));
        moved.insert(i);
      }
    }
    CHECK(moved.size() == factors);
  }
  CHECK(
      std::equal(points.begin(), points.end(), study::morris(25, factors, levels, draws).begin()));
}
