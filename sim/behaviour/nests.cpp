#include "behaviour/nests.hpp"

#include "base/math.hpp"

namespace chuanzhe::behaviour {
namespace {

constexpr double pi = 3.14159265358979323846;

/// sin(pi x) for 0 <= x <= 1 by its series: portable, unlike libm's.
double sine_of_half_turns(double x) {
  const double t = pi * (x > 0.5 ? 1 - x : x), square = t * t;
  double term = t, sum = t;
  for (int n = 2; n < 26; n += 2) {
    term *= -square / (n * (n + 1));
    sum += term;
  }
  return sum;
}

}  // namespace

double log_positive_stable(double index, double uniform, double exponential) {
  const double rest = (1 - index) / index;
  return base::log(sine_of_half_turns(index * uniform)) +
         rest * (base::log(sine_of_half_turns((1 - index) * uniform)) - base::log(exponential)) -
         base::log(sine_of_half_turns(uniform)) / index;
}

double nested_log_arrival(double index, double exponential, double log_stable, double weight) {
  return index * (base::log(exponential) - log_stable) - base::log(weight);
}

}  // namespace chuanzhe::behaviour
