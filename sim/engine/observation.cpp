#include "engine/observation.hpp"

#include <utility>

namespace chuanzhe::engine {
namespace {

constexpr std::string_view at_end_of_month = "time: point", within_month = "time: sum";

/// Persons at the end of a month.
VariableRow stock(std::string_view name, std::string_view long_name, std::vector<Axis> axes) {
  return {name, "persons", long_name, at_end_of_month, std::move(axes), VariableRow::Type::int32};
}

/// Persons of a month.
VariableRow flow(std::string_view name, std::string_view long_name, std::vector<Axis> axes) {
  return {name, "persons", long_name, within_month, std::move(axes), VariableRow::Type::int32};
}

/// A mean or a ratio at the end of a month.
VariableRow mean(std::string_view name, std::string_view unit, std::string_view long_name,
                 std::vector<Axis> axes) {
  return {name, unit, long_name, at_end_of_month, std::move(axes), VariableRow::Type::float64};
}

/// Money of a month.
VariableRow money(std::string_view name, std::string_view long_name, std::vector<Axis> axes) {
  return {name, "fen", long_name, within_month, std::move(axes), VariableRow::Type::int64};
}

}  // namespace

// The order here is the order of the values that observe() fills in (observe.cpp).
const std::vector<VariableRow>& variable_rows() {
  using enum Axis;
  static const std::vector<VariableRow> rows = {
      stock("status_stock", "workers by status at the end of the month", {county, status}),
      stock("in_post", "workers in a post in Zhejiang", {county, city, sector}),
      stock("searching", "workers searching in Zhejiang", {county, city}),
      stock("at_festival_home", "workers of Zhejiang at home for the festival", {county, city}),
      stock("poor_in_zhejiang", "formerly poor among the workers of Zhejiang", {county, city}),
      stock("zhejiang_by_group", "workers of Zhejiang by group", {city, group}),
      flow("entered", "workers who came to Zhejiang", {county, city, sector}),
      flow("left", "workers who left Zhejiang", {county, city, sector}),
      stock("undetected", "leavers whom no office has noticed yet", {county, city, sector}),
      flow("detected", "leavers noticed", {county, city, sector}),
      flow("flow_cause", "events by kind and city", {city, cause}),
      flow("hires", "hires", {city, sector}),
      stock("vacancies", "open posts at the end of the month", {city, sector}),
      stock("posts", "posts open to modelled workers", {city, sector}),
      stock("seekers", "seekers in Zhejiang before hires", {city, sector}),
      mean("tightness", "1", "vacancies per seeker", {city, sector}),
      flow("festival", "festival outcomes", {city, sector, outcome}),
      flow("festival_by_group", "festival outcomes by group", {group, outcome}),
      stock("tenure_histogram", "workers in post by months in the post (last bin: 120 or more)",
            {bin}),
      stock("stay_histogram", "workers in post by months of the stay (last bin: 120 or more)",
            {bin}),
      money("gross_pay", "gross pay of workers of Zhejiang by origin, 1/100 CNY", {county}),
      money("remittances", "remittances by origin, 1/100 CNY", {county}),
      money("paid", "policy spending by policy and group, 1/100 CNY", {policy, group}),
      {"recipients",
       "persons",
       "payments by policy and group",
       within_month,
       {policy, group},
       VariableRow::Type::int64},
      money("debits", "policy money by who paid, 1/100 CNY", {policy, payer}),
      money("credits", "policy money by who received, 1/100 CNY", {policy, receiver}),
      stock("policy_posts", "posts that policies opened", {policy}),
      stock("policy_posts_filled", "workers in them", {policy}),
      stock("policy_posts_poor", "formerly poor workers in them", {policy}),
      {"detection_months",
       "month",
       "months that the leavers noticed had waited, their sum",
       within_month,
       {county, city, sector},
       VariableRow::Type::int32},
      mean("detection_lag", "month", "mean months until leavers were noticed, 0 if none was",
           {city}),
      stock("pupils", "workers whose child holds a school place in the city", {city}),
      stock("settled", "workers settled in the city", {city}),
  };
  return rows;
}

}  // namespace chuanzhe::engine
