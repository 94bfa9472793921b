// The optional parts of the model, each behind a switch that is off by default.
#include <cmath>

#include <catch2/catch.hpp>

#include "base/normal.hpp"
#include "behaviour/attachment.hpp"
#include "behaviour/nests.hpp"
#include "engine/responses.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

/// The world before its first month.
struct FirstMonth {
  SmallRun run;
  base::ThreadPool pool{1};
  engine::RunInputs inputs;
  engine::State state;
  explicit FirstMonth(SmallRun with)
      : run(std::move(with)), inputs(run.inputs()), state(inputs, 0, pool) {}
};

double stock(const Tape& tape, world::Status status) {
  double persons = 0;
  const auto cells_ = cells(tape.months.back(), "status_stock");
  for (auto i = static_cast<std::size_t>(status); i < cells_.size(); i += world::status_count) {
    persons += static_cast<double>(cells_[i]);
  }
  return persons;
}

double in_zhejiang(const Tape& tape) { return total(tape.months.back(), "zhejiang_by_group"); }

/// A stand-in for twelve months of a year with this tightness everywhere.
void pass_year(engine::State& state, int year, double tightness) {
  state.tightness.fill(tightness);
  engine::MonthContext context;
  for (int month = 1; month <= 12; ++month) {
    context.month = base::Month(year, month);
    engine::respond(state, context);
  }
}

}  // namespace

TEST_CASE("the normal quantile has the known values") {
  CHECK(base::normal_quantile(0.5) == Approx(0).margin(1e-12));
  CHECK(base::normal_quantile(0.975) == Approx(1.959963985).epsilon(1e-8));
  CHECK(base::normal_quantile(0.84134474606854) == Approx(1).epsilon(1e-8));
  CHECK(base::normal_quantile(0.001) == Approx(-3.090232306).epsilon(1e-8));
  CHECK(base::normal_quantile(0.999) == Approx(3.090232306).epsilon(1e-8));
}

TEST_CASE("a positive stable variate has the Laplace transform exp(-t^index)") {
  const base::Draws draws(base::make_key(5, 0));
  constexpr int n = 200000;
  double at_half = 0, at_two = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const base::Block block = draws.block(base::Purpose::nested_taste, i, 0);
    const double s =
        std::exp(behaviour::log_positive_stable(0.55, block.uniform(0), block.exponential(1)));
    at_half += std::exp(-0.5 * s) / n;
    at_two += std::exp(-2 * s) / n;
  }

  // exp(-0.5^0.55) = 0.505122, exp(-2^0.55) = 0.231345; 4 sd of the mean are below 0.0035
  CHECK(at_half == Approx(0.505122).margin(0.0035));
  CHECK(at_two == Approx(0.231345).margin(0.0035));
}

TEST_CASE("a race in nests has the shares of the nested logit") {
  // Nest A with weights 1 and 2, nest B with weight 3, dissimilarity 0.5:
  // inclusive A = (1^2 + 2^2)^0.5 = 2.236068; shares A 0.427051 (of it 1/5 and 4/5), B 0.572949.
  const base::Draws draws(base::make_key(6, 0));
  constexpr int n = 200000;
  double first = 0, second = 0, third = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const base::Block a = draws.block(base::Purpose::nested_taste, i, 0);
    const base::Block b = draws.block(base::Purpose::nested_taste, i, 1);
    const double stable_a = behaviour::log_positive_stable(0.5, a.uniform(0), a.exponential(1));
    const double stable_b = behaviour::log_positive_stable(0.5, a.uniform(2), a.exponential(3));
    const double one = behaviour::nested_log_arrival(0.5, b.exponential(0), stable_a, 1);
    const double two = behaviour::nested_log_arrival(0.5, b.exponential(1), stable_a, 2);
    const double three = behaviour::nested_log_arrival(0.5, b.exponential(2), stable_b, 3);
    (one < two && one < three ? first : two < three ? second : third) += 1.0 / n;
  }

  CHECK(first == Approx(0.085410).margin(0.0026));  // 4 sd
  CHECK(second == Approx(0.341641).margin(0.0043));
  CHECK(third == Approx(0.572949).margin(0.0045));
}

