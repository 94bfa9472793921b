#include "output/month_block.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "output/value_types.hpp"

namespace chuanzhe::output {
namespace {

using Type = engine::VariableRow::Type;

constexpr auto effort = Effort::thorough;

static_assert(std::endian::native == std::endian::little, "values are stored as in memory");

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
  dataset_ = create_dataset(
      file, layout_.name, stored_type(layout_.type), extent, {layout_.unit, layout_.long_name},
      {with_months(1, months_per_block_, layout_.axes), static_cast<int>(effort)});
  write_attribute(dataset_.get(), "cell_methods", layout_.cell_methods);
}

void MonthBlock::add(int replicate, int step, const engine::Values& values) {
  base::expect(values.index() == block_.index(), "values of a variable have its type");
  base::expect(!is_full_, "a full block is written before the next month");
  if (pending_ == 0) {
    replicate_ = replicate;
    first_step_ = step;
  }
  std::visit(
      [&](auto& block) {
        const auto& month = std::get<std::decay_t<decltype(block)>>(values);
        base::expect(month.size() == cells_, "a month of a variable fills its axes");
        block.insert(block.end(), month.begin(), month.end());
      },
      block_);
  ++pending_;
  is_full_ = pending_ == months_per_block_ || step + 1 == shape_.months;
}

// A last chunk with fewer months is stored whole, zeros behind.
void MonthBlock::encode(ChunkCodec& codec) {
  std::visit(
      [&](auto& block) {
        using Element = typename std::decay_t<decltype(block)>::value_type;
        block.resize(cells_ * static_cast<std::size_t>(months_per_block_));
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(block.data());
        codec.encode({bytes, block.size() * sizeof(Element)}, sizeof(Element), effort, stored_);
        block.clear();
      },
      block_);
}

void MonthBlock::write() {
  Extent start(2 + layout_.axes.size(), 0);
  start[0] = static_cast<hsize_t>(replicate_);
  start[1] = static_cast<hsize_t>(first_step_);
  checked(
      H5Dwrite_chunk(dataset_.get(), H5P_DEFAULT, 0, start.data(), stored_.size(), stored_.data()),
      "writing '" + layout_.name + "'");
  pending_ = 0;
  is_full_ = false;
}

void MonthBlock::close() {
  base::ensure(pending_ == 0, "no month is left unwritten");
  dataset_.close("closing '" + layout_.name + "'");
}

}  // namespace chuanzhe::output
