#include "engine/market_posts.hpp"

#include <algorithm>
#include <numeric>

#include "base/rounding.hpp"
#include "behaviour/eligibility.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {
namespace {

/// Share of the initial posts of every market in reach, 0 elsewhere.
std::vector<double> market_shares(const terms::Reach& reach, const world::Tables& tables) {
  std::vector<double> shares;
  for (std::size_t c = 0; c < base::city_count; ++c) {
    for (std::size_t s = 0; s < base::sector_count; ++s) {
      const bool inside = reach.cities[c] && reach.sectors[s];
      shares.push_back(inside ? tables.city_sector[c][s] : 0);
    }
  }
  return shares;
}

void append(PolicyPosts& posts, world::Employers& employers, MarketEmployer employer) {
  posts.in_market[employer.market.value].push_back(
      world::append_employer(employers, employer.market.value));
  posts.market.push_back(employer);
}

void plan_caring(const terms::CaringPosts& offer, const RunInputs& inputs, PolicyPosts& posts,
                 world::Employers& employers) {
  const std::int64_t total = agents_of(offer.posts, inputs);
  const auto full = base::largest_remainder(market_shares(offer.reach, inputs.tables), total);
  const std::vector<double> by_posts(full.begin(), full.end());
  const auto added = base::largest_remainder(
      by_posts, static_cast<std::int64_t>(offer.additionality * static_cast<double>(total) + 0.5));
  for (std::size_t m = 0; m < full.size(); ++m) {
    if (full[m] == 0) continue;
    append(posts, employers,
           {offer.reach.policy, base::MarketId(static_cast<std::uint8_t>(m)),
            static_cast<std::int32_t>(full[m]), static_cast<std::int32_t>(added[m]),
            base::yuan(offer.wage_floor), offer.reach.groups, offer.poor_first});
  }
}

void plan_hiring(const terms::HireSubsidy& offer, const RunInputs& inputs, PolicyPosts& posts,
                 world::Employers& employers) {
  if (offer.vacancy_gain <= 0) return;
  const auto shares = market_shares(offer.reach, inputs.tables);
  for (std::size_t m = 0; m < shares.size(); ++m) {
    if (shares[m] <= 0) continue;
    append(posts, employers,
           {offer.reach.policy, base::MarketId(static_cast<std::uint8_t>(m)), 0, 0, 0, 0, false});
  }
}

/// Sets an employer's posts; the market has so many more or fewer of them.
void set_posts(State& state, std::size_t employer, std::int32_t posts) {
  std::int32_t& now = state.employers.posts[employer];
  state.market.posts[state.employers.market[employer]] += posts - now;
  now = posts;
}

/// Takes up to `wanted` vacant posts from the ordinary firms of a market, in proportion to their
/// vacancies; returns how many.
std::int32_t take_vacancies(State& state, std::size_t market, std::int32_t wanted) {
  const world::Employers& employers = state.employers;
  const std::size_t begin = employers.market_begin[market];
  std::vector<double> vacant;
  for (std::size_t e = begin; e < employers.market_begin[market + 1]; ++e) {
    vacant.push_back(employers.vacancies(e));
  }
  const auto all = static_cast<std::int32_t>(std::accumulate(vacant.begin(), vacant.end(), 0.0));
  const std::int32_t taken = std::clamp(wanted, 0, all);
  if (taken == 0) return 0;
  const auto from = base::largest_remainder(vacant, taken);
  for (std::size_t i = 0; i < from.size(); ++i) {
    set_posts(state, begin + i, employers.posts[begin + i] - static_cast<std::int32_t>(from[i]));
  }
  return taken;
}

void open_caring(State& state, const MonthContext& context, const terms::CaringPosts& offer) {
  PolicyPosts& posts = state.policy_posts;
  const int months = context.month - offer.reach.from + 1;
  for (std::size_t i = 0; i < posts.market.size(); ++i) {
    const MarketEmployer& employer = posts.market[i];
    if (employer.policy != offer.reach.policy) continue;
    const std::size_t number = posts.first + posts.county.size() + i;
    std::int32_t& converted = posts.converted[number - posts.first];
    const std::int32_t added = ramped(employer.added, months, offer.ramp_months);
    const std::int32_t all = ramped(employer.full, months, offer.ramp_months);
    converted += take_vacancies(state, employer.market.value, all - added - converted);
    set_posts(state, number, std::max(added + converted, state.employers.posts[number]));
  }
}

/// Vacancies of ordinary firms of the sizes in reach, by market.
std::array<double, base::market_count> ordinary_vacancies(const State& state,
                                                          const terms::Reach& reach) {
  std::array<double, base::market_count> vacant{};
  for (std::size_t e = 0; e < state.employers.local_begin; ++e) {
    if (!reach.sizes[static_cast<std::size_t>(state.employers.size_class[e])]) continue;
    vacant[state.employers.market[e]] += state.employers.vacancies(e);
  }
  return vacant;
}

/// Extra vacancies that an offer brings, by market [agents]; none when its budget is used up.
std::vector<std::int64_t> extra_vacancies(const State& state, const terms::HireSubsidy& offer) {
  const auto left = budget_left(state, offer.reach.policy);
  const auto vacant = ordinary_vacancies(state, offer.reach);
  std::vector<double> extra(vacant.size());
  for (std::size_t m = 0; m < vacant.size(); ++m) {
    const bool reached =
        behaviour::covers(offer.reach, base::MarketId(static_cast<std::uint8_t>(m)));
    if (reached && (!left || *left > 0)) extra[m] = offer.vacancy_gain * vacant[m];
  }
  const double sum = std::accumulate(extra.begin(), extra.end(), 0.0);
  return base::largest_remainder(extra, static_cast<std::int64_t>(sum + 0.5));
}

/// Posts of a hiring subsidy: those taken, and the vacancies of the month. Without an offer they
/// close as they fall vacant.
void open_hiring(State& state, const MonthContext& context) {
  std::vector<std::vector<std::int64_t>> extra(state.inputs.policies.size());
  for (const terms::HireSubsidy& offer : context.offers.hiring) {
    extra[offer.reach.policy.value] = extra_vacancies(state, offer);
  }
  const PolicyPosts& posts = state.policy_posts;
  for (std::size_t i = 0; i < posts.market.size(); ++i) {
    const MarketEmployer& employer = posts.market[i];
    if (employer.full > 0) continue;  // caring jobs
    const std::size_t number = posts.first + posts.county.size() + i;
    const auto& more = extra[employer.policy.value];
    const auto vacancies =
        more.empty() ? 0 : static_cast<std::int32_t>(more[employer.market.value]);
    set_posts(state, number,
              state.employers.filled[number] + state.employers.held[number] + vacancies);
  }
}

}  // namespace

