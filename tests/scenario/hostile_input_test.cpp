// Scenario files that are broken, or made to crash the reader, to hold it up or to lead it astray.
#include <filesystem>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "told.hpp"
#include "scenario/scenario.hpp"

using namespace chuanzhe;
namespace fs = std::filesystem;

using namespace scenario::test;

TEST_CASE("broken or hostile files are refused at once") {
  says("", "", "the file is empty; a scenario needs a name");
  says(",", ":1:1", "not YAML");
  says("? [name, question]\n: x\n", ":1:3", "a key must be a word; write key: value");
  says("# a note\n,", ":2:1", "not YAML (it begins with ',')");
  says("name: x\n,", ":2:1", "not YAML");
  says("- a\n- b\n", ":1:1", "not");
  says(head() + "---\nname: two\n", "", "a second document begins (---); keep one per file");
  says(head() + "source: &a x\n", ":4:9", "anchors");
  says("a: &a [x,x]\nb: &b [*a,*a]\n", ":1:4", "anchors");
  says(head() + "source: !tag x\n", ":4:9", "tags");
  says(head() + "source: \"\xff\xfe\"\n", "", "UTF-8");
  says(head() + "source: [" + std::string(100000, '[') + "\n", "",
       "levels of nesting; flatten the file");
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";  // 9^10 values if anybody expanded it
  for (int i = 1; i < 10; ++i) {
    bomb += fmt::format("a{0}: &a{0} [*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1}]\n", i,
                        i - 1);
  }
  says(bomb, ":1:5", "anchors");
  std::string steps = "source:\n";
  for (int i = 1; i < 60; ++i) steps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  says(steps, "", "levels of nesting; flatten the file");
  says(head() + "source: {a: \"b\n", "", "not YAML");
  says(head() + "source: '" + std::string(1 << 20, 'x') + "'\n", "",
       "the file is larger than 1048576 bytes; split it");
}

TEST_CASE("a month too far from the festival is no month") {
  for (const char* shift : {"+ 2147483647 months", "- 2147483647 months", "+ -2147483648 months",
                            "- -2147483648 months", "+ 2135 months", "- 866 months"}) {
    says(head() + "run: {end: spring_festival 2022 " + shift + "}\n", ":4:12", "is not a month");
  }
  says(head() + "run: {end: spring_festival 2022 + 2134 months}\n", ":4:6", "more than 250 months");
}

TEST_CASE("a path too long for the system names no file") {
  const std::string path(5000, 'x');
  says("name: a\nquestion: b\nextends: " + path + "\n", ":3:10", "there is no file");
  CHECK_THAT(messages("name: a\nquestion: b\ndata: {folder: " + path + "}\n"),
             Catch::Contains("there is no such data folder"));
  CHECK_THROWS_AS(scenario::load(path), base::InputError);
}

TEST_CASE("files made to take long are refused at once") {
  const auto times = [](std::size_t n, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < n; ++i) all += text + std::to_string(i);
    return all;
  };
  says(with_policy("    counties: [x" + times(1200, ", x") + "]\n"),
       ":7:", "these are 1000 mistakes; correct them to see others");
  says(head() + "model: {x" + times(1000, ": 1, x") + ": 1}\n",
       ":4:", "more than 1000 entries in one map; leave some out");
  says(with_policy("    counties: [" + times(10001, ", x").substr(2) + "]\n"),
       ":7:", "more than 10000 entries in one list; leave some out");
  says(with_policy("    counties: " + std::string(1000000, 'x') + "\n"), ":7:15", "unknown county");
  says(head() + "policies: [{id: p" + times(300, ", lever: rent_subsidy}, {id: p") +
           ", lever: rent_subsidy}]\n",
       ":4:11", "more than 255 policies; merge some");
}

TEST_CASE("a missing or circular extends is refused") {
  const Folder folder;
  const auto load = [](const fs::path& file) {
    try {
      scenario::load(file);
    } catch (const base::InputError& error) {
      return std::string(error.what());
    }
    return std::string("good");
  };

  folder.write("a.yaml", "extends: b.yaml\nname: a\nquestion: x\n");
  const auto b = folder.write("b.yaml", "extends: a.yaml\n");
  const auto c = folder.write("c.yaml", "extends: nowhere.yaml\n");

  const auto self = folder.write("self.yaml", "extends: self.yaml\n");
  CHECK(load(self).find("extends itself in a circle") != std::string::npos);
  CHECK(load(b).find("extends itself in a circle") != std::string::npos);
  CHECK(load(c).find("c.yaml:1:10: there is no file 'nowhere.yaml'") != std::string::npos);
  CHECK(load("/nowhere/s.yaml").find("there is no such file") != std::string::npos);
}
