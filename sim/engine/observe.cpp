#include "engine/observe.hpp"

namespace chuanzhe::engine {
namespace {

std::int64_t persons_per_agent(const RunInputs& inputs) {
  return inputs.settings.persons_per_agent;
}

template <class Out, class In>
std::vector<Out> scaled(const std::vector<In>& counts, std::int64_t factor) {
  std::vector<Out> out(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out[i] = static_cast<Out>(std::int64_t{counts[i]} * factor);
  }
  return out;
}

std::vector<std::int64_t> remittances(std::vector<std::int64_t> pay, double share) {
  const auto permille = static_cast<std::int64_t>(share * 1000 + 0.5);
  for (std::int64_t& fen : pay) fen = fen * permille / 1000;
  return pay;
}

struct MarketCounts {
  std::vector<std::int32_t> vacancies, posts;
};

MarketCounts count_posts(const world::Employers& employers) {
  MarketCounts counts;
  counts.vacancies.resize(base::market_count);
  counts.posts.resize(base::market_count);
  for (std::size_t e = 0; e < employers.size(); ++e) {
    if (employers.market[e] == world::local_market) continue;
    counts.vacancies[employers.market[e]] += employers.vacancies(e);
    counts.posts[employers.market[e]] += employers.posts[e];
  }
  return counts;
}

std::vector<double> mean_lag_by_city(const State& state) {
  std::vector<double> months(base::city_count), leavers(base::city_count);
  for (std::size_t cell = 0; cell < state.detected.size(); ++cell) {
    const std::size_t city = cell % base::market_count / base::sector_count;
    months[city] += state.detected_waited[cell];
    leavers[city] += state.detected[cell];
  }
  for (std::size_t c = 0; c < months.size(); ++c) months[c] /= std::max(leavers[c], 1.0);
  return months;
}

}  // namespace

MonthObservation observe(const State& state, const MonthContext& context, int replicate) {
  const std::int64_t w = persons_per_agent(state.inputs);
  const Tally& t = state.total;
  const MarketCounts posts = count_posts(state.employers);
  MonthObservation o;
  o.replicate = replicate;
  o.month = context.month;
  o.step = context.month - state.inputs.settings.start;
  const auto remitted = remittances(t.pay, state.inputs.model.remittance_share);

  o.values.emplace_back(scaled<std::int32_t>(state.status_stock, w));
  for (const auto* column : {&t.in_post, &t.searching, &t.at_home, &t.poor, &t.by_group, &t.entered,
                             &t.left, &state.undetected, &state.detected, &t.cause, &state.hires,
                             &posts.vacancies, &posts.posts, &t.market_seeking}) {
    o.values.emplace_back(scaled<std::int32_t>(*column, w));
  }
  o.values.emplace_back(std::vector<double>(state.tightness.begin(), state.tightness.end()));
  for (const auto* column : {&t.festival, &t.festival_group, &t.tenure, &t.stay}) {
    o.values.emplace_back(scaled<std::int32_t>(*column, w));
  }
  for (const std::vector<std::int64_t>* column : {&t.pay, &remitted}) {
    o.values.emplace_back(scaled<std::int64_t>(*column, w));
  }
  o.values.emplace_back(t.ledger.credits_to_groups());
  for (const auto* column : {&t.ledger.payments(), &t.ledger.debits(), &t.ledger.credits()}) {
    o.values.emplace_back(*column);
  }
  const PostCounts opened = count_policy_posts(state);
  for (const auto* column : {&opened.posts, &opened.filled, &opened.poor}) {
    o.values.emplace_back(scaled<std::int32_t>(*column, w));
  }
  o.values.emplace_back(scaled<std::int32_t>(state.detected_waited, w));
  o.values.emplace_back(mean_lag_by_city(state));
  for (const auto* column : {&t.pupils, &t.settled}) {
    o.values.emplace_back(scaled<std::int32_t>(*column, w));
  }
  return o;
}

}  // namespace chuanzhe::engine
