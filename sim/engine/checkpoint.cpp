#include "engine/checkpoint.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/error.hpp"
#include "engine/registration.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {
namespace {

[[noreturn]] void refuse(const std::string& problem, const std::string& remedy) {
  throw base::InputError({}, "the stored state " + problem + "; " + remedy);
}

/// Where stored numbers stand now; empty where the scenario has no such policy.
struct Renumbering {
  std::vector<std::optional<std::size_t>> policies, employers, opened;
  bool changes_workers = false;
};

std::vector<std::optional<std::size_t>> find_policies(const std::vector<std::string>& stored,
                                                      const std::vector<policy::Policy>& now) {
  std::vector<std::optional<std::size_t>> places;
  for (const std::string& id : stored) {
    const auto found =
        std::find_if(now.begin(), now.end(), [&](const auto& policy) { return policy.id == id; });
    const auto place = static_cast<std::size_t>(found - now.begin());
    places.push_back(found == now.end() ? std::nullopt : std::optional(place));
  }
  return places;
}

/// The k-th employer that a policy brought is the k-th that it brings now.
std::vector<std::optional<std::size_t>> find_opened(
    const std::vector<std::uint8_t>& stored, const std::vector<std::uint8_t>& now,
    const std::vector<std::optional<std::size_t>>& policies) {
  std::vector<std::optional<std::size_t>> places;
  std::vector<std::size_t> next(policies.size());  // by stored policy: where to look from
  for (const std::uint8_t policy : stored) {
    places.emplace_back();
    if (policy >= policies.size()) refuse("names a policy it has not", "run the base anew");
    if (!policies[policy]) continue;
    const auto from = now.begin() + static_cast<std::ptrdiff_t>(next[policy]);
    const auto found = std::find(from, now.end(), static_cast<std::uint8_t>(*policies[policy]));
    if (found == now.end()) continue;
    places.back() = static_cast<std::size_t>(found - now.begin());
    next[policy] = *places.back() + 1;
  }
  return places;
}

Renumbering renumber(const StateLabel& stored, const State& state) {
  Renumbering to;
  const StateLabel now = label_of(state, stored.replicate, stored.month);
  to.policies = find_policies(stored.policies, state.inputs.policies);
  to.opened = find_opened(stored.opened_by, now.opened_by, to.policies);
  const std::size_t first = state.policy_posts.first;
  for (std::size_t e = 0; e < first; ++e) to.employers.emplace_back(e);
  for (const auto& place : to.opened) {
    to.employers.push_back(place ? std::optional(first + *place) : std::nullopt);
  }
  const auto moves = [](const auto& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] != i) return true;
    }
    return false;
  };
  to.changes_workers = moves(to.policies) || moves(to.opened);
  return to;
}

const std::vector<std::optional<std::size_t>>& places_of(const Renumbering& to,
                                                         Numbering numbering) {
  if (numbering == Numbering::by_policy) return to.policies;
  return numbering == Numbering::by_employer ? to.employers : to.opened;
}

void read_column(const StateSource& source, const Renumbering& to, const StateColumn& column) {
  if (column.numbering == Numbering::fixed) return source.read(column.name, column.bytes);
  const auto& places = places_of(to, column.numbering);
  std::vector<std::byte> stored(places.size() * column.element_size);
  source.read(column.name, stored);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    std::memcpy(column.bytes.data() + *places[i] * column.element_size,
                stored.data() + i * column.element_size, column.element_size);
  }
}

/// Gives terms that are kept by policy their policy's number of now.
template <class Terms>
void relink(std::vector<std::optional<Terms>>& kept) {
  for (std::size_t p = 0; p < kept.size(); ++p) {
    if (kept[p]) kept[p]->reach.policy = base::PolicyId(static_cast<std::uint8_t>(p));
  }
}

