#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "study/doubt.hpp"
#include "study/tables/difference_rows.hpp"
#include "study/tables/money.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

Cell share_of_constants(const Doubt& doubt) {
  const double share = doubt.constants_share();
  if (!std::isfinite(share)) return Number{undefined, 0};
  return Number{100 * share, 0};
}

std::vector<std::vector<double>> effects_of(const std::vector<Comparison>& by_draw,
                                            std::size_t policy, const std::string& request) {
  std::vector<std::vector<double>> effects;
  for (const Comparison& comparison : by_draw) {
    effects.push_back(differences(comparison.base.measure(request),
                                  comparison.policies[policy].measure(request)));
  }
  return effects;
}

Table difference_table(const std::vector<Comparison>& by_draw, const std::string& sample) {
  const ComparisonPlan& plan = by_draw.front().plan;
  const double level = plan.interval.level;
  Table table{
      "doubt",
      "Differences over the constants that the data do not rule out",
      {{"policy"},
       {"figure"},
       {"unit"},
       {"difference"},
       {"low"},
       {"high"},
       {"doubt of constants [%]"}},
      {},
      {sample,
       fmt::format("low, high: {:.0f} % interval of the difference, constants unknown and "
                   "chance of {} pairs together",
                   100 * level, plan.pairs),
       "doubt of constants: their part of the variance behind it; the rest is chance, which "
       "more replicates make smaller"}};
  const auto names = policy_names(by_draw.front());
  for (std::size_t p = 0; p < names.size(); ++p) {
    for (const HeadlineFigure& figure : headline_figures(plan)) {
      const Doubt doubt = doubt_of(effects_of(by_draw, p, figure.request), level);
      if (doubt.draws == 0) continue;
      const std::string& unit = by_draw.front().base.infos.at(figure.request).unit;
      const int digits = digits_of(unit);
      table.rows.push_back({names[p], figure.title, unit, Number{doubt.mean, digits},
                            Number{doubt.interval.low, digits}, Number{doubt.interval.high, digits},
                            share_of_constants(doubt)});
    }
  }
  return table;
}

/// Mean cost and mean effect of every draw, and their quotient where the effect is above zero.
struct DrawCosts {
  std::vector<double> each;
  std::size_t without_effect = 0;
};

DrawCosts costs_of(const std::vector<Comparison>& by_draw, std::size_t policy,
                   const Period& period) {
  const std::string request = fmt::format("worker_months_zj@{}..{}", base::to_string(period.first),
                                          base::to_string(period.last));
  DrawCosts costs;
  for (const Comparison& c : by_draw) {
    const Reading& with = c.policies[policy];
    const double cost = moments_of(differences(spending(c.base, period, Payers::all),
                                               spending(with, period, Payers::all)))
                            .mean;
    const double effect =
        moments_of(differences(c.base.measure(request), with.measure(request))).mean;
    if (effect > 0) {
      costs.each.push_back(cost / effect);
    } else {
      ++costs.without_effect;
    }
  }
  std::sort(costs.each.begin(), costs.each.end());
  return costs;
}

/// Quantile of sorted values, between neighbours in proportion.
double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return undefined;
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Table draw_cost_table(const std::vector<Comparison>& by_draw, const std::string& sample) {
  const ComparisonPlan& plan = by_draw.front().plan;
  const double tail = (1 - plan.interval.level) / 2;
  Table table{"doubt_of_cost",
              "Cost per additional worker-month in Zhejiang over the same constants [CNY]",
              {{"policy"},
               {"over"},
               {"median of the draws"},
               {"low"},
               {"high"},
               {"draws without an effect"}},
              {},
              {sample,
               fmt::format("of all payers; low, high: quantiles {:.1f} and {:.1f} % of the draws",
                           100 * tail, 100 * (1 - tail)),
               "a draw is without an effect when its mean difference of worker-months is not above "
               "zero: no cost is given for it"}};
  const auto names = policy_names(by_draw.front());
  for (std::size_t p = 0; p < names.size(); ++p) {
    for (const Horizon& horizon : horizons_of(plan)) {
      const DrawCosts costs = costs_of(by_draw, p, horizon.period);
      table.rows.push_back({names[p], in_words(horizon), Number{quantile(costs.each, 0.5), 0},
                            Number{quantile(costs.each, tail), 0},
                            Number{quantile(costs.each, 1 - tail), 0},
                            Number{static_cast<double>(costs.without_effect), 0}});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> doubt_tables(const std::vector<Comparison>& by_draw, const std::string& sample) {
  return {difference_table(by_draw, sample), draw_cost_table(by_draw, sample)};
}

}  // namespace chuanzhe::study
