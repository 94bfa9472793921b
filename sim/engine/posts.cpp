#include "engine/posts.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "base/rounding.hpp"
#include "engine/market_posts.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {
namespace {

std::int64_t share_of(std::int64_t total, double share) {
  return static_cast<std::int64_t>(share * static_cast<double>(total) + 0.5);
}

std::vector<double> as_weights(const std::vector<std::int64_t>& counts) {
  return {counts.begin(), counts.end()};
}

void plan_county_posts(const terms::LocalPosts& offer, const RunInputs& inputs, PolicyPosts& posts,
                       world::Employers& employers) {
  std::vector<double> labour;
  for (std::size_t o = 0; o < inputs.tables.counties.size(); ++o) {
    labour.push_back(offer.reach.counties[o] ? inputs.tables.counties[o].labour_force : 0);
  }
  const std::int64_t total = agents_of(offer.posts, inputs);
  const auto full = base::largest_remainder(labour, total);
  const auto reserved =
      base::largest_remainder(as_weights(full), share_of(total, offer.poor_share));
  for (std::size_t o = 0; o < full.size(); ++o) {
    if (full[o] == 0) continue;
    posts.in_county[o].push_back(world::append_employer(employers, world::local_market));
    posts.county.push_back({offer.reach.policy, base::CountyId(static_cast<std::uint8_t>(o)),
                            static_cast<std::int32_t>(full[o]),
                            static_cast<std::int32_t>(reserved[o]), base::yuan(offer.wage),
                            offer.reach.groups});
  }
}

/// An employer in each county of the training, without posts until a seller opens one.
void plan_seller_posts(const terms::SellerSeats& offer, const RunInputs& inputs, PolicyPosts& posts,
                       world::Employers& employers) {
  if (offer.start_share <= 0) return;
  for (std::size_t o = 0; o < inputs.tables.counties.size(); ++o) {
    if (!offer.reach.counties[o]) continue;
    const base::CountyId county(static_cast<std::uint8_t>(o));
    posts.in_county[o].push_back(world::append_employer(employers, world::local_market));
    posts.county.push_back({offer.reach.policy, county, 1, 0, 0, 0});
  }
}

/// The part of `wanted` that `budget` [fen] pays for at `price` [fen] each.
std::vector<std::int64_t> affordable(std::vector<std::int64_t> wanted, std::int64_t budget,
                                     std::int64_t price) {
  const std::int64_t total = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
  if (price == 0 || total <= budget / price) return wanted;
  return base::largest_remainder(as_weights(wanted), budget / price);
}

void open_county_posts(State& state, const MonthContext& context, const terms::LocalPosts& offer) {
  const base::PolicyId policy = offer.reach.policy;
  PolicyPosts& posts = state.policy_posts;
  std::vector<std::int64_t> wanted(posts.county.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (posts.county[i].policy != policy) continue;
    wanted[i] =
        ramped(posts.county[i].full, context.month - offer.reach.from + 1, offer.ramp_months) -
        state.employers.posts[posts.first + i];
  }
  const base::Fen price = offer.subsidy_per_post * scale_of(state.inputs.settings);
  if (const auto left = budget_left(state, policy)) {
    wanted = affordable(std::move(wanted), *left, price.value);
  }
  std::int64_t opened = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    state.employers.posts[posts.first + i] += static_cast<std::int32_t>(wanted[i]);
    opened += wanted[i];
  }
  state.by_thread.front().ledger.post(policy, state.inputs.policies[policy.value].scope.payer,
                                      receiver_firms, price * opened);
}

}  // namespace

std::int32_t PolicyPosts::reserved_open(const world::Employers& employers,
                                        std::size_t employer) const {
  const std::size_t i = employer - first;
  const std::int64_t now =
      std::int64_t{county[i].reserved} * employers.posts[employer] / county[i].full;
  return std::clamp(static_cast<std::int32_t>(now) - poor[i], 0, employers.vacancies(employer));
}

std::vector<std::uint8_t> PolicyPosts::opened_by() const {
  std::vector<std::uint8_t> policies;
  for (const CountyEmployer& employer : county) policies.push_back(employer.policy.value);
  for (const MarketEmployer& employer : market) policies.push_back(employer.policy.value);
  return policies;
}

std::int64_t agents_of(std::int64_t persons, const RunInputs& inputs) {
  const std::int64_t scale = scale_of(inputs.settings);
  return (persons + scale / 2) / scale;
}

std::int32_t ramped(std::int32_t full, int months, int ramp_months) {
  return static_cast<std::int32_t>(std::int64_t{full} * std::min(months, ramp_months) /
                                   ramp_months);
}

PolicyPosts plan_posts(const RunInputs& inputs, world::Employers& employers) {
  terms::Offers offers;
  for (std::size_t p = 0; p < inputs.policies.size(); ++p) {
    inputs.policies[p].lever->offer(reach_of(inputs, p), offers);
  }
  PolicyPosts posts;
  posts.first = employers.size();
  posts.in_county.resize(inputs.tables.counties.size());
  for (const terms::LocalPosts& offer : offers.local_posts) {
    plan_county_posts(offer, inputs, posts, employers);
  }
  for (const terms::SellerSeats& offer : offers.sellers) {
    plan_seller_posts(offer, inputs, posts, employers);
  }
  plan_market_posts(offers, inputs, posts, employers);
  posts.poor.resize(employers.size() - posts.first);
  posts.converted.resize(posts.poor.size());
  if (employers.size() > world::most_employers) {
    throw base::InputError(
        {},
        "the policies open posts at too many places (a run has at most 65,000 employers, firms of "
        "Zhejiang included); merge policies or narrow their counties");
  }
  return posts;
}

void open_posts(State& state, const MonthContext& context) {
  for (const terms::LocalPosts& offer : context.offers.local_posts) {
    open_county_posts(state, context, offer);
  }
  open_market_posts(state, context);
}

std::vector<double> local_pay_gain(const State& state, double pay_local, double pay_outgoing) {
  const PolicyPosts& posts = state.policy_posts;
  std::vector<double> gain(posts.in_county.size());
  for (std::size_t o = 0; o < gain.size(); ++o) {
    const base::CountyId county(static_cast<std::uint8_t>(o));
    const double local_wage = state.inputs.tables.counties[o].w_local * pay_local;
    double all = state.employers.posts[state.employers.local(county)], more = 0;
    for (const std::size_t e : posts.in_county[o]) {
      const double premium = posts.county[e - posts.first].wage - local_wage;
      all += state.employers.posts[e];
      more += state.employers.posts[e] * std::max(premium, 0.0);
    }
    if (more > 0) gain[o] = more / all / pay_outgoing;
  }
  return gain;
}

PostCounts count_policy_posts(const State& state) {
  const std::vector<std::int32_t> zero(state.inputs.policies.size());
  PostCounts counts = {zero, zero, zero};
  const PolicyPosts& posts = state.policy_posts;
  const std::vector<std::uint8_t> opened_by = posts.opened_by();
  for (std::size_t i = 0; i < opened_by.size(); ++i) {
    const std::size_t policy = opened_by[i];
    counts.posts[policy] += state.employers.posts[posts.first + i];
    counts.filled[policy] += state.employers.filled[posts.first + i];
    counts.poor[policy] += posts.poor[i];
  }
  return counts;
}

}  // namespace chuanzhe::engine