void plan_market_posts(const terms::Offers& offers, const RunInputs& inputs, PolicyPosts& posts,
                       world::Employers& employers) {
  posts.in_market.resize(base::market_count);
  for (const terms::CaringPosts& offer : offers.caring) {
    plan_caring(offer, inputs, posts, employers);
  }
  for (const terms::HireSubsidy& offer : offers.hiring) {
    plan_hiring(offer, inputs, posts, employers);
  }
}

void open_market_posts(State& state, const MonthContext& context) {
  if (state.policy_posts.market.empty()) return;
  for (const terms::CaringPosts& offer : context.offers.caring) open_caring(state, context, offer);
  open_hiring(state, context);
}

double pull_of_pay(const State& state, std::size_t employer) {
  const std::size_t sector = state.employers.market[employer] % std::size_t{base::sector_count};
  const double wage = state.inputs.tables.sectors[sector].wage;
  const MarketEmployer* post = state.policy_posts.market_employer(employer);
  const double premium = post != nullptr ? std::max(post->wage_floor - wage, 0.0)
                                         : wage * (state.employers.relative_pay[employer] - 1);
  return base::exp(premium / state.inputs.model.wage_choice_scale);
}

PolicyOpenings::PolicyOpenings(const State& state) {
  const PolicyPosts& posts = state.policy_posts;
  if (posts.market.empty()) return;
  const world::Employers& employers = state.employers;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    for (const std::size_t e : posts.in_market[m]) {
      if (employers.vacancies(e) == 0) continue;
      open_[m].push_back({static_cast<std::uint16_t>(e), posts.market_employer(e)->groups,
                          employers.vacancies(e) * state.pay_pull[e]});
    }
    if (open_[m].empty()) continue;
    for (std::size_t e = employers.market_begin[m]; e < employers.market_begin[m + 1]; ++e) {
      const double weight = employers.vacancies(e) * state.pay_pull[e];
      ordinary_[m] += weight;
      if (!state.selective.empty() && state.selective[e] != 0) selective_[m] += weight;
    }
  }
}

