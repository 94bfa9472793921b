#include "scenario/tables_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/field.hpp"
#include "scenario/csv.hpp"

namespace chuanzhe::scenario {
namespace {

using base::Problem;
namespace fs = std::filesystem;

constexpr double most_people = 1e8, most_money = 1e6;
const std::vector<std::string> table_names = {"cities.csv",    "city_sector.csv", "counties.csv",
                                              "festivals.csv", "pay_index.csv",   "sectors.csv",
                                              "travel.csv"};

class Reader {
 public:
  explicit Reader(fs::path folder) : folder_(std::move(folder)) {}

  world::Tables read() {
    read_cities();
    read_sectors();
    read_counties();
    read_city_sector();
    read_travel();
    read_festivals();
    read_pay();
    if (!problems_.empty()) throw base::InputError(std::move(problems_));
    return std::move(tables_);
  }

 private:
  /// A table of these columns in these units; each row names its unit, source and grade beside.
  CsvTable open(const char* name, std::vector<std::string> columns, std::string_view unit) {
    columns.insert(columns.end(), {"unit", "source", "grade"});
    CsvTable csv(folder_ / name, columns, problems_);
    check_unit(csv, unit);
    check_evidence(csv);
    return csv;
  }

  /// The first row in another unit is told: the others have it too, as a rule.
  static void check_unit(CsvTable& csv, std::string_view unit) {
    for (std::size_t i = 0; i < csv.size(); ++i) {
      if (csv.text(i, "unit") == unit) continue;
      csv.report(
          csv.at(i, "unit"),
          fmt::format("the figures are in '{}' (the program reads them in '{}'); convert them "
                      "and write that unit in every row",
                      csv.text(i, "unit"), unit));
      return;
    }
  }

  static void check_evidence(CsvTable& csv) {
    for (std::size_t i = 0; i < csv.size(); ++i) {
      if (csv.text(i, "source").find_first_not_of(' ') == std::string::npos) {
        csv.report(csv.at(i, "source"),
                   "the row names no source (column source); write where its figures come from");
      }
      const std::string& grade = csv.text(i, "grade");
      const auto& legal = base::grade_words;
      if (std::find(std::begin(legal), std::end(legal), grade) != std::end(legal)) continue;
      csv.report(csv.at(i, "grade"), fmt::format("'{}' is no grade (column grade); write one of {}",
                                                 grade, fmt::join(legal, ", ")));
    }
  }

  void expect_rows(CsvTable& table, std::size_t expected, std::string_view why) {
    if (table.size() == expected || table.size() == 0) return;
    base::Location at;
    at.file = table.file();
    table.report(at, fmt::format("{} rows where {} are needed ({}); complete the table",
                                 table.size(), expected, why));
  }

  void read_cities() {
    auto csv =
        open("cities.csv",
             {"code", "name_zh", "name_en", "longitude", "latitude", "minimum_wage", "rent",
              "living_cost", "amenity"},
             "longitude latitude degree; minimum_wage rent living_cost amenity CNY/month of 2021");
    expect_rows(csv, base::city_count, "the cities of Zhejiang");
    for (std::size_t i = 0; i < csv.size(); ++i) {
      world::City city;
      city.code = csv.whole(i, "code", 100000, 999999);
      city.name_zh = csv.text(i, "name_zh");
      city.name_en = csv.text(i, "name_en");
      city.longitude = csv.number(i, "longitude", 70, 140);
      city.latitude = csv.number(i, "latitude", 0, 60);
      city.minimum_wage = csv.number(i, "minimum_wage", 0, most_money);
      city.rent = csv.number(i, "rent", 0, most_money);
      city.living_cost = csv.number(i, "living_cost", 0, most_money);
      city.amenity = csv.number(i, "amenity", -most_money, most_money);
      if (!city_by_name_.emplace(city.name_en, i).second ||
          !city_by_code_.emplace(city.code, i).second) {
        csv.report(csv.at(i, "name_en"),
                   fmt::format("city '{}' stands twice; remove one row", city.name_en));
      }
      tables_.cities.push_back(city);
    }
  }

