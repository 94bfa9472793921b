// What every lever does to a small world: mechanism by hand-worked values, cost to the fen, cap.
#include <catch2/catch.hpp>

#include "engine/information.hpp"
#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

const std::vector<std::int64_t>& money(const engine::MonthObservation& month,
                                       std::string_view name) {
  return std::get<std::vector<std::int64_t>>(month.values[column(name)]);
}

double total(const Tape& tape, std::string_view name) {
  double sum = 0;
  for (const auto& month : tape.months) sum += test::total(month, name);
  return sum;
}

terms::Reach everywhere() {
  terms::Reach reach;
  reach.cities.set();
  reach.counties.set();
  reach.from = base::Month(2019, 1);
  return reach;
}

/// Weights of one for every county and market.
engine::MonthContext flat_context(std::size_t counties) {
  engine::MonthContext context;
  context.weights.market.assign(counties * base::market_count, 1);
  context.weights.ratio.assign(counties * base::market_count, 2);
  context.weights.ratio_bound.assign(counties, 2);
  return context;
}

terms::Offers offers_in(const policy::Lever& lever, base::Month month) {
  terms::Offers offers;
  offers.month = month;
  lever.offer(everywhere(), offers);
  return offers;
}

double yuan_spent(const terms::Offers& offers) {
  double sum = 0;
  for (const terms::Expense& expense : offers.expenses) sum += base::yuan(expense.amount);
  return sum;
}

}  // namespace

TEST_CASE("attention multiplies the weight of the pair and is capped; channels combine") {
  world::Tables tables = small_tables();
  tables.counties[1].twin_city = 3;
  auto context = flat_context(tables.counties.size());
  terms::Information twins{everywhere(), {true, {}}, 0.03, 0.25};
  terms::Information all{everywhere(), {}, 0.10, 0.15};
  context.offers.information = {twins, all};

  engine::apply_information(tables, 0.3, context);

  const std::size_t twin = 1 * base::market_count + 3 * base::sector_count + 5;
  CHECK(context.weights.market[twin] == Approx(1.13));
  CHECK(context.weights.ratio[twin] == Approx(2.26));
  CHECK(context.weights.ratio_bound[1] == Approx(2.26));
  CHECK(context.weights.market[0] == Approx(1.10));
  CHECK(context.remote[1 * base::city_count + 3] == Approx(1 - 0.7 * 0.75 * 0.85));
  CHECK(context.remote[0] == Approx(1 - 0.7 * 0.85));

  context = flat_context(tables.counties.size());
  all.attention = 0.3;
  context.offers.information = {all, all};
  engine::apply_information(tables, 0.3, context);
  CHECK(context.weights.market[0] == Approx(1.40));
}

TEST_CASE("agreements cost a twelfth of their yearly sum each month") {
  const auto policy = make_policy(policy::make_labour_agreements(),
                                  {{"attention", 0.03}, {"signed", 463}, {"per_year", 50000}});

  double year = 0;
  for (int month = 1; month <= 12; ++month) {
    year += yuan_spent(offers_in(*policy.lever, base::Month(2019, month)));
  }

  CHECK(year == 463 * 50000.0);
  const auto offers = offers_in(*policy.lever, base::Month(2019, 5));
  CHECK(yuan_spent(offers) == Approx(463 * 50000.0 / 12).margin(0.01));
  CHECK(offers.information.at(0).attention == 0.03);
  CHECK(offers.information.at(0).pairs.twinned);
}

TEST_CASE("a workstation is set up once and rewarded by steps of 50 workers, as in Fuzhou") {
  const auto policy =
      make_policy(policy::make_workstations(), {{"attention", 0.1}, {"stations", 2}});
  const auto first = offers_in(*policy.lever, base::Month(2019, 1));
  const auto later = offers_in(*policy.lever, base::Month(2019, 2));
  const terms::PlacementReward& reward = first.placements.at(0);

  CHECK(yuan_spent(first) == 2 * (80000 + 5000));
  CHECK(yuan_spent(later) == 2 * 5000);
  CHECK(engine::placement_reward(reward, 49) == base::Fen{});
  CHECK(engine::placement_reward(reward, 50) == base::fen_from_yuan(20000));
  CHECK(engine::placement_reward(reward, 99) == base::fen_from_yuan(20000));
  CHECK(engine::placement_reward(reward, 100) == base::fen_from_yuan(30000));
  CHECK(engine::placement_reward(reward, 200) == base::fen_from_yuan(50000));
  CHECK(engine::placement_reward(reward, 5000) == base::fen_from_yuan(50000));
}

