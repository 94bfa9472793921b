#include "engine/observe_lives.hpp"

#include <algorithm>

#include "behaviour/eligibility.hpp"

namespace chuanzhe::engine {
namespace {

using world::Status;

SampledWorker describe(const State& state, std::uint32_t id, base::Month now) {
  const world::Worker& worker = state.population.workers()[id];
  return {id,
          worker.origin,
          static_cast<std::uint8_t>(worker.group(now)),
          worker.status_bits,
          worker.place,
          sector_of(state, worker),
          static_cast<float>(state.values.productivity_of(behaviour::skill_class(worker))),
          behaviour::group_bits(worker, now),
          0};
}

}  // namespace

struct ReachJudge::PolicyReach {
  terms::Reach reach;
  bool is_claimed = true;  // information, platforms and posts act without a claim
  bool opens = false;      // opens policies for residents to the formerly poor
  bool residents_only = false;
};

ReachJudge::ReachJudge(const RunInputs& inputs, int replicate)
    : draws_(draws_of(inputs, replicate)) {
  constexpr std::size_t most = 32;  // bits of SampledWorker::reach
  for (std::size_t p = 0; p < std::min(inputs.policies.size(), most); ++p) {
    PolicyReach policy;
    policy.reach = engine::reach_of(inputs, p);
    terms::Offers offers;
    offers.month = std::max(inputs.policies[p].scope.from, inputs.settings.start);
    inputs.policies[p].lever->offer(policy.reach, offers);
    policy.is_claimed = offers.information.empty() && offers.platforms.empty() &&
                        offers.local_posts.empty() && offers.caring.empty();
    policy.opens = !offers.equal.empty();
    policy.residents_only = inputs.policies[p].scope.residents_only;
    policies_.push_back(policy);
  }
}

ReachJudge::~ReachJudge() = default;

std::uint32_t ReachJudge::reach_of(const SampledWorker& worker) const {
  const bool is_poor = world::in_groups(world::group_bits({world::GroupWord::poor}), worker.words);
  const bool is_opened = std::any_of(policies_.begin(), policies_.end(), [&](const auto& policy) {
    return policy.opens && is_poor && policy.reach.counties[worker.county];
  });
  std::uint32_t bits = 0;
  for (std::size_t p = 0; p < policies_.size(); ++p) {
    const PolicyReach& policy = policies_[p];
    if (policy.residents_only && !is_opened) continue;
    const base::CountyId county(worker.county);
    const bool reached =
        policy.is_claimed
            ? behaviour::claims(policy.reach, county, worker.worker, worker.words, draws_)
            : behaviour::includes(policy.reach, county, worker.words);
    if (reached) bits |= 1U << p;
  }
  return bits;
}

std::uint8_t sector_of(const State& state, const world::Worker& worker) {
  const Status status = worker.status();
  const bool here =
      status == Status::in_post || status == Status::searching || status == Status::festival_home;
  if (!here) return no_sector;
  const int market =
      worker.holds_post() ? state.employers.market[worker.employer] : worker.sought_market().value;
  return static_cast<std::uint8_t>(market % base::sector_count);
}

void observe_sample(const State& state, int replicate, Recorder& recorder) {
  const base::Month now = state.inputs.settings.start;
  std::vector<SampledWorker> sample;
  for (const world::Piece& piece : state.population.pieces()) {
    sample.clear();
    for (std::uint32_t id = piece.begin; id < piece.end; ++id) {
      if (!state.population.workers()[id].has(world::flag::observed)) continue;
      sample.push_back(describe(state, id, now));
    }
    recorder.sample(replicate, sample);
  }
}

void observe_payments(const State& state, const MonthContext& context, int replicate,
                      Recorder& recorder) {
  std::vector<Payment> payments = state.total.ledger.recorded();
  std::sort(payments.begin(), payments.end());
  recorder.payments(replicate, context.month - state.inputs.settings.start, payments);
}

std::vector<std::uint64_t> start_life_hashes(const RunInputs& inputs,
                                             const world::Population& population) {
  std::vector<std::uint64_t> hashes;
  if (!inputs.life_hash) return hashes;
  hashes.reserve(population.size());
  for (std::uint32_t id = 0; id < population.size(); ++id) {
    const world::Worker& w = population.workers()[id];
    const std::uint64_t start = std::uint64_t{w.employer} | std::uint64_t{w.birth} << 16U |
                                std::uint64_t{w.status_bits} << 32U | std::uint64_t{w.place} << 40U;
    hashes.push_back(extend_life(id, start));
  }
  return hashes;
}

StandardPay standard_pay(const RunInputs& inputs) {
  StandardPay pay;
  for (const world::County& county : inputs.tables.counties) {
    pay.county_home.push_back(county.y_home);
    pay.county_local.push_back(county.w_local);
  }
  for (const world::Sector& sector : inputs.tables.sectors) pay.sector.push_back(sector.wage);
  for (base::Month month = inputs.settings.start; month <= inputs.settings.end; month = month + 1) {
    const world::PayYear year = behaviour::pay_index(inputs.tables, month);
    pay.outgoing_index.push_back(year.outgoing);
    pay.elsewhere.push_back(inputs.model.wage_elsewhere * year.outgoing);
    pay.local_index.push_back(year.local);
  }
  return pay;
}

}  // namespace chuanzhe::engine
