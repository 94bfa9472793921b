#include "study/life_figures.hpp"

namespace chuanzhe::study {

LifeFigures life_figures(const LifePair& pair) {
  return {compare_lives(pair), deadweight(pair), displacement(pair), incidence(pair)};
}

}  // namespace chuanzhe::study
