// What stands in a result beside its variables: named coordinates, and where the numbers come from.
#pragma once

#include <string>
#include <string_view>

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

inline constexpr std::string_view file_format = "chuanzhe-run 2";

int months_of(const engine::RunDescription& run);  ///< the last month is included
std::size_t length_of(const engine::RunDescription& run, engine::Axis axis);

/// Replicate, time and every axis that is not empty, with the variables that describe them.
void write_coordinates(hid_t file, Dimensions& dimensions, const engine::RunDescription& run);

/// Root attributes and the group /provenance.
void write_provenance(hid_t file, const engine::RunDescription& run);

/// The CF attribute `coordinates` of a variable over `axes`, empty when there is nothing to name.
std::string labels_of(const engine::RunDescription& run, const std::vector<engine::Axis>& axes);

}  // namespace chuanzhe::output
