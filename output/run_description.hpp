// What a stored run was told before its first month, read from its attributes and coordinates:
// the counterpart of run_coordinates.hpp.
#pragma once

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

/// Throws Hdf5Failure when something is missing or parts disagree.
engine::RunDescription describe_stored(hid_t file);

}  // namespace chuanzhe::output