TEST_CASE("fairs cover the counties of their venues, and an online fair costs half") {
  const auto policy = make_policy(
      policy::make_recruitment_fairs(),
      {{"fairs", 12}, {"sites", 61}, {"online_share", 0.5}, {"attention", 0.06}, {"remote", 0.15}});

  const auto offers = offers_in(*policy.lever, base::Month(2019, 3));

  CHECK(offers.information.at(0).attention == Approx(0.06 * 61 / 183));
  CHECK(offers.information.at(0).remote == Approx(0.15 * 61 / 183));
  CHECK(yuan_spent(offers) == 30000 * 0.75);
}

TEST_CASE("the fairs of a year are all paid in the months they are held in") {
  const auto policy =
      make_policy(policy::make_recruitment_fairs(), {{"fairs", 12}, {"online_share", 0}});
  terms::Reach reach = everywhere();
  reach.months = 0b100000000101;  // January, March, December
  double spent = 0;

  for (const int month : {1, 3, 12}) {
    terms::Offers offers;
    offers.month = base::Month(2020, month);
    policy.lever->offer(reach, offers);
    CHECK(yuan_spent(offers) == 4 * 30000);
    spent += yuan_spent(offers);
  }

  CHECK(spent == 12 * 30000);
}

TEST_CASE("a caravan stands in the next counties of its route each month") {
  auto policy = make_policy(policy::make_caravan(), {{"per_month", 2}});
  for (const base::FieldRef& field : policy.lever->fields()) {
    if (field.key != "route") continue;
    **std::get_if<base::Route*>(&field.target) = {base::CountyId(4), base::CountyId(2),
                                                  base::CountyId(7)};
  }

  const auto first = offers_in(*policy.lever, base::Month(2019, 1));
  const auto second = offers_in(*policy.lever, base::Month(2019, 2));

  CHECK(first.information.at(0).reach.counties.count() == 2);
  CHECK(first.information.at(0).reach.counties[4]);
  CHECK(first.information.at(0).reach.counties[2]);
  CHECK(yuan_spent(first) == 60000);
  CHECK(second.information.at(0).reach.counties.count() == 1);
  CHECK(second.information.at(0).reach.counties[7]);
  CHECK(yuan_spent(second) == 30000);
  CHECK(offers_in(*policy.lever, base::Month(2019, 3)).empty());
}

TEST_CASE("chartered seats are paid by the seat and run out") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.policies.push_back(make_policy(policy::make_chartered_transport(),
                                     {{"seats", 5000}, {"cost_per_seat", 400}, {"share", 0.5}}));
  const Tape tape = record(run);

  double first_year = 0;
  for (std::size_t m = 0; m < 12; ++m) first_year += test::total(tape.months[m], "recipients");

  CHECK(first_year > 2500);
  CHECK(first_year <= 5000);
  CHECK(total(tape, "paid") == 20000 * total(tape, "recipients"));
}

TEST_CASE("the package for the formerly poor reaches nobody else and is clawed back") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  const Settings settings = {{"monthly", 2000}, {"once", 1000}, {"contract_months", 12}};
  run.policies.push_back(make_policy(policy::make_poor_package(), settings));
  const Tape tape = record(run);
  auto kept = settings;
  kept.emplace_back("clawed_back", 0);
  run.policies[0] = make_policy(policy::make_poor_package(), kept);
  const Tape generous = record(run);

  for (const auto& month : tape.months) {
    const auto& paid = money(month, "paid");
    for (std::size_t group = 0; group < world::group_count / 2; ++group) REQUIRE(paid[group] == 0);
  }
  CHECK(total(tape, "paid") > 0);
  CHECK(total(tape, "paid") < total(generous, "paid"));
}

TEST_CASE("a policy for residents reaches the formerly poor once they are treated equally") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies[0].scope.residents_only = true;
  CHECK(total(record(run), "paid") == 0);

  run.policies.push_back(make_policy(policy::make_equal_treatment(), {{"active", 1}}));
  const Tape equal = record(run);

  CHECK(total(equal, "paid") > 0);
  for (const auto& month : equal.months) {
    const auto& paid = money(month, "paid");
    for (std::size_t group = 0; group < world::group_count / 2; ++group) REQUIRE(paid[group] == 0);
  }
}

