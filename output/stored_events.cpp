#include "output/stored_events.hpp"

#include <limits>
#include <string>

#include "output/event_columns.hpp"
#include "output/file_guard.hpp"
#include "output/run_coordinates.hpp"
#include "output/stored_variable.hpp"

namespace chuanzhe::output {
namespace {

constexpr const char* byte_names[] = {"event_type", "event_from", "event_to", "event_status",
                                      "event_sector"};
constexpr std::uint8_t first_special_place = 254;  // home county, elsewhere

// More events than all workers of a province could have in a month: the file is not ours.
constexpr std::uint64_t most_events_in_month = std::uint64_t{1} << 27U;

Handle open_column(hid_t file, const char* name, std::uint64_t events) {
  Handle column(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, std::string("opening '") + name + "'");
  if (extent_of(column.get()) != Extent{events}) {
    throw Hdf5Failure(std::string("'") + name + "' has not as many events as 'event_count' says");
  }
  return column;
}

std::vector<std::uint64_t> begins_of(hid_t file, const engine::RunDescription& run) {
  const engine::VariableRow row{"event_count", "1", "", "", {}, engine::VariableRow::Type::int64};
  StoredVariable stored(file, row, run);
  std::vector<std::uint64_t> begins{0};
  for (int replicate = 0; replicate < run.replicates; ++replicate) {
    stored.load(replicate, 0, months_of(run));
    for (int step = 0; step < months_of(run); ++step) {
      const auto count = std::get<std::vector<std::int64_t>>(stored.month(step)).front();
      if (count < 0 || static_cast<std::uint64_t>(count) > most_events_in_month) {
        throw Hdf5Failure("'event_count' holds an impossible number");
      }
      begins.push_back(begins.back() + static_cast<std::uint64_t>(count));
    }
  }
  return begins;
}

void read_part(const Handle& dataset, hid_t type, hsize_t first, hsize_t count, void* values) {
  const Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose, "reading events");
  const Handle place(H5Dget_space(dataset.get()), H5Sclose, "reading events");
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, &first, nullptr, &count, nullptr),
          "reading events");
  checked(H5Dread(dataset.get(), type, memory.get(), place.get(), H5P_DEFAULT, values),
          "reading events");
}

}  // namespace

StoredEvents::StoredEvents(hid_t file, const engine::RunDescription& run)
    : months_(static_cast<std::size_t>(months_of(run))),
      cities_(length_of(run, engine::Axis::city)),
      sectors_(length_of(run, engine::Axis::sector)),
      event_words_(run.event_words.size()),
      status_words_(run.status_words.size()),
      begins_(begins_of(file, run)),
      steps_(open_column(file, "event_worker_step", begins_.back())) {
  for (int i = 0; i < byte_columns; ++i) {
    datasets_[static_cast<std::size_t>(i)] = open_column(file, byte_names[i], begins_.back());
  }
}

const std::vector<engine::Event>& StoredEvents::month(int replicate, int step) {
  const std::size_t month =
      static_cast<std::size_t>(replicate) * months_ + static_cast<std::size_t>(step);
  const std::size_t count = begins_[month + 1] - begins_[month];
  events_.resize(count);
  if (count == 0) return events_;
  read_columns(begins_[month], count);
  join_columns();
  return events_;
}

void StoredEvents::read_columns(hsize_t first, std::size_t count) {
  step_values_.resize(count);
  read_part(steps_, H5T_NATIVE_UINT32, first, count, step_values_.data());
  for (std::size_t i = 0; i < byte_columns; ++i) {
    values_[i].resize(count);
    read_part(datasets_[i], H5T_NATIVE_UINT8, first, count, values_[i].data());
  }
}

void StoredEvents::join_columns() {
  const auto is_place = [&](std::uint8_t code) {
    return code < cities_ || code >= first_special_place;
  };
  std::uint64_t worker = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    worker += step_values_[i];
    const engine::Event event{static_cast<std::uint32_t>(worker),
                              values_[0][i],
                              values_[1][i],
                              values_[2][i],
                              values_[3][i],
                              values_[4][i]};
    if (worker > std::numeric_limits<std::uint32_t>::max() || event.type >= event_words_ ||
        event.status >= status_words_ ||
        (event.sector >= sectors_ && event.sector != engine::no_sector) || !is_place(event.from) ||
        !is_place(event.to)) {
      throw Hdf5Failure("an event holds an impossible value");
    }
    events_[i] = event;
  }
}

}  // namespace chuanzhe::output
