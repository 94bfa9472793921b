// Every mistake an analyst can make in a scenario file: what is said, and where.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "told.hpp"
#include "scenario/scenario.hpp"

using namespace chuanzhe;
namespace fs = std::filesystem;

using namespace scenario::test;

TEST_CASE("a good scenario is good") { CHECK(messages(head()) == "good"); }

TEST_CASE("an unknown key is refused with the nearest legal word") {
  says(head() + "modle: {}\n", ":4:1", "unknown key 'modle'; did you mean 'model'?");
  says(head() + "model: {sigmma: 1}\n", ":4:9", "did you mean 'sigma'?");
  says(with_policy("    amout: 300\n"), ":7:5", "did you mean 'amount'?");
}

TEST_CASE("a duplicate key is refused") {
  says(head() + "model:\n  eta: 0.3\n  eta: 0.4\n", ":6:3",
       "key 'eta' stands twice in this map; remove one");
}

TEST_CASE("a wrong type is refused") {
  says(head() + "model: {sigma: high}\n", ":4:16", "'high', not a number CNY/month");
  says(head() + "model: {sigma: [1, 2]}\n", ":4:16", "a list or map, not a number");
  says(head() + "run: {replicates: 2.5}\n", ":4:19",
       "replicates is 2.5, not a whole number; write a whole number");
  says(head() + "model: 7\n", ":4:8", "must be a list of 'key: value' lines");
  says(head() + "output: {life_hash: yes}\n", ":4:21",
       "life_hash is 'yes', not true or false; write one of the two");
  says(head() + "model: {restriction: 500}\n", ":4:22",
       "restriction is a list of years; write {2021: 4900}");
  says(head() + "model: {restriction: {spring: 500}}\n", ":4:23",
       "'spring' is not a year; write four digits");
}

TEST_CASE("numbers that are not plain are refused") {
  for (const char* number :
       {"010", "no", ".nan", "NaN", ".inf", "1_000", "\"500\"", "0x10", "+5"}) {
    says(head() + "model: {sigma: " + number + "}\n", ":4:16",
         "write plain digits such as 500 or 0.6");
  }
}

TEST_CASE("a value outside its range is refused with range and unit") {
  says(with_policy("    amount: -5\n"), ":7:13",
       "-5 CNY/month (outside its legal range); write a value "
       "from 0 to 20000");
  says(with_policy("    take_up: 1.5\n"), ":7:14", "from 0 to 1");
}

TEST_CASE("a period that ends before it starts is refused") {
  says(with_policy("    from: 2022-05\n    to: 2022-01\n"), ":8:9",
       "the policy ends in 2022-01 before it starts in 2022-05; exchange from and to");
  says(head() + "run: {start: 2022-01, end: 2021-01}\n", ":4:6",
       "the run ends in 2021-01 before it starts in 2022-01; exchange run.start and run.end");
}

TEST_CASE("a date that is no month is refused") {
  says(with_policy("    from: 2022-13\n"), ":7:11",
       "'2022-13' is not a month; write YYYY-MM or 'spring_festival 2022 - 1 month'");
  says(with_policy("    from: spring_festival 2099\n"), ":7:11", "is not a month");
}

TEST_CASE("unknown places, sectors, groups, payers and levers are refused with a suggestion") {
  says(with_policy("    cities: [Hangzou]\n"), ":7:14", "did you mean 'Hangzhou'?");
  says(with_policy("    counties: [Cangxi Conty]\n"), ":7:16", "did you mean 'Cangxi County'?");
  says(with_policy("    prefectures: [Guangyaun]\n"), ":7:19", "did you mean 'Guangyuan'?");
  says(with_policy("    sectors: [lihgt]\n"), ":7:15", "did you mean 'light'?");
  says(with_policy("    groups: [pooor]\n"), ":7:14", "did you mean 'poor'?");
  says(with_policy("    payer: zj_citty\n"), ":7:12", "did you mean 'zj_city'?");
  says(head() + "policies: [{id: a, lever: rent_subsidi}]\n", ":4:27",
       "did you mean 'rent_subsidy'?");
}

