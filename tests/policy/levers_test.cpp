#include "policy/levers/levers.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace chuanzhe;

namespace {

/// The target of a lever's field, of the type it must have.
template <class Target>
Target target_of(policy::Lever& lever, std::string_view key) {
  for (const base::FieldRef& field : lever.fields()) {
    if (field.key == key) return std::get<Target>(field.target);
  }
  throw base::LogicError("no field " + std::string(key));
}

void set_yuan(policy::Lever& lever, std::string_view key, double yuan) {
  *target_of<base::Fen*>(lever, key) = base::fen_from_yuan(yuan);
}

terms::Reach some_reach() {
  terms::Reach reach;
  reach.policy = base::PolicyId(3);
  reach.take_up = 0.25;
  return reach;
}

terms::Offers offers_of(const policy::Lever& lever) {
  terms::Offers offers;
  lever.offer(some_reach(), offers);
  return offers;
}

std::size_t count(const terms::Offers& offers) {
  return offers.monthly.size() + offers.travel.size() + offers.stay.size() + offers.visit.size() +
         offers.back.size() + offers.local_posts.size() + offers.courses.size() +
         offers.schools.size();
}

bool is_number(const base::FieldRef& field) {
  return !std::holds_alternative<bool*>(field.target) &&
         !std::holds_alternative<base::Choice>(field.target) &&
         !std::holds_alternative<base::PlacePairs*>(field.target) &&
         !std::holds_alternative<base::Route*>(field.target);
}

}  // namespace

TEST_CASE("a lever whose amounts are zero offers nothing") {
  for (const auto make : policy::lever_list()) {
    const auto lever = make();

    CHECK(offers_of(*lever).empty());
  }
}

TEST_CASE("every lever tells what it is, under a name and a take-up key of its own") {
  std::set<std::string_view> names;
  std::set<std::uint32_t> keys;

  for (const auto make : policy::lever_list()) {
    const auto lever = make();
    const policy::LeverInfo& info = lever->info();
    CHECK(names.insert(info.name).second);
    CHECK(keys.insert(policy::lever_key(*lever)).second);
    for (const auto text : {info.summary, info.eligibility, info.cost, info.source}) {
      CHECK(!text.empty());
    }
  }

  CHECK(names.size() == policy::lever_list().size());
}

TEST_CASE("every field of a lever has a meaning, a source, a range, and a unit if it is a number") {
  for (const auto make : policy::lever_list()) {
    const auto lever = make();
    std::set<std::string_view> keys;
    for (const base::FieldRef& field : lever->fields()) {
      INFO(lever->info().name << "." << field.key);
      CHECK(keys.insert(field.key).second);
      CHECK(!field.meaning.empty());
      CHECK(!field.source.empty());
      CHECK(field.unit.empty() != is_number(field));
      if (is_number(field)) CHECK(field.minimum < field.maximum);
    }
  }
}

TEST_CASE("two objects of a lever share no field") {
  const auto one = policy::make_rent_subsidy();
  const auto other = policy::make_rent_subsidy();

  set_yuan(*one, "amount", 300);

  CHECK(count(offers_of(*one)) == 1);
  CHECK(offers_of(*other).empty());
}

TEST_CASE("an offer is added to those there are and carries the policy's reach") {
  const auto lever = policy::make_return_bonus();
  set_yuan(*lever, "amount", 200);
  terms::Offers offers;

  lever->offer(some_reach(), offers);
  lever->offer(some_reach(), offers);

  REQUIRE(offers.back.size() == 2);
  CHECK(count(offers) == 2);
  CHECK(offers.back[1].amount == base::Fen{20000});
  CHECK(offers.back[1].reach.policy == base::PolicyId(3));
  CHECK(offers.back[1].reach.take_up == 0.25);
}

TEST_CASE("a rent subsidy is monthly cash for renters, for twelve months unless told otherwise") {
  const auto lever = policy::make_rent_subsidy();
  set_yuan(*lever, "amount", 300);
  *target_of<std::int64_t*>(*lever, "min_tenure") = 2;

  const terms::Offers offers = offers_of(*lever);

  REQUIRE(offers.monthly.size() == 1);
  CHECK(count(offers) == 1);
  CHECK(offers.monthly[0].amount == base::Fen{30000});
  CHECK(offers.monthly[0].maximum_months == 12);
  CHECK(offers.monthly[0].minimum_tenure == 2);
  CHECK(offers.monthly[0].renters_only);
}

TEST_CASE("a transport subsidy is paid every move, or once a year if so set") {
  const auto lever = policy::make_transport_subsidy();
  set_yuan(*lever, "amount", 500);
  const base::Choice per = target_of<base::Choice>(*lever, "per");

  const terms::Offers every_move = offers_of(*lever);
  *per.index = 1;
  const terms::Offers yearly = offers_of(*lever);

  CHECK(per.words == std::vector<std::string_view>{"move", "year"});
  REQUIRE(every_move.travel.size() == 1);
  CHECK(every_move.travel[0].amount == base::Fen{50000});
  CHECK(every_move.travel[0].fare_share_cap == 1);
  CHECK(!every_move.travel[0].once_a_year);
  CHECK(yearly.travel.at(0).once_a_year);
}

