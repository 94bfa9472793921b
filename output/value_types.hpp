// How the types of output variables stand in memory and in a file.
#pragma once

#include <hdf5.h>

#include "engine/observation.hpp"

namespace chuanzhe::output {

hid_t stored_type(engine::VariableRow::Type type);
hid_t native_type(const engine::Values& values);
engine::Values no_values(engine::VariableRow::Type type);  ///< an empty array of the type

}  // namespace chuanzhe::output
