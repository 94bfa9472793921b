// Opening files that were written by someone, perhaps not by us: before anything is read, links
// that leave the file, external storage, foreign filters and virtual layouts are refused. Damage
// inside HDF5's own structures can still crash the library; check a digest before opening files
// from strangers.
#pragma once

#include <string>
#include <vector>

#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

/// Opens read-only and refuses what could reach outside the file. Throws Hdf5Failure.
Handle open_guarded(const std::string& path);

Extent extent_of(hid_t dataset);

/// Names of the links of a group, in order of creation where that is tracked.
std::vector<std::string> names_in(hid_t group);

struct ExpectedVariable {
  std::string name;
  Extent extent;
};

/// Re-opens a finished file: every variable has its extent and its first and last element can be
/// read, checksums verified. Throws Hdf5Failure.
void verify_written(const std::string& path, const std::vector<ExpectedVariable>& expected);

}  // namespace chuanzhe::output
