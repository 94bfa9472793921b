#include "engine/technical_school.hpp"

#include <algorithm>

#include "engine/seats.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

using world::Status;
using world::Worker;

constexpr int september = 9;
constexpr int youngest_of_school = 15, oldest_of_school = 18;  // entrants [years]

/// One who asks for a seat, in the order of admission.
struct Entrant {
  std::uint8_t priority;  // 0 = formerly poor
  std::uint32_t lottery, worker;
  auto operator<=>(const Entrant&) const = default;
};

/// Those below 16 are not yet in the labour force, but may enter.
bool may_enter(const Worker& worker, base::Month now) {
  const Status status = worker.status();
  const int age = worker.age_years(now);
  return (status == Status::home || status == Status::not_yet) && age >= youngest_of_school &&
         age <= oldest_of_school && worker.education() < world::Education::vocational;
}

std::vector<Entrant> entrants_of(const State& state, const MonthContext& context,
                                 const terms::Reach& reach, const world::Piece& piece) {
  std::vector<Entrant> entrants;
  if (!reach.counties[piece.county.value]) return entrants;
  const auto month = static_cast<std::uint32_t>(context.month.index);
  for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
    const Worker& worker = state.population.workers()[id];
    if (!may_enter(worker, context.month)) continue;
    const std::uint32_t bits = behaviour::group_bits(worker, context.month);
    if (!behaviour::claims(reach, worker, id, bits, state.draws)) continue;
    const base::Block lottery = state.draws.block(base::Purpose::school, id, month, school_entry);
    entrants.push_back({static_cast<std::uint8_t>(worker.poor ? 0 : 1), lottery.word[0], id});
  }
  return entrants;
}

std::vector<Entrant> find_entrants(const State& state, const MonthContext& context,
                                   const terms::Reach& reach, base::ThreadPool& pool) {
  const auto& pieces = state.population.pieces();
  std::vector<std::vector<Entrant>> by_piece(pieces.size());
  pool.for_each(static_cast<int>(pieces.size()), [&](int piece, int) {
    const auto p = static_cast<std::size_t>(piece);
    by_piece[p] = entrants_of(state, context, reach, pieces[p]);
  });
  std::vector<Entrant> all;
  for (const auto& piece : by_piece) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

void fill_school(State& state, const MonthContext& context, const terms::SchoolSeats& school,
                 base::ThreadPool& pool) {
  std::vector<Entrant> entrants = find_entrants(state, context, school.reach, pool);
  std::sort(entrants.begin(), entrants.end());
  const int years = context.month.year() - school.reach.from.year();
  const std::int64_t seats =
      std::min(agents_of_period(school.persons_a_year, scale_of(state.inputs.settings), years),
               affordable(state, school.reach.policy, school.stipend + school.tuition));
  if (seats < static_cast<std::int64_t>(entrants.size())) {
    entrants.resize(static_cast<std::size_t>(seats));
  }
  PieceOutput late;
  Visitor visitor(state, context, state.by_thread.front(), late);
  for (const Entrant& entrant : entrants) visitor.enter_school(entrant.worker, school);
  state.pieces.push_back(std::move(late));
}

}  // namespace

SchoolStay school_stay(const terms::SchoolSeats& school, const base::Draws& draws,
                       std::uint32_t worker, base::Month entry) {
  const SchoolStay whole = {school.years * 12, true};
  const base::Block block = draws.block(base::Purpose::school, worker,
                                        static_cast<std::uint32_t>(entry.index), school_ends);
  const double gone = block.exponential(0);  // drop-out hazard passed when the student leaves
  if (gone > school.dropout * whole.months) return whole;
  return {std::min(static_cast<int>(gone / school.dropout) + 1, whole.months), false};
}

void fill_schools(State& state, const MonthContext& context, base::ThreadPool& pool) {
  if (context.month.month_of_year() != september) return;
  for (const terms::SchoolSeats& school : context.offers.schools) {
    state.schools[school.reach.policy.value] = school;
    fill_school(state, context, school, pool);
  }
}

}  // namespace chuanzhe::engine
