// Words for the numbers of a column, as the attributes `flag_values` and `flag_meanings` of CF.
#pragma once

#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

struct Flags {
  std::vector<std::uint8_t> values;
  std::string meanings;
};

Flags flags_of(const std::vector<std::string>& words);
Flags place_flags(const engine::RunDescription& run);   ///< cities, home county, elsewhere
Flags sector_flags(const engine::RunDescription& run);  ///< sectors, none

void describe_flags(hid_t dataset, const Flags& flags);

}  // namespace chuanzhe::output
