#include "engine/trace_matching.hpp"

#include <algorithm>

#include "engine/tracing.hpp"

namespace chuanzhe::engine {
namespace {

template <class Row>
const Row* watched_row(const State& state, std::span<const Row> rows) {
  if (state.inputs.tracer == nullptr) return nullptr;
  for (const Row& row : rows) {
    if (is_watched(state, row.worker)) return &row;
  }
  return nullptr;
}

}  // namespace

bool is_watched(const State& state, std::uint32_t worker) {
  return state.inputs.tracer != nullptr && state.inputs.tracer->worker == worker;
}

void trace_contact(const State& state, const MonthContext& context, const Seeker& seeker,
                   double probability, double draw) {
  if (!is_watched(state, seeker.worker)) return;
  state.inputs.tracer->searches.push_back({context.month, seeker.market, probability, draw, {}});
}

void trace_round(const State& state, std::span<const Application> applications) {
  const Application* mine = watched_row(state, applications);
  if (mine == nullptr) return;
  TracedApplication traced;
  traced.employer = mine->employer;
  traced.open_posts = state.employers.vacancies(mine->employer);
  for (const Application& other : applications) {
    if (other.employer != mine->employer) continue;
    ++traced.applicants;
    traced.place += other < *mine ? 1 : 0;
  }
  ++traced.place;
  state.inputs.tracer->searches.back().applications.push_back(traced);
}

void trace_local(const State& state, const MonthContext& context,
                 std::span<const LocalApplicant> applicants,
                 std::span<const LocalOpening> openings) {
  const LocalApplicant* mine = watched_row(state, applicants);
  if (mine == nullptr) return;
  TracedApplication traced;
  traced.employer = -1;
  traced.applicants = static_cast<int>(applicants.size());
  for (const LocalOpening& opening : openings) traced.open_posts += opening.open;
  traced.place = 1 + static_cast<int>(std::count_if(applicants.begin(), applicants.end(),
                                                    [&](const LocalApplicant& other) {
                                                      return other.lottery < mine->lottery;
                                                    }));
  state.inputs.tracer->searches.push_back({context.month, -1, 1, 0, {traced}});
}

void trace_hire(const State& state, std::uint32_t worker) {
  if (!is_watched(state, worker)) return;
  state.inputs.tracer->searches.back().applications.back().admitted = true;
}

void trace_claims(const State& state, const MonthContext& context, std::span<const Claim> claims,
                  std::span<const Claim> paid) {
  const Claim* mine = watched_row(state, claims);
  if (mine == nullptr) return;
  const bool is_paid = watched_row(state, paid) != nullptr;
  state.inputs.tracer->rationed.push_back({context.month, mine->policy.value, mine->fen, is_paid});
}

}  // namespace chuanzhe::engine
