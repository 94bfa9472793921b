// Sweep files: what they mean, and what is said of every mistake.
#include <algorithm>
#include <stdlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "scenario/sweep_file.hpp"

using namespace chuanzhe;
namespace fs = std::filesystem;

namespace {

/// With a base scenario.
class Folder : public test::Folder {
 public:
  Folder() {
    write("base.yaml", "name: base\nquestion: what if?\ndata: {folder: \"" CHUANZHE_DATA_DIR
                       "\"}\npolicies:\n  - id: rent\n    lever: rent_subsidy\n    from: 2022-01\n"
                       "    amount: {value: 300, source: ours, grade: survey, range: [100, 500]}\n"
                       "  - {id: stay, lever: stay_bonus, gov: 500}\n");
  }
};

const std::string head = "name: test\nquestion: what if?\nbase: base.yaml\n";
const std::string outputs = "outputs: [in_post]\n";
const std::string rent = "factors:\n  - {path: policies.rent.amount, values: [0, 200]}\n";
const std::string grid = "design: {kind: grid}\n";

scenario::Sweep load(const std::string& text) {
  const Folder folder;
  return scenario::load_sweep(folder.write("w.yaml", text));
}

std::string messages(const std::string& text) {
  try {
    load(text);
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "good";
}

void says(const std::string& text, const std::string& place, const std::string& part) {
  const std::string found = messages(text);
  INFO(found);
  CHECK(found.find("w.yaml" + place) != std::string::npos);
  CHECK(found.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("a sweep file says what varies, how often and what is kept") {
  const auto sweep = load(head + rent + grid + "replicates: 3\non_failure: stop\n" +
                          "outputs: [in_post, {name: Paid, measure: \"paid[policy=rent]\"}]\n");

  REQUIRE(sweep.factors.size() == 1);
  CHECK(sweep.factors[0].name == "amount");
  CHECK(sweep.factors[0].unit == "CNY/month");
  CHECK(sweep.factors[0].grade == base::Grade::survey);
  CHECK(sweep.factors[0].levels[1].number == 200);
  CHECK(sweep.replicates == 3);
  CHECK(sweep.on_failure == scenario::OnFailure::stop);
  CHECK(sweep.outputs[1].request == "paid[policy=rent]");
}

TEST_CASE("a factor without values takes its range from the evidence of the scenario") {
  const auto sweep = load(head + "factors: [{path: policies.rent.amount}]\n" + outputs +
                          "design: {kind: sobol, samples: 8}\n");

  REQUIRE(sweep.factors[0].range);
  CHECK(sweep.factors[0].range->low == 100);
  CHECK(sweep.factors[0].range->high == 500);
  CHECK(level_at(sweep.factors[0], 0.25).number == 200);
}

TEST_CASE("a range in a grid becomes evenly spaced levels") {
  const auto sweep =
      load(head + "factors: [{path: policies.rent.amount, levels: 3}]\n" + outputs + grid);

  REQUIRE(sweep.factors[0].levels.size() == 3);
  CHECK(sweep.factors[0].levels[1].label == "300");
}

TEST_CASE("whole numbers of a range are whole and equally likely") {
  const auto sweep = load(head + "factors: [{path: run.seed, range: [1, 4]}]\n" + outputs +
                          "design: {kind: latin_hypercube, points: 8}\n");

  std::vector<int> seen(5, 0);
  for (int i = 0; i < 8; ++i) {
    ++seen[static_cast<std::size_t>(*level_at(sweep.factors[0], (i + 0.5) / 8).number)];
  }
  CHECK(seen == std::vector<int>{0, 2, 2, 2, 2});
}

TEST_CASE("a whole file laid over the base can be a level, and none is no file") {
  const Folder folder;
  folder.write("high.yaml", "policies: [{id: rent, amount: 900}]\n");
  const auto sweep = scenario::load_sweep(folder.write(
      "w.yaml", head + "factors: [{name: rule, overlays: [none, high.yaml]}]\n" + grid + outputs));

  REQUIRE(sweep.factors[0].levels.size() == 2);
  CHECK(sweep.factors[0].levels[0].label == "none");
  CHECK(sweep.factors[0].levels[1].label == "high");
  const auto changed = sweep.variants->make({&sweep.factors[0].levels[1].value}, {});
  CHECK(digest_of(changed) != digest_of(sweep.variants->base()));
  CHECK(digest_of(sweep.variants->make({&sweep.factors[0].levels[0].value}, {})) ==
        digest_of(sweep.variants->base()));
}

TEST_CASE("names and sources are no part of a digest, values and seeds are") {
  const auto sweep = load(head + rent + grid + outputs);
  const auto digest = [&](const std::string& path, const std::string& value) {
    scenario::Node node;
    node.kind = scenario::Node::Kind::scalar;
    node.text = value;
    return digest_of(sweep.variants->make({}, {{path, node, {}}}));
  };
  const std::string before = digest_of(sweep.variants->base());

  CHECK(digest("question", "another one") == before);
  CHECK(digest("run.replicates", "7") == before);
  CHECK(digest("run.threads", "2") == before);
  CHECK(digest("policies.rent.amount", "300") == before);
  CHECK(digest("policies.rent.amount", "301") != before);
  CHECK(digest("run.seed", "7") != before);
}

TEST_CASE("points may be listed one by one") {
  const auto sweep =
      load(head + "factors: [{path: policies.rent.amount}, {path: policies.stay.gov}]\n" + outputs +
           "design:\n  kind: list\n  points: [{amount: 0, gov: 0}, {amount: 300, gov: 0}]\n");

  CHECK(sweep.design.rows == std::vector<std::vector<int>>{{0, 0}, {1, 0}});
}

TEST_CASE("points may stand in a CSV table") {
  const Folder folder;
  folder.write("points.csv", "amount,gov\n0,100\n300,100\n");
  const auto sweep = scenario::load_sweep(folder.write(
      "w.yaml", head + "factors: [{path: policies.rent.amount}, {path: policies.stay.gov}]\n" +
                    outputs + "design: {kind: csv, file: points.csv}\n"));

  CHECK(sweep.design.rows == std::vector<std::vector<int>>{{0, 0}, {1, 0}});
  CHECK(sweep.factors[1].levels[0].number == 100);
}

TEST_CASE("conditions are arithmetic and one comparison") {
  const std::vector<std::string> names = {"a", "b"};
  const auto holds = [&](const std::string& text) {
    return scenario::Condition(text, names, {}).holds({3, 4});
  };

  CHECK(holds("a + 2*b <= 11"));
  CHECK_FALSE(holds("a + 2*b < 11"));
  CHECK(holds("-(a - b) == 1"));
  CHECK(holds("b / 2 - a >= -1"));
  CHECK(holds("a != b"));
}

TEST_CASE("an unknown factor path is refused where it stands") {
  says(head + "factors: [{path: policies.rent.amout, values: [1]}]\n" + grid + outputs, ":4:18",
       "did you mean 'amount'?");
  says(head + "factors: [{path: policies.rnt.amount, values: [1]}]\n" + grid + outputs, ":4:18",
       "there is no policy 'rnt'");
  says(head + "factors: [{path: model.sigmaa}]\n" + grid + outputs, ":4:18",
       "did you mean 'model.sigma'?");
}

TEST_CASE("an empty grid is refused") {
  says(head + "factors: [{path: policies.rent.amount, values: []}]\n" + grid + outputs, ":4:48",
       "values is empty (the grid would have no points)");
  says(head + "factors: []\n" + grid + outputs, ":4:10",
       "factors is empty (nothing would vary); write - path");
  says(head + "factors: [{overlays: []}]\n" + grid + outputs, ":4:22",
       "overlays is empty (the grid would have no points)");
}

TEST_CASE("a range outside the lever's legal range is refused with the legal one") {
  says(head + "factors: [{path: policies.rent.amount, range: [0, 90000]}]\n" + outputs +
           "design: {kind: sobol, samples: 4}\n",
       ":4:18", "outside its legal range); write a value from 0 to 20000");
  says(head + "factors: [{path: policies.rent.amount, values: [0, -5]}]\n" + grid + outputs,
       ":4:52", "-5 CNY/month (outside its legal range)");
  says(head + "factors: [{path: policies.rent.amount, range: [500, 100]}]\n" + grid + outputs,
       ":4:47", "two numbers in order");
  says(head + "factors: [{path: policies.rent.amount, range: [0, 9], values: [1]}]\n" + grid +
           outputs,
       ":4:47", "a factor has values or a range, not both; drop one");
}

TEST_CASE("a duplicate factor is refused") {
  says(
      head + rent + "  - {name: other, path: policies.rent.amount, values: [1]}\n" + grid + outputs,
      ":6:25", "the path policies.rent.amount stands twice among the factors; drop one");
  says(head + rent + "  - {name: amount, path: policies.stay.gov, values: [1]}\n" + grid + outputs,
       ":6:5", "two factors are called 'amount'; give one a name: of its own");
  says(head + "factors: [{path: policies.rent.amount, values: [1, 1]}]\n" + grid + outputs, ":4:52",
       "the value 1 stands twice (its points would be run twice)");
}

TEST_CASE("a factor without any range is refused") {
  says(head + "factors: [{path: policies.stay.gov}]\n" + grid + outputs, ":4:18",
       "no range here nor in its evidence");
  says(head + "factors: [{values: [1]}]\n" + grid + outputs, ":4:11", "needs a path or overlays");
  says(head + "factors: [{path: run.replicates, values: [1, 2]}]\n" + grid + outputs, ":4:18",
       "cannot be a factor (it is no part of a scenario's meaning)");
}

TEST_CASE("mistakes in the design are refused") {
  says(head + rent + outputs, "", "the sweep has no design");
  says(head + rent + "design: {kind: gird}\n" + outputs, ":6:16", "did you mean 'grid'?");
  says(head + rent + "design: {kind: sobol}\n" + outputs, ":6:9", "add samples: 64");
  says(head + rent + "design: {kind: sobol, samples: 0}\n" + outputs, ":6:32",
       "outside its legal range");
  says(head + rent + "design: {kind: grid, points: 7}\n" + outputs, ":6:22", "unknown key");
  says(head + rent + "design: {kind: morris, trajectories: 5, levels: 3}\n" + outputs, ":6:9",
       "even");
}

TEST_CASE("mistakes in a list of points are refused") {
  const std::string two = "factors: [{path: policies.rent.amount}, {path: policies.stay.gov}]\n";
  const std::string list = head + two + outputs + "design:\n  kind: list\n  points:\n";
  says(list + "    - {amount: 1}\n", ":9:7", "the point has no value for gov");
  says(list + "    - {amount: 1, gov: 2, rent: 3}\n", ":9:27", "unknown factor in a point 'rent'");
  says(list + "    - {amount: 1, gov: 2}\n    - {amount: 1, gov: 2}\n", ":10:7",
       "the point stands twice (it would be run twice); drop one");
  says(head + "factors: [{name: rule, overlays: [none]}]\n" + outputs +
           "design:\n  kind: list\n  points:\n    - {rule: high}\n",
       ":9:14", "'high' is none of the overlays of rule; add it there");
  CHECK(messages(head + two + outputs + "design: {kind: csv, file: no.csv}\n").find("no.csv") !=
        std::string::npos);
}

TEST_CASE("mistakes in constraints are refused") {
  const std::string begin = head + rent + grid + outputs;
  says(begin + "constraints: [\"amount + 3\"]\n", ":8:15",
       "it needs one comparison: < <= > >= == or !=");
  says(begin + "constraints: [\"amout < 3\"]\n", ":8:15",
       "there is no factor 'amout', did you mean 'amount'?");
  says(begin + "constraints: [\"amount < (3\"]\n", ":8:15",
       "a bracket is not closed); write for example \"rent + bonus <= 900\"");
  says(begin + "constraints: [\"amount < 3 4\"]\n", ":8:15", "is not expected");
  std::string many = "\"amount + 3\"";
  for (int i = 0; i < 5000; ++i) many += ", \"amount + 3\"";
  const std::string found = messages(begin + "constraints: [" + many + "]\n");
  CHECK_THAT(found, Catch::Contains("these are 1000 mistakes; correct them to see others"));
  CHECK(std::count(found.begin(), found.end(), '\n') < 1010);
  says(head + "factors: [{path: policies.rent.amount}]\n" + outputs +
           "design: {kind: sobol, samples: 4}\nconstraints: [\"amount < 3\"]\n",
       ":7:14", "a sobol design takes no constraints (its measures need factors that vary freely)");
}

TEST_CASE("a factor's name and number of levels are checked, and there is a factor") {
  says(head + "factors: [{name: a b, path: policies.rent.amount, values: [1]}]\n" + grid + outputs,
       ":4:11",
       "the factor's name 'a b' names a variable of the result; write letters, digits and _");
  says(head + "factors: [{path: policies.rent.amount, levels: 1}]\n" + grid + outputs, ":4:48",
       "levels is a whole number from 2 to 1000; correct it");
  says(head + grid + outputs, "", "the sweep has no factors; add factors: [...]");
}

TEST_CASE("mistakes in the rest are refused") {
  says(head + rent + grid + outputs + "replicate: 3\n", ":8:1", "did you mean 'replicates'?");
  says(head + rent + grid + outputs + "on_failure: go\n", ":8:13", "legal are: stop, continue");
  says(head + rent + grid, "", "the sweep keeps no outputs");
  says(head + rent + grid + "outputs: [amount]\n", ":7:11",
       "the name 'amount' is taken (by a factor, another output or the layout)");
  says(head + rent + grid + "outputs: [{name: x}]\n", ":7:11", "needs a name and a measure");
  says("name: a b\n" + head.substr(11) + rent + grid + outputs, ":1:7", "used as a folder name");
  says("name: t\nquestion: q\nbase: no.yaml\n" + rent + grid + outputs, ":3:7",
       "there is no base scenario 'no.yaml'");
  says("name: t\nquestion: q\n" + rent + grid + outputs, "",
       "the sweep names no base scenario; add base: file.yaml");
  says(head + "factors: [{overlays: [no.yaml]}]\n" + grid + outputs, ":4:23",
       "there is no overlay file 'no.yaml'");
}
