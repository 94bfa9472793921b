#include "engine/responses.hpp"

#include <algorithm>

namespace chuanzhe::engine {
namespace {

constexpr int december = 12;
constexpr double least_tightness = 0.01;  ///< below it a market is as good as without vacancies

/// ln w_m += eps_w (mean ln theta of the year - that of the year before).
void move_pay(State& state) {
  YearSoFar& year = state.year_so_far;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    const double mean = year.log_tightness[m] / year.months;
    if (year.before_known) {
      const double change = mean - year.log_tightness_before[m];
      state.market.pay[m] *= base::exp(state.inputs.model.pay_response * change);
    }
    year.log_tightness_before[m] = mean;
  }
}

double share_away(const State& state, std::size_t county) {
  using world::Status;
  const std::int64_t* row = &state.status_stock[county * world::status_count];
  std::int64_t away = 0, all = 0;
  for (int i = 0; i < world::status_count; ++i) {
    const auto status = static_cast<Status>(i);
    if (status == Status::retired || status == Status::not_yet) continue;
    all += row[i];
    const bool in_zhejiang =
        status == Status::in_post || status == Status::searching || status == Status::festival_home;
    if (in_zhejiang || status == Status::elsewhere) away += row[i];
  }
  return static_cast<double>(away) / static_cast<double>(std::max<std::int64_t>(1, all));
}

/// ln y_home += eps_o (share of the labour force away - that of a year before).
void move_home_pay(State& state) {
  YearSoFar& year = state.year_so_far;
  for (std::size_t o = 0; o < year.away_before.size(); ++o) {
    const double away = share_away(state, o);
    if (year.before_known) {
      const double change = away - year.away_before[o];
      state.market.home_pay[o] *= base::exp(state.inputs.model.home_response * change);
    }
    year.away_before[o] = away;
  }
}

void respond_yearly(State& state, const MonthContext& context) {
  YearSoFar& year = state.year_so_far;
  ++year.months;
  for (std::size_t m = 0; m < base::market_count; ++m) {
    year.log_tightness[m] += base::log(std::max(state.tightness[m], least_tightness));
  }
  if (context.month.month_of_year() != december) return;
  if (year.months == 12) {
    move_pay(state);
    move_home_pay(state);
    year.before_known = true;
  }
  year.months = 0;
  year.log_tightness.fill(0);
}

/// Part of the subsidy per tenant of the city, subsidised or not, in CNY of 2021.
void move_rents(State& state, const MonthContext& context) {
  const Tally& t = state.total;
  for (std::size_t c = 0; c < base::city_count; ++c) {
    const double tenants =
        std::max(1, t.tenants[c]) * static_cast<double>(scale_of(state.inputs.settings));
    const double subsidy = base::yuan(base::Fen{t.rent_paid[c]}) / tenants;
    state.market.rent_rise[c] =
        state.inputs.model.rent_passthrough * subsidy / context.weights.pay_outgoing;
  }
}

}  // namespace

void respond(State& state, const MonthContext& context) {
  const behaviour::Parameters& model = state.inputs.model;
  if (model.pay_response > 0 || model.home_response > 0) respond_yearly(state, context);
  if (model.rent_passthrough > 0) move_rents(state, context);
}

void count_rent(const State& state, const MonthContext& context, const Claim& claim, Tally& tally) {
  const world::Worker& worker = state.population.workers()[claim.worker];
  if (worker.place >= base::city_count) return;
  for (const terms::MonthlyCash& offer : context.offers.monthly) {
    if (offer.renters_only && offer.reach.policy == claim.policy) {
      tally.rent_paid[worker.place] += claim.fen;
    }
  }
}

}  // namespace chuanzhe::engine