std::uint16_t PolicyOpenings::pick(std::size_t market, double u, std::uint32_t groups, bool barred,
                                   std::span<const std::uint16_t> applied) const {
  const auto weight_of = [&](const Opening& opening) {
    const bool again = std::find(applied.begin(), applied.end(), opening.employer) != applied.end();
    return again || !world::in_groups(opening.groups, groups) ? 0.0 : opening.weight;
  };
  double all = ordinary_[market] - (barred ? selective_[market] : 0);
  for (const Opening& opening : open_[market]) all += weight_of(opening);
  double place = u * all;
  for (const Opening& opening : open_[market]) {
    place -= weight_of(opening);
    if (place < 0) return opening.employer;
  }
  return world::no_employer;
}

bool is_barred(const world::Worker& worker, base::Month now) {
  constexpr int too_old = 45;  ///< years
  return worker.age_years(now) >= too_old ||
         worker.education_bits < static_cast<unsigned>(world::Education::junior);
}

std::vector<std::uint8_t> draw_selective(const RunInputs& inputs, const world::Employers& employers,
                                         const base::Draws& draws) {
  const double share = inputs.model.selective_share;
  if (share <= 0) return {};
  std::vector<std::uint8_t> selective(employers.local_begin);
  for (std::size_t e = 0; e < selective.size(); ++e) {
    const double u = draws.uniform(base::Purpose::selection, static_cast<std::uint32_t>(e), 0);
    selective[e] = u < share ? 1 : 0;
  }
  return selective;
}

double floor_gain(const State& state, const MonthContext& context, std::size_t market, int skill) {
  const double posts = state.market.posts[market];
  if (posts <= 0) return 0;
  const double wage = state.inputs.tables.sectors[market % base::sector_count].wage *
                      context.weights.pay[market] * state.values.productivity_of(skill);
  double gain = 0;
  for (const std::size_t e : state.policy_posts.in_market[market]) {
    const MarketEmployer& post = *state.policy_posts.market_employer(e);
    const bool pays = std::any_of(
        context.offers.caring.begin(), context.offers.caring.end(),
        [&](const terms::CaringPosts& offer) { return offer.reach.policy == post.policy; });
    if (!pays) continue;
    const double floor = post.wage_floor / context.weights.pay_outgoing;
    gain += state.employers.posts[e] / posts * std::max(floor - wage, 0.0);
  }
  return gain;
}

void raise_market_values(const State& state, MonthContext& context) {
  if (context.offers.caring.empty()) return;
  behaviour::MonthWeights& weights = context.weights;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    if (state.policy_posts.in_market[m].empty()) continue;
    for (std::size_t k = 0; k < behaviour::skill_class_count; ++k) {
      const double gain = floor_gain(state, context, m, static_cast<int>(k));
      if (gain <= 0) continue;
      weights.skill[m][k] *= base::exp(weights.finding[m] * gain / state.inputs.model.sigma);
      weights.skill_bound[k] = std::max(weights.skill_bound[k], weights.skill[m][k]);
    }
  }
}

}  // namespace chuanzhe::engine
