#include "engine/observe.hpp"

#include <numeric>

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
  for (std::size_t e = 0; e < employers.local_begin; ++e) {
    counts.vacancies[employers.market[e]] += employers.vacancies(e);
    counts.posts[employers.market[e]] += employers.posts[e];
  }
  return counts;
}

std::int64_t sum(const std::vector<std::int32_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t outcome_sum(const Tally& tally, Outcome outcome) {
  std::int64_t total = 0;
  for (std::size_t i = static_cast<std::size_t>(outcome); i < tally.festival.size();
       i += outcome_count) {
    total += tally.festival[i];
  }
  return total;
}

double median_months(const std::vector<std::int32_t>& histogram, double share) {
  const double target = static_cast<double>(sum(histogram)) * share;
  double reached = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    reached += histogram[bin];
    if (reached >= target) return static_cast<double>(bin);
  }
  return 0;
}

double mean_months(const std::vector<std::int32_t>& histogram) {
  double months = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    months += static_cast<double>(bin) * histogram[bin];
  }
  return months / std::max(1.0, static_cast<double>(sum(histogram)));
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

Headlines::Headlines(const RunInputs& inputs)
    : inputs_(inputs), spent_(inputs.policies.size()), went_(base::sector_count) {}

void Headlines::festival_year(const State& state, const MonthContext& context) {
  const std::string year = std::to_string(context.month.year());
  const Tally& t = state.total;
  if (context.festival.decision) {
    const auto staff = static_cast<double>(outcome_sum(t, Outcome::staff));
    const auto stayed = static_cast<double>(outcome_sum(t, Outcome::stayed));
    figures_.push_back({"stayed over the festival " + year, "%", 100 * stayed / staff});
  }
  if (context.festival.back) {
    const auto same = static_cast<double>(outcome_sum(t, Outcome::back_same_post));
    const double all = same + static_cast<double>(outcome_sum(t, Outcome::back_elsewhere) +
                                                  outcome_sum(t, Outcome::not_back));
    figures_.push_back({"goers back at the same post " + year, "%", 100 * same / all});
  }
}

void Headlines::month(const State& state, const MonthContext& context) {
  const Tally& t = state.total;
  const auto w = static_cast<double>(persons_per_agent(inputs_));
  if (context.festival.decision || context.festival.back) festival_year(state, context);
  for (std::size_t p = 0; p < spent_.size(); ++p) {
    const base::PolicyId id(static_cast<std::uint8_t>(p));
    const policy::Payer payer = inputs_.policies[p].scope.payer;
    spent_[p] += base::yuan(base::Fen{t.ledger.spent(id, payer)});
  }
  const bool last = context.month == inputs_.settings.end;
  if (context.month.month_of_year() != 12 && !last) return;
  const std::string at = ", " + base::to_string(context.month);
  const double stock = static_cast<double>(sum(t.by_group)) * w;
  figures_.push_back({"workers in Zhejiang" + at, "persons", stock});
  figures_.push_back(
      {"formerly poor among them" + at, "persons", static_cast<double>(sum(t.poor)) * w});
  if (!last) return;
  figures_.push_back({"median months in the post" + at, "months", median_months(t.tenure, 0.5)});
  figures_.push_back({"mean months of the stay" + at, "months", mean_months(t.stay)});
}

void Headlines::finish(RunReport& report) const {
  std::vector<Figure> all = figures_;
  for (std::size_t p = 0; p < spent_.size(); ++p) {
    all.push_back({"spent on " + inputs_.policies[p].id, "CNY", spent_[p]});
  }
  if (report.headlines.empty()) {
    for (const Figure& figure : all) report.headlines.push_back({figure.name, figure.unit, {}});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    report.headlines[i].by_replicate.push_back(all[i].value);
  }
}

}  // namespace chuanzhe::engine