TEST_CASE("the platform charges its registered workers and notices leavers sooner") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  const Tape without = record(run);
  run.policies.push_back(make_policy(policy::make_employment_platform(),
                                     {{"coverage", 1}, {"per_worker", 0.5}, {"per_year", 1200}}));

  const Tape with = record(run);

  CHECK(total(with, "undetected") < total(without, "undetected") / 2);
  for (const auto& month : with.months) {
    // Everybody in Zhejiang when stepped, before the hires of the barrier come in.
    const double operators = static_cast<double>(money(month, "credits").back());
    const double stepped = (operators - 10000) / 50;
    const double present = test::total(month, "zhejiang_by_group");
    CHECK(stepped == Approx(present).epsilon(0.10));
  }
}

TEST_CASE("who cannot pay for the journey travels with an advance only") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.model.liquidity_gate = 0.25;
  const auto poor = [&] { return test::total(record(run).months.back(), "poor_in_zhejiang"); };
  run.policies.push_back(make_policy(policy::make_transport_subsidy(), {{"amount", 500}}));
  const double gated = poor();
  set(*run.policies[0].lever, "advance", 1);

  CHECK(poor() > 1.02 * gated);
}

namespace {

/// A policy and the largest sum it pays at once for one person [CNY]; 0: a running cost, which the
/// rest of a budget pays in part.
struct Capped {
  policy::Policy policy;
  double payment = 0;
};

std::vector<Capped> capped_policies() {
  std::vector<Capped> list;
  const auto add = [&](std::unique_ptr<policy::Lever> lever, const Settings& settings,
                       double payment) {
    list.push_back({make_policy(std::move(lever), settings), payment});
  };
  add(policy::make_rent_subsidy(), {{"amount", 300}}, 300);
  add(policy::make_transport_subsidy(), {{"amount", 500}}, 500);
  add(policy::make_family_visit_subsidy(), {{"amount", 800}}, 800);
  add(policy::make_stay_bonus(), {{"gov", 500}}, 500);
  add(policy::make_return_bonus(), {{"amount", 500}}, 500);
  add(policy::make_labour_agreements(), {{"attention", 0.03}, {"signed", 463}}, 0);
  add(policy::make_workstations(), {{"attention", 0.1}, {"stations", 195}}, 0);
  add(policy::make_recruitment_fairs(), {{"fairs", 4100}}, 0);
  add(policy::make_chartered_transport(), {{"seats", 100000}}, 200);
  add(policy::make_poor_package(), {{"monthly", 2000}}, 2000);
  add(policy::make_employment_platform(), {{"coverage", 0.7}}, 0.5);
  add(policy::make_technical_school(), {{"seats", 12000}, {"dropout", 0}}, 13000);
  auto caravan = policy::make_caravan();
  for (const base::FieldRef& field : caravan->fields()) {
    if (auto* const* route = std::get_if<base::Route*>(&field.target)) {
      **route = {base::CountyId(0), base::CountyId(1), base::CountyId(2), base::CountyId(3)};
    }
  }
  add(std::move(caravan), {{"per_month", 1}}, 0);
  return list;
}

}  // namespace

TEST_CASE("a yearly budget bounds every lever's spending to within one payment (V18)") {
  for (Capped& capped : capped_policies()) {
    INFO(capped.policy.id);
    const double agent = 100 * capped.payment;      // one payment [CNY]
    const double cap = std::max(1e5, 2.5 * agent);  // CNY a year
    SmallRun run;
    run.policies.push_back(std::move(capped.policy));
    run.policies[0].scope.budget_cap = base::fen_from_yuan(cap);
    const Tape tape = record(run);
    double spent = 0;
    for (std::size_t m = 0; m < 12; ++m) spent += test::total(tape.months[m], "debits");
    CHECK(spent <= cap * 100);
    CHECK(spent > (cap - std::max(agent, 0.01)) * 100);
  }
}

TEST_CASE("money for workers of some employers reaches those of each size once") {
  test::SmallRun run;
  // One fen moves no decision, so that lives are the same whoever is paid.
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 0.01}}));
  run.settings.end = base::Month(2019, 4);
  const double all = total(record(run), "recipients");
  double sum = 0;
  for (const unsigned size : {1U, 2U, 4U}) {
    run.policies[0].scope.sizes = size;
    const double part = total(record(run), "recipients");
    CHECK((part > 0) == (size < 4));  // no firm of the small world is large
    CHECK(part < all);
    sum += part;
  }

  CHECK(sum == all);
}

TEST_CASE("small and large firms share the posts as their sizes say") {
  CHECK(world::size_class_of(299) == world::SizeClass::small);
  CHECK(world::size_class_of(300) == world::SizeClass::medium);
  CHECK(world::size_class_of(999) == world::SizeClass::medium);
  CHECK(world::size_class_of(1000) == world::SizeClass::large);
}
