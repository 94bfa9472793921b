#include "output/event_kinds.hpp"

#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

std::vector<GrowingTable::Column> table_columns() {
  std::vector<GrowingTable::Column> columns;
  for (const KindColumn& column : kind_columns) {
    columns.push_back({column.name, "1", column.long_name, GrowingTable::Type::uint8});
  }
  return columns;
}

Flags types(const engine::RunDescription& run) { return flags_of(run.event_words); }
Flags statuses(const engine::RunDescription& run) { return flags_of(run.status_words); }

}  // namespace

const std::array<KindColumn, 5> kind_columns = {{
    {"kind_type", "what happened", &engine::Event::type, types},
    {"kind_from", "place before the event", &engine::Event::from, place_flags},
    {"kind_to", "place after the event", &engine::Event::to, place_flags},
    {"kind_status", "status at the end of the month", &engine::Event::status, statuses},
    {"kind_sector", "sector of the post held or sought at the end of the month",
     &engine::Event::sector, sector_flags},
}};

EventKinds::EventKinds(hid_t file, Dimensions& dimensions, const engine::RunDescription& run)
    : table_(file, dimensions, "kind", table_columns()), slots_(std::size_t{1} << 14U) {
  for (std::size_t i = 0; i < kind_columns.size(); ++i) {
    describe_flags(table_.dataset(i), kind_columns[i].words(run));
  }
}

std::uint32_t EventKinds::add(const engine::Event& event, std::uint64_t key) {
  static_assert(most_kinds < mask);
  base::ensure(count_ < most_kinds, "kinds of events can be numbered");
  const auto part = [&](std::size_t column) { return event.*kind_columns[column].member; };
  table_.add(part(0), part(1), part(2), part(3), part(4));
  if (std::size_t{count_} * 4 >= slots_.size()) {
    const std::vector<std::uint64_t> before =
        std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
    for (const std::uint64_t slot : before) {
      if (slot != 0) place(slot);
    }
  }
  place(key << number_bits | ++count_);
  return count_ - 1;
}

void EventKinds::place(std::uint64_t slot) {
  std::size_t i = home_of(slot >> number_bits);
  while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = slot;
}

}  // namespace chuanzhe::output