TEST_CASE("a scope that reaches nobody is refused") {
  says(with_policy("    prefectures: [Aba]\n    counties: [Cangxi County]\n"), ":8:15",
       "the scope reaches nobody (no county is in all of the places named); widen counties");
  says(with_policy("    take_up: 0\n"), ":7:14",
       "the scope reaches nobody (take_up is 0); raise it or drop the policy");
  for (const char* key : {"cities", "counties", "prefectures", "sectors", "groups", "months"}) {
    says(with_policy(std::string("    ") + key + ": []\n"),
         ":7:", "is named (the policy would reach nobody); name some or leave the line out");
  }
}

TEST_CASE("a cap needs a payer and a policy an id and a lever, each id once") {
  says(with_policy("    budget_cap: 1e6\n"), ":7:17",
       "a budget cap needs a payer (whose budget it is); add payer");
  says(head() + "policies: [{lever: rent_subsidy}]\n", ":4:12", "needs an id and a lever");
  says(head() + "policies: [{id: a, lever: rent_subsidy}, {id: a, lever: stay_bonus}]\n", ":4:47",
       "policy id 'a' stands twice; rename one");
  says(head() + "policies: 3\n", ":4:11", "policies must be a list");
}

TEST_CASE("evidence without a source, with a bad grade or range is refused") {
  says(with_policy("    amount: {value: 300}\n"), ":7:13",
       "a value in this form needs a source (where it comes from); add source");
  says(with_policy("    amount: {value: 300, source: x, grade: gues}\n"), ":7:44", "unknown grade");
  says(with_policy("    amount: {value: 300, source: x, range: [9, 1]}\n"), ":7:44", "a range is");
}

TEST_CASE("an id that cannot stand in a path is refused") {
  says(head() + "policies: [{id: a b, lever: rent_subsidy}]\n", ":4:17",
       "policy id 'a b' cannot stand in a path such as policies.ID.amount");
  says(head() + "policies: [{id: a.b, lever: rent_subsidy}]\n", ":4:17",
       "letters, digits, _ and -");
}

TEST_CASE("starting levels above the workers of the tables are refused") {
  says(head() + "model: {initial_zhejiang: 5e7}\n", ":4:8",
       "initial_zhejiang and initial_local add up to 57000000 persons (the counties have");
}

TEST_CASE("the scope of an unknown lever is read all the same") {
  const std::string found = messages(
      head() + "policies: [{id: a, lever: rent, from: 2022-13, cities: [Ningbao], payer: x}]\n");

  CHECK(std::count(found.begin(), found.end(), '\n') == 3);  // four mistakes
}

TEST_CASE("all mistakes are told at once") {
  const std::string found = messages(head() + "model: {sigma: no, etaa: 1}\nrun: {seed: -1}\n");

  CHECK(std::count(found.begin(), found.end(), '\n') == 2);
}

TEST_CASE("name and question are needed, the name fits a file") {
  says("question: x\ndata: {folder: \"" CHUANZHE_DATA_DIR "\"}\n", "",
       "the scenario has no name; add name");
  says("name: a/b\nquestion: x\ndata: {folder: \"" CHUANZHE_DATA_DIR "\"}\n", ":1:7",
       "used as a file name");
}

TEST_CASE("a run outside the festival table is refused") {
  says(head() + "run: {start: 2012-01, end: 2014-12}\n", ":4:6", "festival table");
}

TEST_CASE("a run longer than the engine can hold is refused") {
  says(head() + "run: {start: 2019-01, end: 2040-12}\n", ":4:6",
       "more than 250 months with its burn-in and spare months; shorten it");
}

TEST_CASE("bad overrides are refused") {
  CHECK(messages(head(), {"model.sigma"})
            .find("an override is path=value, for example model.sigma=5000") != std::string::npos);
  CHECK(messages(head(), {"model.sigmma=3"}).find("did you mean 'sigma'?") != std::string::npos);
  CHECK(messages(with_policy("    amount: 1\n"), {"policies.rnt.amount=3"})
            .find("there is no policy 'rnt'; check the id") != std::string::npos);
  CHECK_THAT(messages(head(), {"model.sigma="}),
             Catch::Contains("the override sets nothing; write a value after the ="));
  CHECK_THAT(messages(head(), {"=3"}), Catch::Contains("path=value"));
  CHECK(messages(head(), {"model.sigma=high"}).find("--set model.sigma=high") != std::string::npos);
}

