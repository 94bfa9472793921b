#include "engine/school_places.hpp"

#include <algorithm>

#include "behaviour/eligibility.hpp"
#include "behaviour/points.hpp"
#include "engine/seats.hpp"

namespace chuanzhe::engine {
namespace {

using world::Worker;
namespace flag = world::flag;

constexpr int september = 9, november = 11;

/// One who asks, in the order of the ranking.
struct Applicant {
  std::uint8_t city;
  int minus_points;
  std::uint8_t priority;  // among equal points: 0 = first
  std::uint32_t lottery, worker;
  auto operator<=>(const Applicant&) const = default;
};

/// Ids of the workers for whom `test(worker, id)` holds, in order.
template <class Test>
std::vector<std::uint32_t> find_workers(const State& state, base::ThreadPool& pool, Test test) {
  const auto& pieces = state.population.pieces();
  std::vector<std::vector<std::uint32_t>> by_piece(pieces.size());
  pool.for_each(static_cast<int>(pieces.size()), [&](int piece, int) {
    const auto p = static_cast<std::size_t>(piece);
    for (std::uint32_t id = pieces[p].begin; id < pieces[p].end; ++id) {
      if (test(state.population.workers()[id], id)) by_piece[p].push_back(id);
    }
  });
  std::vector<std::uint32_t> all;
  for (const auto& piece : by_piece) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

bool is_in_scope(const State& state, const MonthContext& context, const terms::Schooling& schooling,
                 const Worker& worker, std::uint32_t id) {
  return behaviour::has_permit(worker, schooling.permit_months, context.month) &&
         schooling.reach.cities[worker.place] &&
         behaviour::claims(schooling.reach, worker, id,
                           behaviour::group_bits(worker, context.month), state.draws);
}

std::vector<Applicant> rank(const State& state, const MonthContext& context,
                            const terms::Schooling& schooling,
                            const std::vector<std::uint32_t>& ids, std::uint32_t purpose) {
  const base::Month at = behaviour::points_month(context.month);
  std::vector<Applicant> applicants;
  for (const std::uint32_t id : ids) {
    const Worker& worker = state.population.workers()[id];
    const bool first = schooling.poor_first && worker.poor;
    const base::Block lottery = state.draws.block(
        base::Purpose::points, id, static_cast<std::uint32_t>(context.month.index), purpose);
    applicants.push_back({worker.place, -behaviour::residence_points(schooling.points, worker, at),
                          static_cast<std::uint8_t>(first ? 0 : 1), lottery.word[0], id});
  }
  std::sort(applicants.begin(), applicants.end());
  return applicants;
}

/// The first `places` of each city.
std::vector<Applicant> first_of_each_city(const std::vector<Applicant>& ranked,
                                          std::int64_t places) {
  std::vector<Applicant> first;
  std::int64_t taken = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (i == 0 || ranked[i].city != ranked[i - 1].city) taken = 0;
    if (taken++ < places) first.push_back(ranked[i]);
  }
  return first;
}

/// The best of all cities together, as many as the budget pays for.
void keep_affordable(std::vector<Applicant>& admitted, std::int64_t most) {
  if (most >= static_cast<std::int64_t>(admitted.size())) return;
  std::sort(admitted.begin(), admitted.end(), [](Applicant a, Applicant b) {
    a.city = b.city = 0;
    return a < b;
  });
  admitted.resize(static_cast<std::size_t>(most));
}

void book_places(State& state, const terms::Schooling& schooling, std::size_t agents) {
  const auto persons = static_cast<std::int64_t>(agents) * scale_of(state.inputs.settings);
  const base::PolicyId policy = schooling.reach.policy;
  state.by_thread.front().ledger.post(policy, state.inputs.policies[policy.value].scope.payer,
                                      receiver_operators, schooling.cost * persons);
}

void admit_child(State& state, std::uint32_t id) {
  Worker& worker = state.population.workers()[id];
  worker.set(flag::child_with, true);
  worker.set(flag::child_admitted, true);
  ++state.by_thread.front().pupils[worker.place];
}

void end_schooling(State& state, std::uint32_t id) {
  Worker& worker = state.population.workers()[id];
  worker.set(flag::child_with, false);
  worker.set(flag::child_admitted, false);
  --state.by_thread.front().pupils[worker.place];
}

/// The policy that pays for a pupil's place: the first that covers county and city.
const terms::Schooling* payer_of(const State& state, const Worker& worker) {
  for (const auto& schooling : state.schooling) {
    if (schooling && schooling->places_a_year > 0 && schooling->reach.cities[worker.place] &&
        schooling->reach.counties[worker.origin]) {
      return &*schooling;
    }
  }
  return nullptr;
}

/// Another school year for the pupils, by ranking where the budget does not pay for all.
void renew_places(State& state, const MonthContext& context, base::ThreadPool& pool) {
  const auto pupils = find_workers(state, pool, [](const Worker& worker, std::uint32_t) {
    return worker.has(flag::child_admitted);
  });
  std::vector<std::vector<std::uint32_t>> by_policy(state.schooling.size());
  for (const std::uint32_t id : pupils) {
    const Worker& worker = state.population.workers()[id];
    const terms::Schooling* schooling = payer_of(state, worker);
    if (schooling == nullptr || behaviour::has_left_school(worker, context.month)) {
      end_schooling(state, id);
    } else {
      by_policy[schooling->reach.policy.value].push_back(id);
    }
  }
  for (std::size_t p = 0; p < by_policy.size(); ++p) {
    if (by_policy[p].empty()) continue;
    const terms::Schooling& schooling = *state.schooling[p];
    auto kept = rank(state, context, schooling, by_policy[p], points_school);
    const std::vector<Applicant> all = kept;
    keep_affordable(kept, affordable(state, schooling.reach.policy, schooling.cost));
    book_places(state, schooling, kept.size());
    if (kept.size() == all.size()) continue;
    for (const Applicant& pupil : all) end_schooling(state, pupil.worker);
    for (const Applicant& pupil : kept) admit_child(state, pupil.worker);
  }
}

void fill_new_places(State& state, const MonthContext& context, const terms::Schooling& schooling,
                     base::ThreadPool& pool) {
  const auto ids = find_workers(state, pool, [&](const Worker& worker, std::uint32_t id) {
    return behaviour::wants_school_place(worker, context.month) &&
           is_in_scope(state, context, schooling, worker, id);
  });
  const std::int64_t places =
      agents_of_period(schooling.places_a_year, scale_of(state.inputs.settings),
                       context.month.year() - schooling.reach.from.year());
  auto admitted = first_of_each_city(rank(state, context, schooling, ids, points_school), places);
  keep_affordable(admitted, affordable(state, schooling.reach.policy, schooling.cost));
  for (const Applicant& applicant : admitted) admit_child(state, applicant.worker);
  book_places(state, schooling, admitted.size());
}

void settle(State& state, const MonthContext& context, const terms::Schooling& schooling,
            base::ThreadPool& pool) {
  const auto ids = find_workers(state, pool, [&](const Worker& worker, std::uint32_t id) {
    return is_in_scope(state, context, schooling, worker, id) && !worker.has(flag::settled);
  });
  auto ranked = rank(state, context, schooling, ids, points_settle);
  if (schooling.settle == terms::Schooling::Settle::threshold) {
    std::erase_if(ranked, [&](const Applicant& applicant) {
      return -applicant.minus_points < schooling.settle_points;
    });
  } else {
    ranked = first_of_each_city(
        ranked, agents_of_period(schooling.quota_a_year, scale_of(state.inputs.settings),
                                 context.month.year() - schooling.reach.from.year()));
  }
  for (const Applicant& applicant : ranked) {
    state.population.workers()[applicant.worker].set(flag::settled, true);
    ++state.by_thread.front().settled[applicant.city];
  }
}

}  // namespace

void fill_school_places(State& state, const MonthContext& context, base::ThreadPool& pool) {
  if (context.month.month_of_year() != september) return;
  for (const terms::Schooling& schooling : context.offers.schooling) {
    state.schooling[schooling.reach.policy.value] = schooling;
  }
  const bool any = std::any_of(state.schooling.begin(), state.schooling.end(),
                               [](const auto& schooling) { return schooling.has_value(); });
  if (!any) return;
  renew_places(state, context, pool);
  for (const terms::Schooling& schooling : context.offers.schooling) {
    if (schooling.places_a_year > 0) fill_new_places(state, context, schooling, pool);
  }
}

void settle_by_points(State& state, const MonthContext& context, base::ThreadPool& pool) {
  if (context.month.month_of_year() != november) return;
  for (const terms::Schooling& schooling : context.offers.schooling) {
    if (schooling.settle != terms::Schooling::Settle::none) {
      settle(state, context, schooling, pool);
    }
  }
}

}  // namespace chuanzhe::engine