  void read_sectors() {
    auto csv = open("sectors.csv",
                    {"name", "name_zh", "share", "wage", "separation", "same_post_return",
                     "dorm_share", "early_leave_days"},
                    "share separation same_post_return dorm_share 1; wage CNY/month of 2021; "
                    "early_leave_days days");
    expect_rows(csv, base::sector_count, "the sectors of the model");
    for (std::size_t i = 0; i < csv.size(); ++i) {
      world::Sector sector;
      sector.name = csv.text(i, "name");
      sector.name_zh = csv.text(i, "name_zh");
      sector.share = csv.number(i, "share", 0, 1);
      sector.wage = csv.number(i, "wage", 1, most_money);
      sector.separation = csv.number(i, "separation", 0.01, 100);
      sector.same_post_return = csv.number(i, "same_post_return", 0.3, 0.999);
      sector.dorm_share = csv.number(i, "dorm_share", 0, 1);
      sector.early_leave_days = csv.number(i, "early_leave_days", 0, 30);
      if (!sector_by_name_.emplace(sector.name, i).second) {
        csv.report(csv.at(i, "name"),
                   fmt::format("sector '{}' stands twice; remove one row", sector.name));
      }
      tables_.sectors.push_back(sector);
    }
  }

  void read_counties() {
    auto csv =
        open("counties.csv",
             {"code", "name_zh", "name_en", "prefecture", "longitude", "latitude",
              "population_2020", "registered_population_2020", "working_age_share", "rural_share",
              "farming_share", "labour_force", "transferred", "formerly_poor", "poor_county",
              "twin_city", "y_home", "w_local"},
             "longitude latitude degree; population_2020 registered_population_2020 labour_force "
             "transferred formerly_poor persons; working_age_share rural_share farming_share 1; "
             "poor_county 0 or 1; y_home w_local CNY/month of 2021");
    if (csv.size() > 255) {
      csv.report({csv.file(), 0, 0}, "more than 255 counties; leave some out");
      return;
    }
    for (std::size_t i = 0; i < csv.size(); ++i) read_county(csv, i);
  }

  void read_county(CsvTable& csv, std::size_t i) {
    world::County county;
    county.code = csv.whole(i, "code", 100000, 999999);
    county.name_zh = csv.text(i, "name_zh");
    county.name_en = csv.text(i, "name_en");
    county.prefecture = csv.text(i, "prefecture");
    county.longitude = csv.number(i, "longitude", 70, 140);
    county.latitude = csv.number(i, "latitude", 0, 60);
    county.labour_force = csv.number(i, "labour_force", 0, most_people);
    county.transferred = csv.number(i, "transferred", 0, county.labour_force);
    county.formerly_poor = csv.number(i, "formerly_poor", 0, county.labour_force);
    county.poor_county = csv.whole(i, "poor_county", 0, 1) == 1;
    county.y_home = csv.number(i, "y_home", 0, most_money);
    county.w_local = csv.number(i, "w_local", 0, most_money);
    const std::string& twin = csv.text(i, "twin_city");
    if (!twin.empty()) {
      const auto found = city_by_name_.find(twin);
      if (found == city_by_name_.end()) {
        csv.report(csv.at(i, "twin_city"),
                   fmt::format("unknown city '{}' (not in cities.csv); correct the name", twin));
      } else {
        county.twin_city = static_cast<int>(found->second);
      }
    }
    if (!county_by_code_.emplace(county.code, i).second) {
      csv.report(csv.at(i, "code"),
                 fmt::format("county {} stands twice; remove one row", county.code));
    }
    tables_.counties.push_back(county);
  }

  void read_city_sector() {
    auto csv = open("city_sector.csv", {"city", "sector", "share"}, "share 1");
    expect_rows(csv, base::market_count, "one for each city and sector");
    tables_.city_sector.assign(tables_.cities.size(),
                               std::vector<double>(tables_.sectors.size(), 0));
    double sum = 0;
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t i = 0; i < csv.size(); ++i) {
      const auto city = city_by_name_.find(csv.text(i, "city"));
      const auto sector = sector_by_name_.find(csv.text(i, "sector"));
      const double share = csv.number(i, "share", 0, 1);
      sum += share;
      if (city == city_by_name_.end() || sector == sector_by_name_.end()) {
        csv.report(csv.at(i, "city"),
                   "unknown city or sector; use the names of cities.csv and "
                   "sectors.csv");
        continue;
      }
      if (!seen.emplace(city->second, sector->second).second) {
        csv.report(csv.at(i, "city"),
                   fmt::format("city '{}' and sector '{}' stand twice; remove one row", city->first,
                               sector->first));
      }
      tables_.city_sector[city->second][sector->second] = share;
    }
    if (csv.size() > 0 && std::fabs(sum - 1) > 1e-6) {
      csv.report({csv.file(), 0, 0},
                 fmt::format("the shares add up to {} (not 1); correct them", sum));
    }
  }

