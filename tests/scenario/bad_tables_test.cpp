// Every mistake that a data table can hold: what is said, and where.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include <catch2/catch.hpp>

#include "told.hpp"

using namespace chuanzhe;
using namespace scenario::test;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;
using Change = std::function<void(Lines&)>;

/// The lines of a shipped table, its notes left out: the header is line 1.
Lines shipped(const std::string& table) {
  std::ifstream in(fs::path(CHUANZHE_DATA_DIR) / table);
  Lines lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#')) lines.push_back(line);
  }
  return lines;
}

/// All messages of a scenario over the shipped tables, one of them changed, or "good".
std::string told_of(const std::string& table, const Change& change, const std::string& run = "") {
  const Folder folder;
  const fs::path file = folder.write("s.yaml", "name: a\nquestion: x\ndata: {folder: .}\n" + run);
  for (const auto& entry : fs::directory_iterator(CHUANZHE_DATA_DIR)) {
    if (entry.is_regular_file()) fs::copy(entry.path(), file.parent_path());
  }
  Lines lines = shipped(table);
  change(lines);
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  folder.write(table, text);
  try {
    scenario::load(file);
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "good";
}

void says_of(const std::string& table, const Change& change, const std::string& place,
             const std::string& part) {
  CHECK_THAT(told_of(table, change),
             Catch::Contains(table + place + ": ") && Catch::Contains(part));
}

void drop_rows(Lines& lines) { lines.resize(1); }

/// Line `number` has `to` for `from`.
Change replace(std::size_t number, const std::string& from, const std::string& to) {
  return [=](Lines& lines) {
    std::string& line = lines.at(number - 1);
    REQUIRE(line.find(from) != std::string::npos);
    line.replace(line.find(from), from.size(), to);
  };
}

/// Line `number` stands in the place of line `other` too.
Change repeat(std::size_t number, std::size_t other) {
  return [=](Lines& lines) { lines.at(other - 1) = lines.at(number - 1); };
}

Change erase(std::size_t number) {
  return
      [=](Lines& lines) { lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(number) - 1); };
}

}  // namespace

TEST_CASE("a table with a header and no rows is refused") {
  for (const char* table : {"cities.csv", "city_sector.csv", "counties.csv", "festivals.csv",
                            "pay_index.csv", "sectors.csv", "travel.csv"}) {
    says_of(table, drop_rows, "", "the table has no rows (only a header); add them below it");
  }
}

TEST_CASE("a pay index that does not cover the run is refused") {
  const Change from_2024 = [](Lines& lines) { lines.erase(lines.begin() + 1, lines.begin() + 8); };
  const Change to_2024 = [](Lines& lines) { lines.resize(9); };
  const std::string until_2024 = "run: {start: 2019-01, end: 2024-12}\n";

  CHECK_THAT(told_of("pay_index.csv", from_2024, until_2024),
             Catch::Contains("s.yaml:4:6: the run with its burn-in covers 2017-01 to 2024-12, the "
                             "pay index only 2024 to 2035; change the run or extend "
                             "pay_index.csv"));
  CHECK(told_of("pay_index.csv", to_2024, until_2024) == "good");
  CHECK_THAT(told_of("pay_index.csv", to_2024, "run: {start: 2019-01, end: 2025-01}\n"),
             Catch::Contains("the pay index only 2017 to 2024"));
  says_of("pay_index.csv", erase(5), ":5:1",
          "there is no pay between 2019 and 2021 (it would stand still); list every year once");
}

TEST_CASE("posts by city and sector are told once for every pair") {
  // One of two equal pairs has both shares, so that 88 rows still add up to 1.
  const std::string light = "Hangzhou,light,", rest = ",share 1,census2020,estimate";
  const Change twice = [&](Lines& lines) {
    const double sum =
        std::stod(lines[1].substr(light.size())) + std::stod(lines[2].substr(lines[2].find("0.")));
    lines[1] = light + std::to_string(sum) + rest;
    lines[2] = light + "0" + rest;
  };

  const std::string found = told_of("city_sector.csv", twice);

  CHECK_THAT(found, Catch::Contains("city_sector.csv:3:1: city 'Hangzhou' and sector 'light' stand "
                                    "twice; remove one row"));
  CHECK_THAT(found, !Catch::Contains("add up"));
}

TEST_CASE("a sector that stands twice is refused") {
  says_of("sectors.csv", replace(3, "electronics", "light"), ":3:1",
          "sector 'light' stands twice; remove one row");
}

