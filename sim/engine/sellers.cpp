#include "engine/sellers.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "behaviour/eligibility.hpp"
#include "engine/seats.hpp"

namespace chuanzhe::engine {
namespace {

using world::Worker;

constexpr int first_seller = static_cast<int>(world::Trade::commerce);
constexpr std::size_t most_kinds = world::trade_count - first_seller;

bool may_train(const State& state, const MonthContext& context, const terms::SellerSeats& seats,
               std::uint32_t id) {
  const Worker& worker = state.population.workers()[id];
  return worker.status() == world::Status::home && worker.trade == 0 &&
         behaviour::claims(seats.reach, worker, id, behaviour::group_bits(worker, context.month),
                           state.draws);
}

/// The employer of the posts that the policy's trainees open in the county.
std::size_t own_employer(const PolicyPosts& posts, base::PolicyId policy, base::CountyId county) {
  for (const std::size_t e : posts.in_county[county.value]) {
    if (posts.county[e - posts.first].policy == policy) return e;
  }
  throw base::LogicError("a policy with starters has an employer in each of its counties");
}

void train(State& state, const MonthContext& context, const terms::SellerSeats& seats,
           std::uint32_t id) {
  Worker& worker = state.population.workers()[id];
  const auto kind =
      std::find(state.seller_gain.begin(), state.seller_gain.end(), seats.income_effect) -
      state.seller_gain.begin();
  worker.trade = static_cast<unsigned>(first_seller + kind) & 15U;
  const double u =
      state.draws.uniform(base::Purpose::seller, id, static_cast<std::uint32_t>(context.tick));
  if (u >= seats.start_share) return;
  ++state.employers
        .posts[own_employer(state.policy_posts, seats.reach.policy, base::CountyId(worker.origin))];
}

void fill(State& state, const MonthContext& context, const terms::SellerSeats& seats) {
  const base::PolicyId policy = seats.reach.policy;
  const std::int64_t open =
      std::min(agents_this_month(seats.persons_a_year, seats.reach, context.month,
                                 scale_of(state.inputs.settings)),
               affordable(state, policy, seats.cost));
  const LotteryOrder order(
      state.population.county_begin(), seats.reach.counties,
      state.draws.block(base::Purpose::course_seat, seats.reach.lever_key,
                        static_cast<std::uint32_t>(context.tick), first_seller));
  std::int64_t taken = 0;
  fill_seats(order, open, [&](std::uint32_t id) {
    if (!may_train(state, context, seats, id)) return false;
    train(state, context, seats, id);
    ++taken;
    return true;
  });
  state.by_thread.front().ledger.post(policy, state.inputs.policies[policy.value].scope.payer,
                                      receiver_operators,
                                      seats.cost * (taken * scale_of(state.inputs.settings)));
}

}  // namespace

std::vector<double> seller_gains(const RunInputs& inputs) {
  terms::Offers offers;
  for (std::size_t p = 0; p < inputs.policies.size(); ++p) {
    inputs.policies[p].lever->offer(reach_of(inputs, p), offers);
  }
  // In the order of their first month: a later policy never renumbers the sellers there are.
  std::stable_sort(offers.sellers.begin(), offers.sellers.end(),
                   [](const auto& a, const auto& b) { return a.reach.from < b.reach.from; });
  std::vector<double> gains;
  for (const terms::SellerSeats& seats : offers.sellers) {
    if (std::find(gains.begin(), gains.end(), seats.income_effect) == gains.end()) {
      gains.push_back(seats.income_effect);
    }
  }
  if (gains.size() > most_kinds) {
    throw base::InputError({},
                           "more than ten different income_effect of ecommerce policies (a "
                           "worker's trade has four bits); use fewer");
  }
  return gains;
}

void train_sellers(State& state, const MonthContext& context) {
  for (const terms::SellerSeats& seats : context.offers.sellers) fill(state, context, seats);
}

}  // namespace chuanzhe::engine
