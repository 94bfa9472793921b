// A world small enough to run in a test: four counties with round figures, eleven cities and eight
// sectors of equal kind. Not calibrated to anything.
#pragma once

#include "engine/simulation.hpp"

namespace chuanzhe::test {

inline world::Tables small_tables() {
  world::Tables tables;
  for (int o = 0; o < 4; ++o) {
    world::County county;
    county.code = 510101 + o;
    county.name_en = "County " + std::to_string(o);
    county.prefecture = o < 2 ? "West" : "East";
    county.longitude = 103 + o;
    county.latitude = 30;
    county.labour_force = 200000 + 50000 * o;
    county.transferred = 140000 + 30000 * o;
    county.formerly_poor = 10000 + 5000 * o;
    county.y_home = 1700;
    county.w_local = 3600;
    tables.counties.push_back(county);
  }
  for (int c = 0; c < base::city_count; ++c) {
    world::City city;
    city.code = 330100 + c;
    city.name_en = "City " + std::to_string(c);
    city.minimum_wage = 2000;
    city.rent = 600;
    city.living_cost = 1100;
    tables.cities.push_back(city);
    tables.city_sector.push_back(std::vector<double>(base::sector_count, 1.0 / 88));
  }
  const char* names[] = {"light",     "electronics", "machinery", "construction",
                         "logistics", "hotel",       "retail",    "care"};
  for (const char* name : names) {
    world::Sector sector;
    sector.name = name;
    sector.share = 1.0 / 8;
    sector.wage = 5000;
    sector.same_post_return = 0.89;
    sector.dorm_share = 0.6;
    tables.sectors.push_back(sector);
  }
  for (int i = 0; i < 4 * base::city_count; ++i) {
    tables.travel.push_back({400.0 + 10 * (i % 11), 20, 1500.0 + 20 * (i % 11)});
  }
  const int days[][2] = {{1, 28}, {2, 16}, {2, 5},  {1, 25}, {2, 12},
                         {2, 1},  {1, 22}, {2, 10}, {1, 29}};
  for (int y = 0; y < 9; ++y) tables.festivals.push_back({2017 + y, days[y][0], days[y][1]});
  for (int y = 2017; y <= 2025; ++y) tables.pay.push_back({y, 1.0, 1.0});
  return tables;
}

/// Half a million people of four counties, 2019-01 to 2020-12 after six months of burn-in.
struct SmallRun {
  world::Tables tables = small_tables();
  behaviour::Parameters model;
  std::vector<policy::Policy> policies;
  engine::RunSettings settings;
  SmallRun() {
    settings.start = base::Month(2019, 1);
    settings.end = base::Month(2020, 12);
    settings.burn_in = 6;
    settings.persons_per_agent = 100;
    model.initial_zhejiang = 50000;
    model.initial_local = 190000;
  }
  engine::RunInputs inputs() { return {tables, model, policies, settings, 0.01}; }
};

}  // namespace chuanzhe::test