TEST_CASE("a city, a journey or a column that stands twice is refused") {
  says_of("cities.csv", repeat(2, 3), ":3:18", "city 'Hangzhou' stands twice; remove one row");
  says_of("travel.csv", repeat(2, 3), ":3:1", "this county and city stand twice; remove one row");
  says_of("pay_index.csv", replace(1, "local", "year"), ":1:15",
          "column 'year' stands twice; remove one");
}

TEST_CASE("shares of posts that do not add up to 1 are refused with their sum") {
  says_of("city_sector.csv", replace(2, "0.03228027", "0.53228027"), "",
          "the shares add up to 1.5");
}

TEST_CASE("festivals out of order or in another year are refused") {
  says_of("festivals.csv", replace(2, "2017-01-28", "2018-01-28"), ":2:6",
          "'2018-01-28' is not a day of 2017; write YYYY-MM-DD");
  says_of("festivals.csv", replace(3, "2018-02-16", "2018-02-30"), ":3:6", "is not a day of 2018");
  says_of("festivals.csv", erase(4), ":4:1",
          "a year is left out or out of order; list every year once");
  says_of("festivals.csv", repeat(3, 4), ":4:1", "a year is left out or out of order");
}

TEST_CASE("a number that a column cannot hold is refused with what it can") {
  says_of("festivals.csv", replace(2, "2017,", "1917,"), ":2:1",
          "1917 is out of range (column year); write a value from 1950 to 2199");
  says_of("festivals.csv", replace(2, "2017,", "2017.5,"), ":2:1",
          "'2017.5' is not a whole number (column year); write one");
}

TEST_CASE("a table in another unit is refused, with the place of the first row") {
  says_of(
      "travel.csv", replace(3, "fare CNY;", "fare USD;"), ":3:29",
      "the figures are in 'fare USD; hours h; distance km' (the program reads them in 'fare CNY; "
      "hours h; distance km'); convert them and write that unit in every row");
  says_of("cities.csv", replace(2, "CNY/month", "CNY/year"), ":2:61", "CNY/year of 2021' (the");
  says_of("city_sector.csv", replace(2, "share 1", "share %"), ":2:27", "'share %' (the program");
  says_of("counties.csv", replace(2, " persons;", " thousands;"), ":2:115",
          "formerly_poor thousands; ");
  says_of("festivals.csv", replace(2, "YYYY-MM-DD", "lunar"), ":2:17", "'year YYYY; date lunar'");
  says_of("pay_index.csv", replace(2, "pay of 2021", "pay of 2020"), ":2:20", "1 (pay of 2020)'");
  says_of("sectors.csv", replace(2, "leave_days days", "leave_days weeks"), ":2:60",
          "_days weeks'");
}

TEST_CASE("another unit in all rows is told once") {
  const Change metres = [](Lines& lines) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
      lines[i].replace(lines[i].find("distance km"), 11, "distance m");
    }
  };

  const std::string found = told_of("travel.csv", metres);

  CHECK_THAT(found, Catch::Contains("travel.csv:2:29: the figures are in"));
  CHECK_THAT(found, !Catch::Contains("travel.csv:3"));
}

TEST_CASE("a table without units, sources or grades is refused") {
  const auto rename = [](const std::string& column) { return replace(1, column, "note"); };

  says_of("travel.csv", rename("unit"), "", "column 'unit' is missing; add it");
  says_of("festivals.csv", rename("source"), "", "column 'source' is missing; add it");
  says_of("city_sector.csv", rename("grade"), "", "column 'grade' is missing; add it");
}

TEST_CASE("a row without a source or with an unknown grade is refused") {
  says_of("travel.csv", replace(3, ",travel,", ",,"), ":3:60",
          "the row names no source (column source); write where its figures come from");
  says_of("pay_index.csv", replace(2, ",assumed,", ", ,"), ":2:62",
          "the row names no source (column source)");
  const std::string found = told_of("travel.csv", [](Lines& lines) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
      lines[i].replace(lines[i].find(",travel,"), 8, ",,");
    }
  });
  CHECK_THAT(found, Catch::Contains("these are 1000 mistakes; correct them to see others"));
  CHECK(std::count(found.begin(), found.end(), '\n') < 1010);
  says_of("festivals.csv", replace(2, "official", "oficial"), ":2:53",
          "'oficial' is no grade (column grade); write one of official, survey, estimate, "
          "assumption");
}

TEST_CASE("what is no table of text is refused") {
  says_of("sectors.csv", replace(2, "light", "\xff\xfe"), "",
          "the table is not UTF-8 text; save it as UTF-8");
  CHECK_THROWS_WITH(scenario::load(CHUANZHE_DATA_DIR),
                    Catch::Contains("data: this is not a file; give the path of a file"));
}