TEST_CASE("missing, short or disagreeing tables are refused") {
  const Folder folder;
  const fs::path data(CHUANZHE_DATA_DIR);
  for (const auto& entry : fs::directory_iterator(data)) {
    if (entry.is_regular_file()) {
      fs::copy(entry.path(), folder.write("x", "").parent_path() / entry.path().filename());
    }
  }
  const fs::path copy = folder.write("x", "").parent_path();
  const auto load = [&] {
    try {
      scenario::load(folder.write("s.yaml", "name: a\nquestion: x\ndata: {folder: .}\n"));
    } catch (const base::InputError& error) {
      return std::string(error.what());
    }
    return std::string("good");
  };
  CHECK(load() == "good");

  fs::remove(copy / "pay_index.csv");
  CHECK(load().find("pay_index.csv: there is no such file") != std::string::npos);
  fs::copy(data / "pay_index.csv", copy / "pay_index.csv");

  const std::string head = "county_code,city_code,fare,hours,distance,unit,source,grade\n";
  const std::string rest = ",fare CNY; hours h; distance km,travel,estimate\n";
  folder.write("travel.csv", head + "1,330100,5,5,5" + rest);
  CHECK(
      load().find("is not in counties.csv or cities.csv; the tables disagree, correct the code") !=
      std::string::npos);
  CHECK(load().find("1 rows where 2013 are needed (") != std::string::npos);
  folder.write("travel.csv", "county_code,city_code,fair,hours,distance\n");
  CHECK(load().find("unknown column 'fair'; did you mean 'fare'?") != std::string::npos);
  folder.write("travel.csv", head + "510104,330100,nan,5" + rest);
  CHECK(load().find("7 cells where the header has 8") != std::string::npos);
  folder.write("travel.csv", head + "510104,330100,nan,5,5" + rest);
  CHECK_THAT(load(), Catch::Contains("travel.csv:2:15: 'nan' is not a number (column fare)"));
  folder.write("travel.csv", "");
  CHECK_THAT(load(), Catch::Contains("travel.csv: the table is empty; it needs a header and rows"));
  CHECK(messages("name: a\nquestion: x\ndata: {folder: /nowhere}\n")
            .find("there is no such data folder; write data") != std::string::npos);
}

TEST_CASE("pairs, routes and counts of the programme's levers are checked") {
  const auto policy = [](const std::string& lever, const std::string& lines) {
    return head() + "policies:\n  - id: one\n    lever: " + lever + "\n" + lines;
  };
  says(policy("labour_agreements", "    pairs: [{county: Cangxii, city: Taizhou}]\n"),
       ":7:22:", "did you mean 'Cangxi'?");
  says(policy("workstations", "    pairs: [{county: Cangxi, city: Taizhuo}]\n"),
       ":7:36:", "did you mean 'Taizhou'?");
  says(policy("labour_agreements",
              "    pairs:\n      - {county: Cangxi, city: Taizhou}\n"
              "      - {county: Cangxi, city: Taizhou}\n"),
       ":9:9:", "stands twice in pairs; drop one");
  says(policy("workstations", "    pairs: [Cangxi]\n"), ":7:13:", "needs a county and a city");
  says(policy("workstations", "    pairs: everywhere\n"), ":7:12:", "neither 'twinned' nor a list");
  says(policy("workstations", "    pairs: []\n"),
       ":7:12:", "pairs names no pair (the policy would reach nobody)");
  says(policy("caravan", "    route: [Cangxi, Huili]\n"),
       ":7:21:", "km apart (at most 400); add the stops between");
  says(policy("caravan", "    route: [Cangxi, Cangxi]\n"),
       ":7:21:", "county 'Cangxi' stands twice in the route (a caravan visits a county once)");
  says(policy("caravan", "    route: Cangxi\n"),
       ":7:12:", "route is not a list of counties; write [Cangxi, Langzhong]");
  says(policy("parks", "    posts: -5\n"), ":7:12:", "-5 persons (outside its legal range)");
  says(policy("farm_chain", "    projects: 1.5\n"), ":7:15:", "write a whole number");
  says(policy("chartered_transport", "    seats: -5\n"), ":7:12:", "-5");
  says(policy("chartered_transport", "    seats: 2.5\n"), ":7:12:", "write a whole number");
}

