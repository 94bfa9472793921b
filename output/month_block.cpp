#include "output/month_block.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "output/value_types.hpp"

namespace chuanzhe::output {
namespace {

using Type = engine::VariableRow::Type;

constexpr int deflate_level = 4;  // measured: docs/decisions/0004-hdf5-layout.md

Extent with_months(hsize_t replicates, int months, const Extent& axes) {
  Extent extent{replicates, static_cast<hsize_t>(months)};
  extent.insert(extent.end(), axes.begin(), axes.end());
  return extent;
}

std::size_t cells_of(const Extent& axes) {
  return std::accumulate(axes.begin(), axes.end(), std::size_t{1}, std::multiplies<>());
}

// At most a year and, unless a single month is larger, at most 4 MiB.
int months_in_block(std::size_t cells, Type type, int months) {
  constexpr std::size_t most_bytes = 4U << 20U;
  const std::size_t month_bytes = cells * (type == Type::int32 ? 4 : 8);
  const auto fitting = static_cast<int>(std::clamp<std::size_t>(most_bytes / month_bytes, 1, 12));
  return std::min(fitting, months);
}

}  // namespace

MonthBlock::MonthBlock(hid_t file, VariableLayout layout, RunShape shape)
    : layout_(std::move(layout)),
      shape_(shape),
      cells_(cells_of(layout_.axes)),
      months_per_block_(months_in_block(cells_, layout_.type, shape.months)),
      block_(no_values(layout_.type)) {
  const Extent extent =
      with_months(static_cast<hsize_t>(shape.replicates), shape.months, layout_.axes);
  dataset_ = create_dataset(file, layout_.name, stored_type(layout_.type), extent,
                            {layout_.unit, layout_.long_name},
                            {with_months(1, months_per_block_, layout_.axes), deflate_level});
  write_attribute(dataset_.get(), "cell_methods", layout_.cell_methods);
}

void MonthBlock::add(int replicate, int step, const engine::Values& values) {
  base::expect(values.index() == block_.index(), "values of a variable have its type");
  std::visit(
      [&](auto& block) {
        const auto& month = std::get<std::decay_t<decltype(block)>>(values);
        base::expect(month.size() == cells_, "a month of a variable fills its axes");
        block.insert(block.end(), month.begin(), month.end());
      },
      block_);
  ++pending_;
  const bool is_full = pending_ == months_per_block_;
  if (is_full || step + 1 == shape_.months) flush(replicate, step + 1 - pending_);
}

void MonthBlock::flush(int replicate, int first_step) {
  const std::string doing = "writing '" + layout_.name + "'";
  Extent start(2 + layout_.axes.size(), 0);
  start[0] = static_cast<hsize_t>(replicate);
  start[1] = static_cast<hsize_t>(first_step);
  const Extent count = with_months(1, pending_, layout_.axes);
  const int rank = static_cast<int>(count.size());
  const Handle memory(H5Screate_simple(rank, count.data(), nullptr), H5Sclose, doing);
  const Handle place(H5Dget_space(dataset_.get()), H5Sclose, doing);
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                              nullptr),
          doing);
  std::visit(
      [&](auto& block) {
        checked(H5Dwrite(dataset_.get(), native_type(block_), memory.get(), place.get(),
                         H5P_DEFAULT, block.data()),
                doing);
        block.clear();
      },
      block_);
  pending_ = 0;
}

void MonthBlock::close() {
  base::ensure(pending_ == 0, "no month is left unwritten");
  dataset_.close("closing '" + layout_.name + "'");
}

}  // namespace chuanzhe::output
