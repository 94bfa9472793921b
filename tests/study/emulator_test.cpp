// History matching: the stand-in surface and the distance from observations, by hand and on
// functions whose answer is known.
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "study/emulator.hpp"

using namespace chuanzhe;
using study::Emulator;
using study::Observation;
using study::UnitPoint;

namespace {

std::vector<UnitPoint> cube(int points, int factors) {
  return study::latin_hypercube(points, factors, base::Draws(base::make_key(1, 0)));
}

}  // namespace

TEST_CASE("a quadratic figure is emulated exactly, products included") {
  const auto f = [](const UnitPoint& u) { return 3 - u[0] + 2 * u[1] * u[1] + 5 * u[0] * u[1]; };
  const auto points = cube(60, 2);
  std::vector<double> figures;
  for (const UnitPoint& u : points) figures.push_back(f(u));

  const Emulator emulator(points, figures);

  for (const UnitPoint& u : cube(7, 2)) CHECK(emulator.mean(u) == Approx(f(u)).margin(1e-5));
  CHECK(emulator.variance() < 1e-9);
}

TEST_CASE("what a surface cannot follow is its variance") {
  const auto points = cube(400, 1);
  std::vector<double> figures;
  for (std::size_t i = 0; i < points.size(); ++i) figures.push_back(i % 2 == 0 ? 2 : -2);

  CHECK(Emulator(points, figures).variance() == Approx(4).epsilon(0.05));
}

TEST_CASE("few points make a plane") {
  const std::vector<UnitPoint> points = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {0.5, 0.5}};

  const Emulator emulator(points, {1, 3, 2, 4, 2.5});

  CHECK(emulator.mean({0.25, 0.5}) == Approx(1 + 0.5 + 0.5).margin(1e-6));
}

TEST_CASE("implausibility is the largest distance in standard deviations") {
  const std::vector<Observation> observations = {{10, 4}, {100, 25}};

  CHECK(study::implausibility(std::vector<double>{13, 90}, observations) == Approx(2));
  CHECK(study::implausibility(std::vector<double>{4, 100}, observations) == Approx(3));
  CHECK(std::isinf(study::implausibility(
      std::vector<double>{10, std::numeric_limits<double>::quiet_NaN()}, observations)));
}

TEST_CASE("an emulated point is less implausible by the emulator's variance") {
  const auto points = cube(400, 1);
  std::vector<double> figures;
  for (std::size_t i = 0; i < points.size(); ++i) figures.push_back(i % 2 == 0 ? 2 : -2);
  const std::vector<Emulator> emulators = {Emulator(points, figures)};

  const double distance = study::implausibility(emulators, {0.5}, {{6, 5}});

  CHECK(distance == Approx(6 / std::sqrt(5.0 + 4.0)).epsilon(0.05));
}
