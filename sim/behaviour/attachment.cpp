#include "behaviour/attachment.hpp"

#include <algorithm>

#include "base/normal.hpp"

namespace chuanzhe::behaviour {

double home_attachment(const Parameters& model, std::uint32_t worker, const base::Draws& draws) {
  if (model.home_attachment_spread <= 0) return 0;
  const double u = draws.uniform(base::Purpose::attachment, worker, 0);
  return model.home_attachment_spread * base::normal_quantile(u);
}

double stay_attachment(const Parameters& model, int stay) {
  return model.stay_attachment * std::clamp(stay, 0, 60) / 60;
}

bool is_behind_gate(const Parameters& model, const world::Worker& worker, std::uint32_t id,
                    const base::Draws& draws) {
  const double gate = worker.poor ? model.liquidity_gate : model.liquidity_gate_others;
  return !worker.experienced && gate > 0 && draws.uniform(base::Purpose::liquidity, id, 0) < gate;
}

bool contract_ends(const Parameters& model, int tenure, std::uint32_t worker, int tick,
                   const base::Draws& draws) {
  if (model.contract_months == 0 || tenure <= 0 || tenure % model.contract_months != 0) {
    return false;
  }
  return draws.uniform(base::Purpose::contract, worker, static_cast<std::uint32_t>(tick)) >=
         model.contract_renewal;
}

}  // namespace chuanzhe::behaviour
