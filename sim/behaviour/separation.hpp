// Leaving a post in Zhejiang (docs/model.md, Separation). A benefit that every firm of a city
// offers does not enter the quit hazard: quits answer to the firm's pay relative to its market.
#pragma once

#include "behaviour/parameters.hpp"
#include "world/tables.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// Hazards of a month in post [1/month].
struct Separation {
  double quit = 0, layoff = 0, deferred_visit = 0;
  double total() const { return quit + layoff + deferred_visit; }
};

/// `pay_factor` = (w_e / wbar_m)^eps_q of the employer.
inline Separation separation(const Parameters& model, const world::Worker& worker,
                             const world::Sector& sector, double pay_factor, base::Month now,
                             bool after_festival) {
  constexpr double age_multiplier[] = {1.3, 1.0, 0.75, 0.75};  // assumed
  constexpr double child_here = 0.85;                          // exp(-0.16), school place held
  const int tenure = now.index - worker.job_start;
  const int band = world::age_band_at(worker.age_months(now));
  Separation hazards;
  const double quit[] = {model.quit_late, model.quit_early};
  hazards.quit = quit[tenure < 6] * sector.separation * age_multiplier[band] * pay_factor;
  if (worker.has(world::flag::child_admitted)) hazards.quit *= child_here;
  hazards.layoff = model.layoff * sector.separation;
  if (after_festival && worker.has(world::flag::stayed)) {
    hazards.deferred_visit = model.deferred_visit;
  }
  return hazards;
}

}  // namespace chuanzhe::behaviour