/// The policy or employer that a worker is bound to, by its number of now.
void renumber_worker(world::Worker& worker, const Renumbering& to) {
  const bool at_school = worker.status() == world::Status::school;
  if (!at_school && !worker.holds_post()) return;
  const auto& places = at_school ? to.policies : to.employers;
  const std::size_t stored = at_school ? worker.school_policy().value : worker.employer;
  if (stored >= places.size() || !places[stored]) {
    refuse("binds a worker to a policy that the scenario lacks", "keep the policies of the base");
  }
  const std::size_t now = *places[stored] + (at_school ? world::market_code : 0);
  worker.employer = static_cast<std::uint16_t>(now);
}

/// What a worker is bound to exists.
bool is_bound_well(const world::Worker& worker, const State& state) {
  const bool has_post = worker.employer < state.employers.size();
  const bool seeks = !worker.holds_post() && worker.sought_market().value < base::market_count;
  switch (worker.status()) {
    case world::Status::in_post:
    case world::Status::local_job:
      return has_post;
    case world::Status::searching:
      return seeks;
    case world::Status::festival_home:
      return has_post || seeks;
    case world::Status::school:
      return worker.school_policy().value < state.inputs.policies.size();
    default:
      return true;
  }
}

/// Numbers of a foreign state must not lead out of the tables.
bool is_sound(const world::Worker& worker, std::uint8_t county, const State& state) {
  return worker.origin == county && worker.status_bits < world::status_count &&
         (worker.place < base::city_count || worker.place >= world::place_home) &&
         worker.trade < world::trade_count &&
         behaviour::skill_class(worker) < behaviour::skill_class_count &&
         is_bound_well(worker, state);
}

void settle_workers(State& state, const Renumbering& to, base::ThreadPool& pool) {
  const auto& pieces = state.population.pieces();
  pool.for_each(static_cast<int>(pieces.size()), [&](int p, int) {
    const world::Piece& piece = pieces[static_cast<std::size_t>(p)];
    for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
      world::Worker& worker = state.population.workers()[id];
      if (to.changes_workers) renumber_worker(worker, to);
      if (!is_sound(worker, piece.county.value, state)) {
        refuse("is no state of this program", "run the base anew");
      }
    }
  });
}

}  // namespace

StateLabel label_of(const State& state, int replicate, base::Month month) {
  StateLabel label;
  label.replicate = replicate;
  label.month = month;
  for (const policy::Policy& policy : state.inputs.policies) label.policies.push_back(policy.id);
  label.opened_by = state.policy_posts.opened_by();
  return label;
}

Snapshot take_snapshot(const StateView& view) {
  Snapshot snapshot = {view.label, {}};
  for (const StateColumn& column : view.columns) {
    snapshot.columns.push_back(
        {std::string(column.name), {column.bytes.begin(), column.bytes.end()}});
  }
  return snapshot;
}

StateSource source_of(std::shared_ptr<const Snapshot> snapshot) {
  const StateLabel label = snapshot->label;
  return {label, [kept = std::move(snapshot)](std::string_view name, std::span<std::byte> into) {
            for (const Snapshot::Column& column : kept->columns) {
              if (column.name != name) continue;
              base::expect(column.bytes.size() == into.size(), "a snapshot fits its inputs");
              std::copy(column.bytes.begin(), column.bytes.end(), into.begin());
              return;
            }
            base::expect(false, "a snapshot has every column");
          }};
}

std::unique_ptr<State> restore(const RunInputs& inputs, const StateSource& source,
                               base::ThreadPool& pool) {
  auto state =
      std::make_unique<State>(inputs, source.label.replicate, pool, Workers::to_be_restored);
  const Renumbering to = renumber(source.label, *state);
  for (const StateColumn& column : columns_of(*state)) read_column(source, to, column);
  relink(state->schools);
  relink(state->schooling);
  settle_workers(*state, to, pool);
  mark_registered(*state, pool);
  return state;
}

}  // namespace chuanzhe::engine
