// One output variable of a stored run, read back a block of months at a time: the counterpart of
// MonthBlock. The extent and type in the file must be those of its row.
#pragma once

#include "engine/observation.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

inline constexpr int months_in_chunk = 12;

class StoredVariable {
 public:
  /// Throws Hdf5Failure when the dataset is not what `row` and `run` say.
  StoredVariable(hid_t file, const engine::VariableRow& row, const engine::RunDescription& run);

  /// Makes months first .. first + count - 1 of a replicate ready for month().
  void load(int replicate, int first, int count);
  engine::Values month(int step) const;  ///< one of the months loaded

 private:
  std::string name_;
  Extent axes_;
  std::size_t cells_ = 1;
  int first_ = 0;
  engine::Values block_;
  Handle dataset_;
};

}  // namespace chuanzhe::output
