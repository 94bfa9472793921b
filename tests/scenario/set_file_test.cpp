// Sets of draws of constants: written, read again, and refused with their place.
#include "scenario/set_file.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "../folder.hpp"

using namespace chuanzhe;
using Catch::Contains;
using test::Folder;

namespace {

scenario::ConstantSet small_set() {
  scenario::ConstantSet set;
  set.name = "s";
  set.about = {"made for a test"};
  set.behaviour = "0123";
  set.data = {{"cities.csv", "abc"}};
  set.constants = {"model.sigma", "model.restriction.2021"};
  set.given = {{"model.eta", 0.3}, {"model.ample_posts", 0}};
  set.draws = {{4000, 4900}, {4500.5, 5000}};
  set.policy_values = {{"take_up", "assumed", 0.3, 0.95, {}}};
  return set;
}

std::string complaint(const std::string& text) {
  const Folder folder;
  try {
    scenario::load_set(folder.write("s.yaml", text));
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "good";
}

std::string without(std::string text, const std::string& part, const std::string& instead = "") {
  return text.replace(text.find(part), part.size(), instead);
}

}  // namespace

TEST_CASE("a set is read as it was written") {
  const Folder folder;
  const scenario::ConstantSet written = small_set();

  const auto read = scenario::load_set(folder.write("s.yaml", as_yaml(written)));

  CHECK(read.name == written.name);
  CHECK(read.behaviour == written.behaviour);
  CHECK(read.data == written.data);
  CHECK(read.constants == written.constants);
  CHECK(read.draws == written.draws);
  REQUIRE(read.given.size() == 2);
  CHECK(read.given[0].path == "model.eta");
  CHECK(read.given[0].value == 0.3);
  REQUIRE(read.policy_values.size() == 1);
  CHECK(read.policy_values[0].path == "take_up");
  CHECK(read.policy_values[0].low == 0.3);
  CHECK(read.policy_values[0].high == 0.95);
  CHECK(read.policy_values[0].source == "assumed");
}

TEST_CASE("a draw sets its constants and no others") {
  behaviour::Parameters model;
  model.eta = 0.1;

  small_set().apply(1, model);

  CHECK(model.sigma == 4500.5);
  CHECK(model.restriction.at(2021) == 5000);
  CHECK(model.eta == 0.1);
}

TEST_CASE("every number of the model is given but for those that are drawn") {
  behaviour::Parameters model;
  const auto all = scenario::constants_of(model, {});
  const auto rest = scenario::constants_of(model, {"model.sigma", "model.restriction.2021"});

  CHECK(all.size() == rest.size() + 2);
}

TEST_CASE("a set that is not one is refused with file, line and remedy") {
  const std::string good = as_yaml(small_set());
  CHECK(complaint(good) == "good");
  CHECK_THAT(complaint(without(good, "behaviour: \"0123\"\n")),
             Contains("behaviour is missing from the set of draws") && Contains("--stage 2"));
  CHECK_THAT(complaint(without(good, "[4000, 4900]", "[4000]")),
             Contains("a draw has 1 numbers for 2 constants") && Contains("s.yaml:"));
  CHECK_THAT(complaint(without(good, "4500.5", "much")), Contains("'much' is not a number"));
  CHECK_THAT(complaint(without(good, "- model.sigma", "- model.sigm")),
             Contains("unknown constant 'model.sigm'"));
  CHECK_THAT(complaint(without(good, "name: s", "names: s")), Contains("did you mean 'name'?"));
  CHECK_THAT(complaint(without(good, "name: s", "name: [s]")),
             Contains("is not what a set of draws has there"));
  CHECK_THAT(
      complaint(without(without(good, "  - [4000, 4900]\n"), "  - [4500.5, 5000]\n", "  []\n")),
      Contains("no draw is left"));
  CHECK_THAT(complaint(without(good, "path: take_up", "path: take_ups")),
             Contains("unknown value of policies 'take_ups'") && Contains("'take_up'"));
  CHECK_THAT(complaint(without(good, "[0.3, 0.95]", "[0.95, 0.3]")),
             Contains("a range is [lowest, highest]"));
}
