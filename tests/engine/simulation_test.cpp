#include "engine/simulation.hpp"

#include <catch2/catch.hpp>

#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

policy::Policy make(std::unique_ptr<policy::Lever> lever, std::string_view key, double yuan) {
  test::set(*lever, key, yuan);
  policy::Policy policy;
  policy.id = std::string(lever->info().name);
  policy.lever = std::move(lever);
  return policy;
}

}  // namespace

TEST_CASE("the number of threads changes no byte (V14)") {
  SmallRun run;
  run.settings.persons_per_agent = 5;
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 500));
  run.policies.push_back(make(policy::make_parks(), "posts", 5000));
  run.policies.push_back(make(policy::make_training(), "seats", 5000));
  run.settings.threads = 1;
  const Tape one = record(run);

  for (const int threads : {2, 3, 7}) {
    run.settings.threads = threads;
    CHECK(same(one, record(run)));
  }
  CHECK(!one.lives.empty());
}

TEST_CASE("levers of amount zero change no byte (V15)") {
  SmallRun run;
  const Tape baseline = record(run);
  for (const auto make_lever : policy::lever_list()) {
    auto lever = make_lever();  // its amounts and posts are zero until a scenario sets them
    run.policies.push_back({std::string(lever->info().name), {}, std::move(lever)});
  }
  run.policies.push_back(make(policy::make_parks(), "wage", 9000));  // for no post at all

  const Tape zero = record(run);

  REQUIRE(zero.months.size() == baseline.months.size());
  for (std::size_t m = 0; m < zero.months.size(); ++m) {
    for (std::size_t v = 0; v < engine::variable_rows().size(); ++v) {
      const std::string_view name = engine::variable_rows()[v].name;
      if (name == "paid" || name == "debits" || name == "credits" || name == "recipients" ||
          name.starts_with("policy_posts")) {
        CHECK(total(zero.months[m], name) == 0);
        continue;
      }
      REQUIRE(zero.months[m].values[v] == baseline.months[m].values[v]);
    }
  }
}

TEST_CASE("stocks change by what comes and goes, and everybody has one status (V13)") {
  SmallRun run;
  const Tape tape = record(run);
  const double people = total(tape.months.front(), "status_stock");

  for (std::size_t m = 1; m < tape.months.size(); ++m) {
    const auto& before = tape.months[m - 1];
    const auto& now = tape.months[m];
    CHECK(total(now, "status_stock") == people);
    CHECK(total(now, "zhejiang_by_group") - total(before, "zhejiang_by_group") ==
          total(now, "entered") - total(now, "left"));
    CHECK(total(now, "zhejiang_by_group") ==
          total(now, "in_post") + total(now, "searching") + total(now, "at_festival_home"));
    CHECK(total(now, "in_post") + total(now, "vacancies") <= total(now, "posts"));
    CHECK(total(now, "tenure_histogram") == total(now, "in_post"));
  }
}

TEST_CASE("a stay bonus never moves anybody from staying to going (V21)") {
  SmallRun run;
  run.settings.burn_in = 0;
  run.settings.start = base::Month(2019, 1);
  run.settings.end = base::Month(2019, 1);
  run.settings.persons_per_agent = 1;
  const Tape baseline = record(run);
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 1000));

  const Tape bonus = record(run);

  const auto& stayed = std::get<0>(baseline.months[0].values[column("festival")]);
  const auto& stayed_more = std::get<0>(bonus.months[0].values[column("festival")]);
  int more = 0;
  for (std::size_t i = 0; i < stayed.size(); i += 6) {
    CHECK(stayed[i] == stayed_more[i]);          // staff
    CHECK(stayed_more[i + 1] >= stayed[i + 1]);  // stayed
    more += stayed_more[i + 1] - stayed[i + 1];
  }
  CHECK(more > 0);
}

TEST_CASE("spending equals recipients times the amount, to the fen (V19)") {
  SmallRun run;
  run.policies.push_back(make(policy::make_stay_bonus(), "gov", 500));
  const Tape tape = record(run);

  double paid = 0;
  for (const auto& month : tape.months) {
    CHECK(total(month, "paid") == 50000 * total(month, "recipients"));
    paid += total(month, "paid");
  }
  CHECK(paid > 0);
}

TEST_CASE("debits equal credits and the employer pays the employer's part") {
  SmallRun run;
  auto lever = policy::make_stay_bonus();
  for (const base::FieldRef& field : lever->fields()) {
    if (field.key == "gov") *std::get<base::Fen*>(field.target) = base::fen_from_yuan(500);
    if (field.key == "employer") *std::get<base::Fen*>(field.target) = base::fen_from_yuan(200);
  }
  run.policies.push_back({"bonus", {}, std::move(lever)});
  const Tape tape = record(run);

  std::array<double, 5> by_payer{};
  double credited = 0;
  for (const auto& month : tape.months) {
    const auto& debits = std::get<std::vector<std::int64_t>>(month.values[column("debits")]);
    for (std::size_t p = 0; p < by_payer.size(); ++p) by_payer[p] += static_cast<double>(debits[p]);
    credited += total(month, "credits");
  }

  const double government = by_payer[static_cast<std::size_t>(policy::Payer::zhejiang_city)];
  const double employers = by_payer[static_cast<std::size_t>(policy::Payer::employer)];
  CHECK(employers > 0);
  CHECK(government * 2 == employers * 5);  // 500 and 200 to the same workers
  CHECK(government + employers == credited);
}

TEST_CASE("a yearly cap is kept to within one payment (V18)") {
  SmallRun run;
  run.policies.push_back(make(policy::make_rent_subsidy(), "amount", 300));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(2000000);
  const Tape tape = record(run);

  for (int year = 0; year < 2; ++year) {
    double paid = 0;
    for (std::size_t m = 0; m < 12; ++m) {
      paid += total(tape.months[static_cast<std::size_t>(year) * 12 + m], "paid");
    }
    CHECK(paid <= 2e8);
    CHECK(paid > 2e8 - 300 * 100 * 100);  // one payment of an agent of 100 persons
  }
}

TEST_CASE("a budget that was used up is open again in January") {
  test::SmallRun run;
  run.policies.push_back(make(policy::make_rent_subsidy(), "amount", 300));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(2000000);

  const Tape tape = record(run);

  CHECK(total(tape.months[11], "paid") == 0);  // 2019-12: used up
  CHECK(total(tape.months[12], "paid") > 0);   // 2020-01
}

TEST_CASE("more posts than employers can be numbered are refused with a remedy") {
  test::SmallRun run;
  run.model.vacancy_margin = 3;
  run.model.initial_zhejiang = 5e6;

  CHECK_THROWS_WITH(record(run), Catch::Contains("a run has fewer than 65,000") &&
                                     Catch::Contains("lower model.vacancy_margin"));
}
