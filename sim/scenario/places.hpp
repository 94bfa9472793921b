// Values that name places: counties, cities, their pairs, routes over counties.
#pragma once

#include "scenario/values.hpp"

namespace chuanzhe::scenario {

/// True when `text` names the county, in one of the ways of read_county.
bool names_county(const world::County& county, const std::string& text);
/// Short English name: "Cangxi" of "Cangxi County".
std::string short_name(const world::County& county);

/// A county by English name (with or without County, District, City), Chinese name or code; a city
/// by English name; empty with a problem.
std::optional<base::CountyId> read_county(const Node& node, Reading& reading);
std::optional<base::CityId> read_city(const Node& node, Reading& reading);

/// 'twinned' or a list of {county, city}, each pair once.
void read_pairs(const Node& node, const base::FieldRef& field, base::PlacePairs& pairs,
                Reading& reading);

/// Counties in order of travel, without gaps.
void read_route(const Node& node, const base::FieldRef& field, base::Route& route,
                Reading& reading);

}  // namespace chuanzhe::scenario