TEST_CASE("with nests a run works and, from many like sectors, fewer leave") {
  SmallRun flat, nested;
  nested.model.nest_dissimilarity = 0.55;

  const double without = in_zhejiang(record(flat)), with = in_zhejiang(record(nested));

  // Eight equal sectors: the weight of a city falls from 8 w to (8 w^(1/0.55))^0.55 = 8^0.55 w.
  CHECK(with < 0.9 * without);
  CHECK(with > 0);
}

TEST_CASE("a worker's own attachment to home is normal with the given spread") {
  const base::Draws draws(base::make_key(8, 0));
  behaviour::Parameters model;
  CHECK(behaviour::home_attachment(model, 7, draws) == 0);
  model.home_attachment_spread = 3000;
  constexpr int n = 100000;
  double sum = 0, below_one_spread = 0;
  for (std::uint32_t id = 0; id < n; ++id) {
    const double psi = behaviour::home_attachment(model, id, draws);
    sum += psi;
    below_one_spread += psi < 3000 ? 1.0 / n : 0;
  }

  CHECK(sum / n == Approx(0).margin(4 * 3000 / std::sqrt(n)));
  CHECK(below_one_spread == Approx(0.841345).margin(4 * 0.00116));
}

TEST_CASE("attachment to the stay grows for five years") {
  behaviour::Parameters model;
  CHECK(behaviour::stay_attachment(model, 48) == 0);
  model.stay_attachment = 1000;

  CHECK(behaviour::stay_attachment(model, 0) == 0);
  CHECK(behaviour::stay_attachment(model, 15) == 250);
  CHECK(behaviour::stay_attachment(model, 60) == 1000);
  CHECK(behaviour::stay_attachment(model, 200) == 1000);
}

TEST_CASE("the gates hold their shares of novices, poor and not, and nobody experienced") {
  const base::Draws draws(base::make_key(9, 0));
  behaviour::Parameters model;
  world::Worker poor, other, experienced;
  poor.poor = experienced.poor = experienced.experienced = 1;
  const auto share = [&](const world::Worker& worker) {
    constexpr int n = 100000;
    double held = 0;
    for (std::uint32_t id = 0; id < n; ++id) {
      held += behaviour::is_behind_gate(model, worker, id, draws) ? 1.0 / n : 0;
    }
    return held;
  };
  CHECK(share(poor) == Approx(0.05).margin(4 * 0.0007));
  CHECK(share(other) == 0);
  model.liquidity_gate_others = 0.20;

  CHECK(share(other) == Approx(0.20).margin(4 * 0.0013));
  CHECK(share(experienced) == 0);
}

TEST_CASE("a fifth of the contracts end at every multiple of their length, never between") {
  const base::Draws draws(base::make_key(10, 0));
  behaviour::Parameters model;
  CHECK(!behaviour::contract_ends(model, 12, 3, 40, draws));
  model.contract_months = 12;
  constexpr int n = 100000;
  double ended = 0;
  for (std::uint32_t id = 0; id < n; ++id) {
    ended += behaviour::contract_ends(model, 24, id, 40, draws) ? 1.0 / n : 0;
    REQUIRE(!behaviour::contract_ends(model, 23, id, 40, draws));
    REQUIRE(!behaviour::contract_ends(model, 0, id, 40, draws));
  }

  CHECK(ended == Approx(0.2).margin(4 * 0.0013));
}

TEST_CASE("attachment to home makes movers and stayers") {
  SmallRun run;
  run.settings.persons_per_agent = 20;
  const Tape without = record(run);
  run.model.home_attachment_spread = 6000;

  const Tape with = record(run);

  // Spread 1 sigma: those with high attachment stay, so more are at home or in local posts.
  const auto here = [](const Tape& tape) {
    return stock(tape, world::Status::home) + stock(tape, world::Status::local_job);
  };
  CHECK(here(with) > 1.01 * here(without));
}

TEST_CASE("attachment to the stay keeps workers in Zhejiang") {
  SmallRun run;
  run.settings.persons_per_agent = 20;
  const Tape without = record(run);
  run.model.stay_attachment = 2000;

  CHECK(in_zhejiang(record(run)) > 1.01 * in_zhejiang(without));
}

TEST_CASE("a gate for novices who are not poor keeps them from travelling first") {
  SmallRun run;
  run.settings.persons_per_agent = 20;
  const Tape without = record(run);
  run.model.liquidity_gate_others = 0.25;

  const Tape with = record(run);

  CHECK(in_zhejiang(with) < in_zhejiang(without));
}