  void read_travel() {
    auto csv = open("travel.csv", {"county_code", "city_code", "fare", "hours", "distance"},
                    "fare CNY; hours h; distance km");
    const std::size_t pairs = tables_.counties.size() * tables_.cities.size();
    expect_rows(csv, pairs, "one for each county and city");
    tables_.travel.assign(pairs, {});
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < csv.size(); ++i) {
      const auto county = county_by_code_.find(csv.whole(i, "county_code", 0, 999999));
      const auto city = city_by_code_.find(csv.whole(i, "city_code", 0, 999999));
      if (county == county_by_code_.end() || city == city_by_code_.end()) {
        csv.report(csv.at(i, "county_code"),
                   "the county or city is not in counties.csv or "
                   "cities.csv; the tables disagree, correct the code");
        continue;
      }
      const std::size_t cell = county->second * tables_.cities.size() + city->second;
      if (!seen.insert(cell).second) {
        csv.report(csv.at(i, "county_code"), "this county and city stand twice; remove one row");
      }
      tables_.travel[cell] = {csv.number(i, "fare", 0, most_money), csv.number(i, "hours", 0, 1000),
                              csv.number(i, "distance", 1, 20000)};
    }
  }

  void read_festivals() {
    auto csv = open("festivals.csv", {"year", "date"}, "year YYYY; date YYYY-MM-DD");
    for (std::size_t i = 0; i < csv.size(); ++i) {
      const auto date = base::parse_date(csv.text(i, "date"));
      const int year = csv.whole(i, "year", 1950, 2199);
      if (!date || date->year != year) {
        csv.report(csv.at(i, "date"), fmt::format("'{}' is not a day of {}; write YYYY-MM-DD",
                                                  csv.text(i, "date"), year));
        continue;
      }
      if (!tables_.festivals.empty() && tables_.festivals.back().year + 1 != year) {
        csv.report(csv.at(i, "year"), "a year is left out or out of order; list every year once");
        continue;
      }
      tables_.festivals.push_back(*date);
    }
  }

  void read_pay() {
    auto csv = open("pay_index.csv", {"year", "outgoing", "local"},
                    "year YYYY; outgoing local 1 (pay of 2021)");
    for (std::size_t i = 0; i < csv.size(); ++i) {
      tables_.pay.push_back({csv.whole(i, "year", 1950, 2199), csv.number(i, "outgoing", 0.01, 100),
                             csv.number(i, "local", 0.01, 100)});
      const std::size_t n = tables_.pay.size();
      if (n > 1 && tables_.pay[n - 1].year <= tables_.pay[n - 2].year) {
        csv.report(csv.at(i, "year"), "years must rise; sort the rows");
      } else if (n > 1 && tables_.pay[n - 1].year != tables_.pay[n - 2].year + 1) {
        csv.report(csv.at(i, "year"),
                   fmt::format("there is no pay between {} and {} (it would stand still); list "
                               "every year once",
                               tables_.pay[n - 2].year, tables_.pay[n - 1].year));
      }
    }
  }

  fs::path folder_;
  world::Tables tables_;
  std::vector<Problem> problems_;
  std::map<std::string, std::size_t> city_by_name_, sector_by_name_;
  std::map<int, std::size_t> city_by_code_, county_by_code_;
};

}  // namespace

world::Tables read_tables(const fs::path& folder) {
  if (!is_folder(folder)) {
    throw base::InputError({folder.string(), 0, 0},
                           "there is no such data folder; write data: {folder: ...} with "
                           "the folder of counties.csv");
  }
  return Reader(folder).read();
}

std::string sha256(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

std::vector<std::pair<std::string, std::string>> digests(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> result;
  for (const std::string& name : table_names) {
    result.emplace_back(name, sha256(read_file(folder / name, 64U << 20)));
  }
  return result;
}

}  // namespace chuanzhe::scenario
