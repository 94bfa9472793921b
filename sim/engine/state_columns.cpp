// The list of a state's columns.
#include <type_traits>

#include "engine/checkpoint.hpp"
#include "engine/state.hpp"

namespace chuanzhe::engine {
namespace {

template <class Values>
StateColumn column(std::string_view name, Values& values, Numbering numbering = Numbering::fixed) {
  using Value = typename Values::value_type;
  static_assert(std::is_trivially_copyable_v<Value>, "a column is bytes");
  return {name, sizeof(Value), numbering, std::as_writable_bytes(std::span(values))};
}

template <class Value>
StateColumn single(std::string_view name, Value& value) {
  static_assert(std::is_trivially_copyable_v<Value>, "a column is bytes");
  return {name, sizeof(Value), Numbering::fixed, std::as_writable_bytes(std::span(&value, 1))};
}

}  // namespace

std::vector<StateColumn> columns_of(State& state) {
  const std::size_t n = state.population.size();
  std::span workers(state.population.workers(), n);
  std::span due(state.population.due(), n);
  return {
      column("worker", workers),
      column("due", due),
      column("posts", state.employers.posts, Numbering::by_employer),
      column("filled", state.employers.filled, Numbering::by_employer),
      column("held", state.employers.held, Numbering::by_employer),
      column("poor_in_opened", state.policy_posts.poor, Numbering::by_opened),
      column("converted_posts", state.policy_posts.converted, Numbering::by_opened),
      column("finding", state.market.finding),
      column("market_posts", state.market.posts),
      column("network", state.market.network),
      single("mean_network", state.market.mean_network),
      single("recent_finding", state.recent_finding),
      column("tightness", state.tightness),
      column("external_seekers", state.external_seekers),
      column("status_stock", state.status_stock),
      column("seats_this_year", state.seats_this_year, Numbering::by_policy),
      column("placed_this_year", state.placed_this_year),
      column("undetected", state.undetected),
      column("waited", state.waited),
      column("spent_this_year", state.spent_this_year, Numbering::by_policy),
      column("schools", state.schools, Numbering::by_policy),
      column("schooling", state.schooling, Numbering::by_policy),
      column("market_pay", state.market.pay),
      column("home_pay", state.market.home_pay),
      column("rent_rise", state.market.rent_rise),
      single("months_so_far", state.year_so_far.months),
      column("log_tightness", state.year_so_far.log_tightness),
      column("log_tightness_before", state.year_so_far.log_tightness_before),
      column("away_before", state.year_so_far.away_before),
      single("before_known", state.year_so_far.before_known),
      column("life_hash", state.life_hash),
      column("at_home_last_month", state.total.at_home),
  };
}

}  // namespace chuanzhe::engine
