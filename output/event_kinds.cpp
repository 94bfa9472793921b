#include "output/event_kinds.hpp"

#include <utility>

#include "base/error.hpp"
#include "output/flags.hpp"

namespace chuanzhe::output {
namespace {

using Type = GrowingTable::Type;

std::vector<GrowingTable::Column> columns() {
  return {{"kind_type", "1", "what happened", Type::uint8},
          {"kind_from", "1", "place before the event", Type::uint8},
          {"kind_to", "1", "place after the event", Type::uint8},
          {"kind_status", "1", "status at the end of the month", Type::uint8},
          {"kind_sector", "1", "sector of the post held or sought at the end of the month",
           Type::uint8}};
}

}  // namespace

EventKinds::EventKinds(hid_t file, Dimensions& dimensions, const engine::RunDescription& run)
    : table_(file, dimensions, "kind", columns()), slots_(std::size_t{1} << 14U) {
  describe_flags(table_.dataset(0), flags_of(run.event_words));
  describe_flags(table_.dataset(1), place_flags(run));
  describe_flags(table_.dataset(2), place_flags(run));
  describe_flags(table_.dataset(3), flags_of(run.status_words));
  describe_flags(table_.dataset(4), sector_flags(run));
}

std::uint32_t EventKinds::add(const engine::Event& event, std::uint64_t key) {
  base::ensure(count_ + 1 < mask, "kinds of events can be numbered");
  table_.add(event.type, event.from, event.to, event.status, event.sector);
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
