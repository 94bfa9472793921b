// Identities of the things the model counts. Each is its own type, so that a county can never be
// passed where a city is meant. Values are dense indices into the tables of world/tables.hpp.
#pragma once

#include <compare>
#include <cstdint>

namespace chuanzhe::base {

/// A dense index that cannot be mixed up with an index of another kind.
template <class Tag, class Value>
struct Id {
  Value value{};
  constexpr Id() = default;
  constexpr explicit Id(Value v) : value(v) {}
  constexpr auto operator<=>(const Id&) const = default;
};

using CountyId = Id<struct CountyTag, std::uint8_t>;  ///< Sichuan county-level unit, 0..182
using CityId = Id<struct CityTag, std::uint8_t>;      ///< Zhejiang prefecture-level city, 0..10
using SectorId = Id<struct SectorTag, std::uint8_t>;  ///< sector of employment, 0..7
using MarketId = Id<struct MarketTag, std::uint8_t>;  ///< city x sector, 0..87
using EmployerId = Id<struct EmployerTag, std::uint16_t>;  ///< below 65,000
using WorkerId = Id<struct WorkerTag, std::uint32_t>;      ///< never reused, never moved
using PolicyId = Id<struct PolicyTag, std::uint8_t>;       ///< place in the scenario's policy list

inline constexpr int city_count = 11;
inline constexpr int sector_count = 8;
inline constexpr int market_count = city_count * sector_count;

constexpr MarketId market_of(CityId city, SectorId sector) {
  return MarketId(static_cast<std::uint8_t>(city.value * sector_count + sector.value));
}
constexpr CityId city_of(MarketId market) {
  return CityId(static_cast<std::uint8_t>(market.value / sector_count));
}
constexpr SectorId sector_of(MarketId market) {
  return SectorId(static_cast<std::uint8_t>(market.value % sector_count));
}

}  // namespace chuanzhe::base
