#include "engine/observation.hpp"

namespace chuanzhe::engine {

// The order here is the order of the values that observe() fills in (observe.cpp).
const std::vector<VariableRow>& variable_rows() {
  using enum Axis;
  using Type = VariableRow::Type;
  constexpr std::string_view point = "time: point", sum = "time: sum";
  static const std::vector<VariableRow> rows = {
      {"status_stock", "persons", "workers by status at the end of the month", point, {county, status}, Type::int32},
      {"in_post", "persons", "workers in a post in Zhejiang", point, {county, city, sector}, Type::int32},
      {"searching", "persons", "workers searching in Zhejiang", point, {county, city}, Type::int32},
      {"at_festival_home", "persons", "workers of Zhejiang at home for the festival", point, {county, city}, Type::int32},
      {"poor_in_zhejiang", "persons", "formerly poor among the workers of Zhejiang", point, {county, city}, Type::int32},
      {"zhejiang_by_group", "persons", "workers of Zhejiang by group", point, {city, group}, Type::int32},
      {"entered", "persons", "workers who came to Zhejiang", sum, {county, city}, Type::int32},
      {"left", "persons", "workers who left Zhejiang", sum, {county, city}, Type::int32},
      {"flow_cause", "persons", "events by kind and city", sum, {city, cause}, Type::int32},
      {"hires", "persons", "hires", sum, {city, sector}, Type::int32},
      {"vacancies", "persons", "open posts at the end of the month", point, {city, sector}, Type::int32},
      {"posts", "persons", "posts open to modelled workers", point, {city, sector}, Type::int32},
      {"seekers", "persons", "seekers in Zhejiang before hires", point, {city, sector}, Type::int32},
      {"tightness", "1", "vacancies per seeker", point, {city, sector}, Type::float64},
      {"festival", "persons", "festival outcomes", sum, {city, sector, outcome}, Type::int32},
      {"festival_by_group", "persons", "festival outcomes by group", sum, {group, outcome}, Type::int32},
      {"tenure_histogram", "persons", "workers in post by months in the post (last bin: 120 or more)", point, {bin}, Type::int32},
      {"stay_histogram", "persons", "workers in post by months of the stay (last bin: 120 or more)", point, {bin}, Type::int32},
      {"gross_pay", "fen", "gross pay of workers of Zhejiang by origin, 1/100 CNY", sum, {county}, Type::int64},
      {"remittances", "fen", "remittances by origin, 1/100 CNY", sum, {county}, Type::int64},
      {"paid", "fen", "policy spending by policy and group, 1/100 CNY", sum, {policy, group}, Type::int64},
      {"paid_by_employers", "fen", "employers' part of spending by policy, 1/100 CNY", sum, {policy}, Type::int64},
      {"recipients", "persons", "payments by policy and group", sum, {policy, group}, Type::int64},
  };
  return rows;
}

}  // namespace chuanzhe::engine