TEST_CASE("a transport subsidy of no share of the fare offers nothing") {
  const auto lever = policy::make_transport_subsidy();
  set_yuan(*lever, "amount", 500);

  *target_of<double*>(*lever, "cap_share") = 0;

  CHECK(offers_of(*lever).empty());
}

TEST_CASE("a family visit is paid after six months in post, on departure unless told otherwise") {
  const auto lever = policy::make_family_visit_subsidy();
  set_yuan(*lever, "amount", 800);

  const terms::Offers at_once = offers_of(*lever);
  *target_of<bool*>(*lever, "paid_on_return") = true;
  const terms::Offers on_return = offers_of(*lever);

  REQUIRE(at_once.visit.size() == 1);
  CHECK(count(at_once) == 1);
  CHECK(at_once.visit[0].amount == base::Fen{80000});
  CHECK(at_once.visit[0].minimum_tenure == 6);
  CHECK(!at_once.visit[0].paid_on_return);
  CHECK(on_return.visit.at(0).paid_on_return);
}

TEST_CASE("a stay bonus books each part to who pays it and counts vouchers below their cost") {
  const auto lever = policy::make_stay_bonus();
  set_yuan(*lever, "gov", 500);
  set_yuan(*lever, "employer", 200);
  set_yuan(*lever, "voucher", 100);

  const terms::Offers offers = offers_of(*lever);

  REQUIRE(offers.stay.size() == 1);
  CHECK(count(offers) == 1);
  CHECK(offers.stay[0].paid == base::Fen{60000});         // 500 + 100
  CHECK(offers.stay[0].by_employer == base::Fen{20000});  // 200
  CHECK(offers.stay[0].worth == Approx(770));             // 500 + 200 + 0.7 x 100
  CHECK(offers.stay[0].insured_only);
}

TEST_CASE("a stay bonus from the employer alone costs the policy's payer nothing") {
  const auto lever = policy::make_stay_bonus();

  set_yuan(*lever, "employer", 300);
  const terms::Offers offers = offers_of(*lever);

  REQUIRE(offers.stay.size() == 1);
  CHECK(offers.stay[0].paid == base::Fen{0});
  CHECK(offers.stay[0].by_employer == base::Fen{30000});
  CHECK(offers.stay[0].worth == 300);
}

TEST_CASE("parks offer their posts over a year unless told otherwise") {
  const auto lever = policy::make_parks();
  *target_of<std::int64_t*>(*lever, "posts") = 40000;
  set_yuan(*lever, "wage", 4000);
  set_yuan(*lever, "subsidy_per_post", 1500);

  const terms::Offers offers = offers_of(*lever);

  REQUIRE(offers.local_posts.size() == 1);
  CHECK(count(offers) == 1);
  CHECK(offers.local_posts[0].posts == 40000);
  CHECK(offers.local_posts[0].ramp_months == 12);
  CHECK(offers.local_posts[0].wage == base::Fen{400000});
  CHECK(offers.local_posts[0].poor_share == 0.27);
  CHECK(offers.local_posts[0].subsidy_per_post == base::Fen{150000});
}

TEST_CASE("farm-chain projects are local posts, fifty a project unless told otherwise") {
  const auto lever = policy::make_farm_chain();
  *target_of<std::int64_t*>(*lever, "projects") = 10;
  set_yuan(*lever, "wage", 3000);
  set_yuan(*lever, "subsidy_per_post", 800);

  const terms::Offers offers = offers_of(*lever);
  *target_of<std::int64_t*>(*lever, "posts_per_project") = 0;
  const terms::Offers without_posts = offers_of(*lever);

  REQUIRE(offers.local_posts.size() == 1);
  CHECK(count(offers) == 1);
  CHECK(offers.local_posts[0].posts == 500);
  CHECK(offers.local_posts[0].ramp_months == 12);
  CHECK(offers.local_posts[0].wage == base::Fen{300000});
  CHECK(offers.local_posts[0].poor_share == 0.27);
  CHECK(offers.local_posts[0].subsidy_per_post == base::Fen{80000});
  CHECK(without_posts.empty());
}

TEST_CASE("a course has seats a year, its cost by seat and an allowance for 22 days a month") {
  const auto lever = policy::make_training();
  *target_of<std::int64_t*>(*lever, "seats") = 600;
  *target_of<std::int64_t*>(*lever, "course_months") = 2;
  *target_of<base::Choice>(*lever, "trade").index = 4;

  const terms::Offers yearly = offers_of(*lever);
  *target_of<base::Choice>(*lever, "per").index = 1;
  const terms::Offers monthly = offers_of(*lever);

  REQUIRE(yearly.courses.size() == 1);
  CHECK(count(yearly) == 1);
  CHECK(yearly.courses[0].trade == world::Trade::port_seafaring);
  CHECK(yearly.courses[0].persons_a_year == 600);
  CHECK(yearly.courses[0].months == 2);
  CHECK(yearly.courses[0].completion == 0.9);
  CHECK(yearly.courses[0].cost == base::Fen{150000});       // 1,500 CNY
  CHECK(yearly.courses[0].allowance == base::Fen{220000});  // 50 CNY x 22 days x 2 months
  CHECK(monthly.courses.at(0).persons_a_year == 7200);
}