TEST_CASE("pay follows tightness once a year, from the second whole year on") {
  SmallRun run;
  run.model.pay_response = 0.1;
  FirstMonth first(std::move(run));

  pass_year(first.state, 2017, 1.5);
  CHECK(first.state.market.pay[7] == 1);
  pass_year(first.state, 2018, 3.0);
  CHECK(first.state.market.pay[7] == Approx(std::pow(2, 0.1)));  // 1.071773
  pass_year(first.state, 2019, 1.5);
  CHECK(first.state.market.pay[7] == Approx(1));
}

TEST_CASE("a year that began before the run moves nothing") {
  SmallRun run;
  run.model.pay_response = 0.1;
  FirstMonth first(std::move(run));
  engine::MonthContext context;
  context.month = base::Month(2016, 12);
  first.state.tightness.fill(9);
  engine::respond(first.state, context);

  pass_year(first.state, 2017, 1.5);

  CHECK(!first.state.market.pay.empty());
  CHECK(first.state.market.pay[0] == 1);
}

TEST_CASE("income at home follows the share of the labour force away") {
  SmallRun run;
  run.model.home_response = 0.2;
  FirstMonth first(std::move(run));
  auto& stocks = first.state.status_stock;
  const auto set_county = [&](std::int64_t home, std::int64_t elsewhere) {
    std::fill(stocks.begin(), stocks.begin() + world::status_count, 0);
    stocks[static_cast<std::size_t>(world::Status::home)] = home;
    stocks[static_cast<std::size_t>(world::Status::elsewhere)] = elsewhere;
    stocks[static_cast<std::size_t>(world::Status::retired)] = 1000;
  };

  set_county(60, 40);
  pass_year(first.state, 2017, 1.5);
  set_county(50, 50);
  pass_year(first.state, 2018, 1.5);

  CHECK(first.state.market.home_pay[0] == Approx(std::exp(0.2 * 0.1)));
  CHECK(first.state.market.home_pay[1] == 1);
}

TEST_CASE("rents rise by part of the subsidy per tenant") {
  SmallRun run;
  run.model.rent_passthrough = 0.5;
  FirstMonth first(std::move(run));
  engine::MonthContext context;
  context.month = base::Month(2019, 3);
  first.state.total.tenants[2] = 40;                  // agents of 100 persons
  first.state.total.rent_paid[2] = 10 * 100 * 30000;  // 300 CNY to a quarter of them
  engine::respond(first.state, context);
  CHECK(first.state.market.rent_rise[2] == Approx(37.5));  // 0.5 x 300 / 4
  CHECK(first.state.market.rent_rise[3] == 0);

  const auto before = first.state.market;
  auto without = before;
  without.rent_rise.fill(0);
  const std::size_t market = 2 * base::sector_count + 1;
  const auto& values = first.state.values;
  // 40 % rent; 0.4 x 37.5 / 6,000
  CHECK(values.month(context.month, before).market[market] ==
        Approx(values.month(context.month, without).market[market] * std::exp(-15.0 / 6000)));
}

TEST_CASE("a rent subsidy to every tenant raises rents by the whole part of it") {
  SmallRun run;
  run.model.rent_passthrough = 0.5;
  run.settings.persons_per_agent = 5;
  run.policies.push_back(
      make_policy(policy::make_rent_subsidy(), {{"amount", 300}, {"max_months", 0}}));
  const Tape through = record(run);
  run.model.rent_passthrough = 0;
  const Tape none = record(run);

  CHECK(in_zhejiang(through) < in_zhejiang(none));
  for (std::size_t m = 0; m < 1; ++m) CHECK(through.months[m].values == none.months[m].values);
}

TEST_CASE("contracts that are not renewed end on their day") {
  SmallRun run;
  run.settings.persons_per_agent = 20;
  const auto laid_off = [&] {
    double events = 0;
    const Tape tape = record(run);
    for (const auto& month : tape.months) {
      const auto causes = cells(month, "flow_cause");
      for (std::size_t i = static_cast<std::size_t>(engine::EventType::laid_off); i < causes.size();
           i += engine::event_type_count) {
        events += static_cast<double>(causes[i]);
      }
    }
    return events;
  };
  const double without = laid_off();
  run.model.contract_months = 12;
  const double most = laid_off();
  run.model.contract_renewal = 1;
  const double renewed = laid_off();

  CHECK(most > 1.5 * without);
  CHECK(renewed == without);
}
