// The tables the world is built from: plain structs, one per row of scenarios/data/*.csv, in the
// order of the files. The scenario layer reads them; nothing here decides anything. Sources stand
// in the source column of each file and in docs/data.md.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/month.hpp"

namespace chuanzhe::world {

/// A Sichuan county-level unit (counties.csv).
struct County {
  int code = 0;  ///< GB/T 2260 of 2021
  std::string name_zh, name_en, prefecture;
  double longitude = 0, latitude = 0;  ///< degrees, centroid
  double labour_force = 0;             ///< rural labour force aged 16-64 [persons]
  double transferred = 0;    ///< of it at work away from the family farm, local posts included
  double formerly_poor = 0;  ///< of labour_force: lifted out of poverty [persons]
  bool poor_county = false;  ///< one of the 88 formerly poor counties
  int twin_city = -1;        ///< city index of the pairing, -1 = none
  double y_home = 0;         ///< monthly value of work at home, 2021 [CNY/month]
  double w_local = 0;        ///< pay of a post in the county, 2021 [CNY/month]
};

/// A Zhejiang city (cities.csv).
struct City {
  int code = 0;
  std::string name_zh, name_en;
  double longitude = 0, latitude = 0;
  double minimum_wage = 0;  ///< 2021 [CNY/month]
  double rent = 0;          ///< single room, 2021 [CNY/month]
  double living_cost = 0;   ///< without housing, 2021 [CNY/month]
  double amenity = 0;       ///< a_c [CNY/month]
};

/// A sector of employment in Zhejiang (sectors.csv).
struct Sector {
  std::string name, name_zh;
  double share = 0;             ///< of Sichuan workers in Zhejiang, sums to 1
  double wage = 0;              ///< mean monthly pay 2021 [CNY/month]
  double separation = 1;        ///< sect_s, multiplier on separation hazards
  double same_post_return = 0;  ///< share of festival goers back at the same post (T9)
  double dorm_share = 0;        ///< housed by the employer
  double early_leave_days = 0;  ///< leaves this many days earlier for the festival
};

/// Travel from county to city (travel.csv): county-major, cities in order.
struct Travel {
  double fare = 0;      ///< one way, cheapest usual means [CNY]
  double hours = 0;     ///< one way [h]
  double distance = 0;  ///< great circle [km]
};

/// Index of pay by calendar year relative to 2021 (pay_index.csv).
struct PayYear {
  int year = 0;
  double outgoing = 1;  ///< out-migrants' pay
  double local = 1;     ///< local workers' pay
};

/// Everything read from the data folder.
struct Tables {
  std::vector<County> counties;
  std::vector<City> cities;
  std::vector<Sector> sectors;
  std::vector<Travel> travel;  ///< counties.size() x 11
  std::vector<std::vector<double>>
      city_sector;                    ///< share of provincial posts [city][sector], sums to 1
  std::vector<base::Date> festivals;  ///< Lunar New Year days, ascending, 2017-2035
  std::vector<PayYear> pay;           ///< ascending years
  const Travel& trip(base::CountyId county, base::CityId city) const {
    return travel[county.value * std::size_t{base::city_count} + city.value];
  }
};

}  // namespace chuanzhe::world
