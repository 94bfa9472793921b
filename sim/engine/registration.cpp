#include "engine/registration.hpp"

#include <algorithm>

#include "behaviour/eligibility.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {

double largest_coverage_of(const RunInputs& inputs) {
  terms::Offers offers;
  for (std::size_t p = 0; p < inputs.policies.size(); ++p) {
    inputs.policies[p].lever->offer(reach_of(inputs, p), offers);
  }
  double largest = 0;
  for (const terms::Platform& platform : offers.platforms) {
    largest = std::max(largest, platform.coverage);
  }
  return largest;
}

void mark_registered(State& state, base::ThreadPool& pool) {
  const auto& pieces = state.population.pieces();
  pool.for_each(static_cast<int>(pieces.size()), [&](int p, int) {
    const world::Piece& piece = pieces[static_cast<std::size_t>(p)];
    for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
      const bool on = state.largest_coverage > 0 &&
                      behaviour::Leanings(id, state.draws).registration() < state.largest_coverage;
      state.population.workers()[id].set(world::flag::registered, on);
    }
  });
}

}  // namespace chuanzhe::engine
