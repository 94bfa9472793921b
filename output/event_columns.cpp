#include "output/event_columns.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "base/error.hpp"
#include "output/flags.hpp"

namespace chuanzhe::output {
namespace {

constexpr auto effort = Effort::runs;
constexpr std::size_t width = sizeof(std::uint32_t);
static_assert(std::endian::native == std::endian::little, "columns are stored as in memory");

struct ColumnRow {
  const char* name;
  const char* long_name;
};
constexpr ColumnRow rows[] = {
    {"event_worker_step", "worker id minus that of the previous event of the same month"},
    {"event_kind", "what happened, position along kind"}};

}  // namespace

EventColumns::EventColumns(hid_t file, Dimensions& dimensions, const engine::RunDescription& run,
                           ChunkPress& press)
    : dimensions_(dimensions),
      press_(press),
      kinds_(file, dimensions, run),
      stored_(chunks_in_batch * column_count) {
  dimensions.add_growing("event", chunk_events);
  for (std::size_t i = 0; i < column_count; ++i) {
    datasets_[i] = create_dataset(file, rows[i].name, H5T_STD_U32LE, {0}, {"1", rows[i].long_name},
                                  {{chunk_events}, static_cast<int>(effort), true});
    dimensions.attach(datasets_[i].get(), rows[i].name, {"event"});
    columns_[i].resize(chunks_in_batch * chunk_events * width);
  }
}

void EventColumns::add(std::span<const engine::Event> events) {
  std::uint32_t previous_worker = 0;
  while (!events.empty()) {
    const std::size_t room = chunks_in_batch * chunk_events - pending_;
    const auto part = events.first(std::min(room, events.size()));
    take(part, previous_worker);
    previous_worker = part.back().worker;
    events = events.subspan(part.size());
    if (pending_ == chunks_in_batch * chunk_events) flush();
  }
}

void EventColumns::take(std::span<const engine::Event> events, std::uint32_t previous_worker) {
  std::uint8_t* step = columns_[0].data() + width * pending_;
  std::uint8_t* kind = columns_[1].data() + width * pending_;
  bool is_sorted = true;
  for (const engine::Event& event : events) {
    is_sorted = is_sorted && event.worker >= previous_worker;
    const std::uint32_t difference = event.worker - previous_worker;
    const std::uint32_t number = kinds_.number_of(event);
    std::memcpy(step, &difference, width);
    std::memcpy(kind, &number, width);
    step += width;
    kind += width;
    previous_worker = event.worker;
  }
  base::expect(is_sorted, "events of a month are sorted by worker");
  pending_ += events.size();
}

std::span<const std::uint8_t> EventColumns::chunk_of(std::size_t chunk, std::size_t column) const {
  const std::size_t bytes = chunk_events * width;
  return std::span(columns_[column]).subspan(chunk * bytes, bytes);
}

void EventColumns::flush() {
  const std::size_t chunks = (pending_ + chunk_events - 1) / chunk_events;
  for (std::size_t i = 0; i < column_count; ++i) {  // a last chunk is stored whole, zeros behind
    std::fill(columns_[i].begin() + static_cast<std::ptrdiff_t>(pending_ * width),
              columns_[i].begin() + static_cast<std::ptrdiff_t>(chunks * chunk_events * width),
              std::uint8_t{0});
  }
  press_.for_each(static_cast<int>(chunks) * column_count, [&](int piece, ChunkCodec& codec) {
    const auto chunk = static_cast<std::size_t>(piece / column_count);
    const auto column = static_cast<std::size_t>(piece % column_count);
    codec.encode(chunk_of(chunk, column), width, effort, stored_[static_cast<std::size_t>(piece)]);
  });
  const hsize_t length = written_ + pending_;
  for (auto& dataset : datasets_) checked(H5Dset_extent(dataset.get(), &length), "growing events");
  for (std::size_t piece = 0; piece < chunks * column_count; ++piece) {
    const hsize_t offset = written_ + piece / column_count * chunk_events;
    checked(H5Dwrite_chunk(datasets_[piece % column_count].get(), H5P_DEFAULT, 0, &offset,
                           stored_[piece].size(), stored_[piece].data()),
            "writing events");
  }
  written_ = length;
  pending_ = 0;
}

void EventColumns::close() {
  if (pending_ > 0) flush();
  dimensions_.grow("event", written_);
  kinds_.close();
  for (auto& dataset : datasets_) dataset.close("closing events");
}

}  // namespace chuanzhe::output
