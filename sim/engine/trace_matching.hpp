// Tells a tracer what the barrier did for one worker: contacts, applications and their places in
// the lotteries, claims on capped budgets.
#pragma once

#include <span>

#include "engine/barrier.hpp"
#include "engine/local_matching.hpp"

namespace chuanzhe::engine {

/// True when the run watches this worker.
bool is_watched(const State& state, std::uint32_t worker);

void trace_contact(const State& state, const MonthContext& context, const Seeker& seeker,
                   double probability, double draw);
/// A round of applications in one market, before anybody is admitted.
void trace_round(const State& state, std::span<const Application> applications);
/// Applications to the posts of a county, before they are filled.
void trace_local(const State& state, const MonthContext& context,
                 std::span<const LocalApplicant> applicants,
                 std::span<const LocalOpening> openings);
/// Marks the last application as admitted.
void trace_hire(const State& state, std::uint32_t worker);
/// Claims on one policy's budget, and those of them that were paid.
void trace_claims(const State& state, const MonthContext& context, std::span<const Claim> claims,
                  std::span<const Claim> paid);

}  // namespace chuanzhe::engine
