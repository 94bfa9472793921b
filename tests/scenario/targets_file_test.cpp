// Every mistake that can be made in a targets file: what is said, and where.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "scenario/targets_file.hpp"

using namespace chuanzhe;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const std::string target =
    "{id: T1, measure: in_post, what: stock, value: 10, tolerance: 0.1, weight: high, source: x, "
    "grade: official}";

/// With a scenario for the targets.
class Folder : public test::Folder {
 public:
  Folder() { write("s.yaml", "name: s\n"); }
};

std::string complaint(const std::string& targets, const std::string& rest) {
  const Folder folder;
  try {
    scenario::load_targets(folder.write(
        "t.yaml", "name: t\nscenario: s.yaml\ntargets:\n  - " + targets + "\n" + rest));
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "good";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a targets file is read, and a later layer changes a target by its id") {
  const Folder folder;
  folder.write("below.yaml", "name: below\nscenario: s.yaml\ntargets:\n  - " + target +
                                 "\nconstants:\n  - {path: model.sigma, target: T1, range: [1, "
                                 "11]}\n");
  const auto above = folder.write(
      "t.yaml", "extends: below.yaml\nname: above\ntargets:\n  - {id: T1, value: 20}\n");

  const scenario::TargetsFile file = scenario::load_targets(above);

  CHECK(file.name == "above");
  REQUIRE(file.targets.size() == 1);
  CHECK(file.targets[0].value == 20);
  CHECK(file.targets[0].tolerance == 0.1);
  REQUIRE(file.constants.size() == 1);
  CHECK(file.constants[0].step == Approx(0.2));
}

TEST_CASE("a constant without a target or a range is refused at its line") {
  const std::string no_target =
      complaint(target, "constants:\n  - {path: model.sigma, range: [1, 2]}\n");
  CHECK_THAT(no_target,
             Contains("t.yaml:6:5") &&
                 Contains("has no target (what is it fitted to?); add target: T1, or move it"));

  const std::string no_range =
      complaint(target, "constants:\n  - {path: model.sigma, target: T1}\n");
  CHECK_THAT(no_range,
             Contains("t.yaml:6:5") && Contains("has no range (how far may it go?); add range"));
}

TEST_CASE("mistakes in a targets file are told with the nearest legal word") {
  CHECK_THAT(complaint(replaced(target, "weight: high", "weight: hig"), ""),
             Contains("did you mean 'high'?"));
  CHECK_THAT(complaint(replaced(target, "measure", "measur"), ""),
             Contains("did you mean 'measure'?"));
  CHECK_THAT(complaint(replaced(target, "value: 10", "value: ten"), ""),
             Contains("'ten', not a number; write plain digits"));
  CHECK_THAT(complaint(replaced(target, "value: 10", "value: 0"), ""),
             Contains("a target of 0 has no relative error; write another figure"));
  CHECK_THAT(complaint(replaced(target, "tolerance: 0.1", "tolerance: 10"), ""),
             Contains("a tolerance is a share"));
  CHECK_THAT(complaint(target + "\n  - " + target, ""),
             Contains("T1 stands twice (first in line 4); drop one"));
  CHECK_THAT(complaint(target, "constants:\n  - {path: model.sigm, target: T1, range: [1, 2]}\n"),
             Contains("did you mean 'model.sigma'?"));
  CHECK_THAT(complaint(target, "constants:\n  - {path: model.sigma, target: T9, range: [1, 2]}\n"),
             Contains("unknown target 'T9'"));
  CHECK_THAT(complaint(target, "constants:\n  - {path: model.sigma, target: T1, range: [2, 1]}\n"),
             Contains("two numbers in order"));
  CHECK_THAT(complaint(replaced(target, "weight: high", "weight: check"),
                       "constants:\n  - {path: model.sigma, target: T1, range: [1, 2]}\n"),
             Contains("is a check (checks are never fitted); give it a weight"));
}

TEST_CASE("an elasticity names its constant, the factor and what is given") {
  const std::string whole = replaced(
      target,
      "what:", "elasticity: {to: model.sigma, factor: 1.1, given: {model.ample_posts: 1}}, what:");
  const Folder folder;
  const auto file = folder.write("t.yaml", "name: t\nscenario: s.yaml\ntargets:\n  - " + whole);
  folder.write("s.yaml", "name: s\n");

  const auto row = scenario::load_targets(file).targets.front();

  REQUIRE(row.elasticity.has_value());
  CHECK(row.elasticity->to == "model.sigma");
  CHECK(row.elasticity->factor == 1.1);
  REQUIRE(row.elasticity->given.size() == 1);
  CHECK(row.elasticity->given[0].path == "model.ample_posts");
  CHECK_THAT(complaint(replaced(whole, "factor: 1.1", "factor: 1"), ""),
             Contains("a factor is above 0 and not 1"));
  CHECK_THAT(complaint(replaced(whole, "to: model.sigma", "to: model.sigm"), ""),
             Contains("did you mean 'model.sigma'?"));
  CHECK_THAT(complaint(replaced(whole, "ample_posts: 1", "ample_post: 1"), ""),
             Contains("ample_post"));
  CHECK_THAT(complaint(replaced(whole, "ample_posts: 1", "ample_posts: much"), ""),
             Contains("model.ample_posts is 'much', not a number; write plain digits"));
}

TEST_CASE("a list that is none, and a scenario that is not named or not there, are refused") {
  const Folder folder;
  const auto said = [&](const std::string& text) {
    try {
      scenario::load_targets(folder.write("t.yaml", text));
    } catch (const base::InputError& error) {
      return std::string(error.what());
    }
    return std::string("good");
  };
  const std::string name = "name: t\n", scenario = "scenario: s.yaml\n";

  CHECK_THAT(said(name + scenario + "targets: 3\n"),
             Contains("t.yaml:3:10: targets is not a list; write '- {...}' lines"));
  CHECK_THAT(
      said(name + "targets:\n  - " + target + "\n"),
      Contains("t.yaml: no scenario is named (whose constants?); add scenario: baseline.yaml"));
  CHECK_THAT(said(name + "scenario: no.yaml\ntargets:\n  - " + target + "\n"),
             Contains("t.yaml:2:11: there is no file 'no.yaml'; correct the path"));
  CHECK_THAT(said(name + scenario + "targets:\n  - " + target +
                  "\npolicy_values:\n  - {path: take_up, range: [0, 1], source: x}\n"
                  "  - {path: take_up, range: [0, 1], source: x}\n"),
             Contains("t.yaml:7:5: policy value take_up stands twice (first in line 6); drop one"));
}

TEST_CASE("whole numbers of the model are set by path, and only to whole numbers") {
  behaviour::Parameters model;

  CHECK(scenario::set_constant(model, {"model.ample_posts", 1}));
  CHECK(model.ample_posts == 1);
  CHECK(scenario::set_constant(model, {"model.eta", 0.2}));
  CHECK(model.eta == 0.2);
  CHECK_FALSE(scenario::set_constant(model, {"model.ample_posts", 0.5}));
  CHECK_FALSE(scenario::set_constant(model, {"model.ample_post", 1}));
}

TEST_CASE("constants are found by path, years of a series as well") {
  behaviour::Parameters model;

  REQUIRE(scenario::find_constant(model, "model.sigma") == &model.sigma);
  *scenario::find_constant(model, "model.restriction.2021") = 7;
  CHECK(model.restriction.at(2021) == 7);
  CHECK(scenario::find_constant(model, "model.restriction") == nullptr);
  CHECK(scenario::find_constant(model, "model.sigma.2021") == nullptr);
  CHECK(scenario::find_constant(model, "run.seed") == nullptr);
}