TEST_CASE("two policies that pay the same workers twice are refused, others are not") {
  const auto two = [](const std::string& first, const std::string& second) {
    return head() + "policies:\n  - {id: a, lever: rent_subsidy, amount: 300" + first +
           "}\n  - {id: b, lever: rent_subsidy, amount: 200" + second + "}\n";
  };

  says(two("", ""),
       ":6:5:", "policy 'b' overlaps 'a' (rent_subsidy for the same workers in the same months)");
  CHECK(messages(two(", to: 2020-12", ", from: 2021-01")) == "good");
  CHECK(messages(two(", groups: poor", ", groups: not_poor")) == "good");
  CHECK(messages(two(", cities: [Ningbo]", ", cities: [Hangzhou]")) == "good");
  CHECK(messages(two(", months: [2, 3]", ", months: [4]")) == "good");
}

TEST_CASE("only another trade parts two policies of one scope, no other word does") {
  const auto two = [](const std::string& lever, const std::string& first,
                      const std::string& second) {
    return head() + "policies:\n  - {id: a, lever: " + lever + first +
           "}\n  - {id: b, lever: " + lever + second + "}\n";
  };
  const std::string subsidy = "transport_subsidy, amount: 300, per: ";
  const std::string jobs = "caring_jobs, posts: 10, priority: ";
  const std::string course = "training, seats: 10, trade: ";

  says(two(subsidy, "move", "year"), ":6:5:", "policy 'b' overlaps 'a' (transport_subsidy for");
  says(two(jobs, "poor", "none"), ":6:5:", "policy 'b' overlaps 'a' (caring_jobs for");
  says(two(course, "cleaning, per: year", "cleaning, per: month"),
       ":6:5:", "policy 'b' overlaps 'a' (training for");
  CHECK(messages(two(course, "cleaning", "logistics")) == "good");
}

TEST_CASE("a pair of twins is the same pair by name") {
  const auto two = [](const std::string& second) {
    return head() +
           "policies:\n  - {id: a, lever: labour_agreements, attention: 0.1, pairs: twinned}\n"
           "  - {id: b, lever: labour_agreements, attention: 0.1, pairs: " +
           second + "}\n";
  };

  says(two("[{county: Cangxi, city: Hangzhou}]"), ":6:5:", "policy 'b' overlaps 'a'");
  CHECK(messages(two("[{county: Cangxi, city: Taizhou}]")) == "good");
  says(two("twinned, counties: [Cangxi]"), ":6:5:", "policy 'b' overlaps 'a'");
}

TEST_CASE("a table that disagrees with the county list is refused") {
  const Folder folder;
  const fs::path copy = folder.write("s.yaml", "name: a\nquestion: x\ndata: {folder: .}\n");
  for (const auto& entry : fs::directory_iterator(CHUANZHE_DATA_DIR)) {
    if (entry.is_regular_file()) {
      fs::copy(entry.path(), copy.parent_path() / entry.path().filename());
    }
  }
  const auto counties = [&](auto change) {
    std::ifstream in(fs::path(CHUANZHE_DATA_DIR) / "counties.csv");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    change(lines);
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    folder.write("counties.csv", text);
    try {
      scenario::load(copy);
    } catch (const base::InputError& error) {
      return std::string(error.what());
    }
    return std::string("good");
  };
  const auto nothing = [](std::vector<std::string>&) {};
  const auto drop_last = [](std::vector<std::string>& lines) { lines.pop_back(); };
  const auto twice = [](std::vector<std::string>& lines) { lines.push_back(lines.back()); };
  const auto renumber = [](std::vector<std::string>& lines) {
    lines.back().replace(0, 6, "599999");
  };

  CHECK(counties(nothing) == "good");
  CHECK_THAT(counties(drop_last), Catch::Contains("2013 rows where 2002 are needed (") &&
                                      Catch::Contains("); complete the table"));
  CHECK_THAT(counties(twice), Catch::Contains("stands twice; remove one row"));
  CHECK_THAT(counties(renumber), Catch::Contains("not in counties.csv"));
}

TEST_CASE("a scenario in another folder uses the tables of the file it extends") {
  const Folder folder, other;
  const fs::path base = folder.write("base.yaml", "name: base\nquestion: x\nrun: {}\n");
  fs::copy(CHUANZHE_DATA_DIR, base.parent_path() / "data");
  const fs::path own = other.write("own.yaml", "extends: " + base.string() + "\nname: own\n");

  CHECK(scenario::load(own).tables.counties.size() == 183);
}
