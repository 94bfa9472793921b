#include "scenario/places.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace chuanzhe::scenario {
namespace {

/// "Cangxi" of "Cangxi County"; names in which the rank is not the last word stay whole.
std::string without_rank(const std::string& name) {
  for (const std::string rank : {" County", " District", " City"}) {
    const bool ends = name.size() > rank.size() &&
                      name.compare(name.size() - rank.size(), rank.size(), rank) == 0;
    if (ends) return name.substr(0, name.size() - rank.size());
  }
  return name;
}

/// Straight line, good to 1 % over a province.
double kilometres_between(const world::County& a, const world::County& b) {
  constexpr double per_degree = 111.2, radians = 0.0174533;
  const double east =
      (a.longitude - b.longitude) * std::cos((a.latitude + b.latitude) / 2 * radians);
  return per_degree * std::hypot(east, a.latitude - b.latitude);
}

}  // namespace

std::string short_name(const world::County& county) { return without_rank(county.name_en); }

bool names_county(const world::County& county, const std::string& text) {
  return text == county.name_en || text == short_name(county) || text == county.name_zh ||
         text == std::to_string(county.code);
}

std::optional<base::CountyId> read_county(const Node& node, Reading& reading) {
  std::vector<std::string> legal;
  for (std::size_t o = 0; o < reading.tables->counties.size(); ++o) {
    const world::County& county = reading.tables->counties[o];
    if (names_county(county, node.text)) return base::CountyId(static_cast<std::uint8_t>(o));
    legal.push_back(short_name(county));
  }
  report_unknown(node.at, "county", node.text, legal, reading);
  return {};
}

std::optional<base::CityId> read_city(const Node& node, Reading& reading) {
  std::vector<std::string> legal;
  for (const world::City& city : reading.tables->cities) {
    if (node.text == city.name_en) return base::CityId(static_cast<std::uint8_t>(legal.size()));
    legal.push_back(city.name_en);
  }
  report_unknown(node.at, "city", node.text, legal, reading);
  return {};
}

void read_pairs(const Node& node, const base::FieldRef& field, base::PlacePairs& pairs,
                Reading& reading) {
  pairs = {};
  pairs.twinned = node.kind == Node::Kind::scalar && node.text == "twinned";
  if (pairs.twinned) return;
  if (node.kind != Node::Kind::list) {
    reading.report(node.at, fmt::format("{} is neither 'twinned' nor a list of pairs; write "
                                        "[{{county: Cangxi, city: Taizhou}}]",
                                        field.key));
    return;
  }
  if (node.items.empty()) {
    reading.report(node.at, fmt::format("{} names no pair (the policy would reach nobody); write "
                                        "twinned or [{{county: Cangxi, city: Taizhou}}]",
                                        field.key));
  }
  for (const Node& item : node.items) {
    const Node* county = item.find("county");
    const Node* city = item.find("city");
    if (county == nullptr || city == nullptr || item.entries.size() != 2) {
      reading.report(item.at, fmt::format("an entry of {} needs a county and a city, nothing else; "
                                          "write {{county: Cangxi, city: Taizhou}}",
                                          field.key));
      continue;
    }
    const auto o = read_county(*county, reading);
    const auto c = read_city(*city, reading);
    if (!o || !c) continue;
    if (std::find(pairs.listed.begin(), pairs.listed.end(), std::pair(*o, *c)) !=
        pairs.listed.end()) {
      reading.report(item.at, fmt::format("the pair {} and {} stands twice in {}; drop one",
                                          county->text, city->text, field.key));
    }
    pairs.listed.emplace_back(*o, *c);
  }
}

void read_route(const Node& node, const base::FieldRef& field, base::Route& route,
                Reading& reading) {
  constexpr double longest_leg = 400;  // [km] beyond this a stop is missing
  route.clear();
  if (node.kind != Node::Kind::list || node.items.empty()) {
    reading.report(
        node.at, fmt::format("{} is not a list of counties; write [Cangxi, Langzhong]", field.key));
    return;
  }
  for (const Node& item : node.items) {
    const auto county = read_county(item, reading);
    if (!county) continue;
    if (std::find(route.begin(), route.end(), *county) != route.end()) {
      reading.report(item.at, fmt::format("county '{}' stands twice in the {} (a caravan visits a "
                                          "county once); drop one",
                                          item.text, field.key));
      continue;
    }
    if (!route.empty()) {
      const auto& from = reading.tables->counties[route.back().value];
      const auto& to = reading.tables->counties[county->value];
      const double leg = kilometres_between(from, to);
      if (leg > longest_leg) {
        reading.report(item.at, fmt::format("the {} has a gap: {} and {} are {:.0f} km apart (at "
                                            "most {:.0f}); add the stops between",
                                            field.key, from.name_en, to.name_en, leg, longest_leg));
      }
    }
    route.push_back(*county);
  }
}

}  // namespace chuanzhe::scenario
