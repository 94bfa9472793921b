#include "output/stored_variable.hpp"

#include "base/error.hpp"
#include "output/file_guard.hpp"
#include "output/run_coordinates.hpp"
#include "output/value_types.hpp"

namespace chuanzhe::output {
namespace {

using Type = engine::VariableRow::Type;

// A year of the largest variable at full detail is 20 MB; a file that claims much more is refused
// before memory is taken for it.
constexpr std::size_t most_values = std::size_t{1} << 27U;

Extent axes_of(const engine::VariableRow& row, const engine::RunDescription& run) {
  Extent axes;
  for (const auto axis : row.axes) axes.push_back(length_of(run, axis));
  return axes;
}

std::size_t cells_of(const Extent& axes, const std::string& name) {
  std::size_t cells = 1;
  for (const hsize_t length : axes) {
    cells *= length;
    if (cells > most_values / months_in_chunk) throw Hdf5Failure("'" + name + "' is too large");
  }
  return cells;
}

void require_layout(const Handle& dataset, const std::string& name, const Extent& expected,
                    Type type) {
  if (extent_of(dataset.get()) != expected) {
    throw Hdf5Failure("'" + name + "' has not the extent that the file's coordinates give it");
  }
  const Handle stored(H5Dget_type(dataset.get()), H5Tclose, "reading the type of '" + name + "'");
  if (H5Tequal(stored.get(), stored_type(type)) <= 0) {
    throw Hdf5Failure("'" + name + "' has another type than a result's");
  }
}

}  // namespace

StoredVariable::StoredVariable(hid_t file, const engine::VariableRow& row,
                               const engine::RunDescription& run)
    : name_(row.name),
      axes_(axes_of(row, run)),
      cells_(cells_of(axes_, name_)),
      block_(no_values(row.type)),
      dataset_(H5Dopen2(file, name_.c_str(), H5P_DEFAULT), H5Dclose, "opening '" + name_ + "'") {
  Extent expected{static_cast<hsize_t>(run.replicates), static_cast<hsize_t>(months_of(run))};
  expected.insert(expected.end(), axes_.begin(), axes_.end());
  require_layout(dataset_, name_, expected, row.type);
}

void StoredVariable::load(int replicate, int first, int count) {
  const std::string doing = "reading '" + name_ + "'";
  Extent start(2 + axes_.size(), 0);
  start[0] = static_cast<hsize_t>(replicate);
  start[1] = static_cast<hsize_t>(first);
  Extent extent{1, static_cast<hsize_t>(count)};
  extent.insert(extent.end(), axes_.begin(), axes_.end());
  const Handle memory(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr),
                      H5Sclose, doing);
  const Handle place(H5Dget_space(dataset_.get()), H5Sclose, doing);
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                              nullptr),
          doing);
  std::visit(
      [&](auto& block) {
        block.resize(cells_ * static_cast<std::size_t>(count));
        checked(H5Dread(dataset_.get(), native_type(block_), memory.get(), place.get(), H5P_DEFAULT,
                        block.data()),
                doing);
      },
      block_);
  first_ = first;
}

engine::Values StoredVariable::month(int step) const {
  return std::visit(
      [&](const auto& block) -> engine::Values {
        const std::size_t from = cells_ * static_cast<std::size_t>(step - first_);
        base::expect(step >= first_ && from + cells_ <= block.size(), "the month is loaded");
        const auto at = block.begin() + static_cast<std::ptrdiff_t>(from);
        return std::decay_t<decltype(block)>(at, at + static_cast<std::ptrdiff_t>(cells_));
      },
      block_);
}

}  // namespace chuanzhe::output
