// What single workers have of their own: a seller's gain, the liquidity gate, and the optional
// attachments and contracts, off by default (docs/model.md, Optional parts).
#pragma once

#include "base/draws.hpp"
#include "behaviour/parameters.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// psi_i: what being in the own county is worth to this worker beside all else [CNY/month].
double home_attachment(const Parameters& model, std::uint32_t worker, const base::Draws& draws);

/// kappa min(stay, 60) / 60: what Zhejiang is worth more after `stay` months there [CNY/month].
double stay_attachment(const Parameters& model, int stay);

/// What a seller trained with this income effect gains at home, where work is worth `home`
/// [CNY/month of 2021].
inline double seller_gain(double income_effect, double home) { return income_effect * home; }

/// A novice who cannot pay for the journey to Zhejiang.
bool is_behind_gate(const Parameters& model, const world::Worker& worker, std::uint32_t id,
                    const base::Draws& draws);

/// The contract of a post held for `tenure` months ends in this tick and is not renewed.
bool contract_ends(const Parameters& model, int tenure, std::uint32_t worker, int tick,
                   const base::Draws& draws);

}  // namespace chuanzhe::behaviour
