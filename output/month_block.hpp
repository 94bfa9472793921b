// One output variable in its file: months are collected in memory and written a block of at most
// twelve at a time, one chunk each, so that memory does not grow with the length of a run.
#pragma once

#include <string>
#include <vector>

#include "engine/observation.hpp"
#include "output/chunk_codec.hpp"
#include "output/netcdf_layout.hpp"

namespace chuanzhe::output {

/// Replicates and months of a run.
struct RunShape {
  int replicates = 1;
  int months = 1;
};

/// A variable of shape (replicate, time, axes...).
struct VariableLayout {
  std::string name, unit, long_name, cell_methods;
  std::vector<std::string> dimensions;  ///< with replicate and time
  Extent axes;                          ///< lengths beyond replicate and time
  engine::VariableRow::Type type = engine::VariableRow::Type::int32;
};

class MonthBlock {
 public:
  MonthBlock(hid_t file, VariableLayout layout, RunShape shape);

  /// Takes the values of the next month; steps of a replicate come in order. A full block must be
  /// encoded and written before the next month.
  void add(int replicate, int step, const engine::Values& values);
  bool is_full() const { return is_full_; }
  void encode(ChunkCodec& codec);  ///< on any thread
  void write();                    ///< what was encoded; on HDF5's thread
  void close();                    ///< checks that nothing is pending and that the bytes were taken

  hid_t dataset() const { return dataset_.get(); }
  const VariableLayout& layout() const { return layout_; }

 private:
  VariableLayout layout_;
  RunShape shape_;
  std::size_t cells_;
  int months_per_block_;
  int pending_ = 0;  // months in block_
  bool is_full_ = false;
  int replicate_ = 0, first_step_ = 0;  // of the block
  engine::Values block_;
  std::vector<std::uint8_t> stored_;
  Handle dataset_;
};

}  // namespace chuanzhe::output
