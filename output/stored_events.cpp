#include "output/stored_events.hpp"

#include <limits>
#include <string>

#include "output/event_kinds.hpp"
#include "output/file_guard.hpp"
#include "output/run_coordinates.hpp"
#include "output/stored_variable.hpp"

namespace chuanzhe::output {
namespace {

constexpr std::uint8_t first_special_place = 254;  // home county, elsewhere

// More events than all workers of a province could have in a month: the file is not ours.
constexpr std::uint64_t most_events_in_month = std::uint64_t{1} << 27U;

constexpr const char* as_counted = "has not as many events as 'event_count' says";
constexpr const char* as_kinds = "has not as many kinds as 'kind_type'";

Handle open_column(hid_t file, const char* name, std::uint64_t length, const char* otherwise) {
  Handle column(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, std::string("opening '") + name + "'");
  if (extent_of(column.get()) != Extent{length}) {
    throw Hdf5Failure(std::string("'") + name + "' " + otherwise);
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

bool is_possible(const engine::Event& kind, const engine::RunDescription& run) {
  const std::size_t cities = length_of(run, engine::Axis::city);
  const auto is_place = [&](std::uint8_t code) {
    return code < cities || code >= first_special_place;
  };
  const bool has_sector =
      kind.sector < length_of(run, engine::Axis::sector) || kind.sector == engine::no_sector;
  return kind.type < run.event_words.size() && kind.status < run.status_words.size() &&
         has_sector && is_place(kind.from) && is_place(kind.to);
}

std::vector<engine::Event> kinds_of(hid_t file, const engine::RunDescription& run) {
  const auto count = extent_of(
      Handle(H5Dopen2(file, "kind_type", H5P_DEFAULT), H5Dclose, "opening 'kind_type'").get());
  if (count.size() != 1 || count[0] > most_kinds) {
    throw Hdf5Failure("'kind_type' is no list of kinds of events");
  }
  std::vector<engine::Event> kinds(count[0]);
  if (kinds.empty()) return kinds;
  std::vector<std::uint8_t> values(count[0]);
  for (const KindColumn& kind_column : kind_columns) {
    const Handle column = open_column(file, kind_column.name, count[0], as_kinds);
    read_part(column, H5T_NATIVE_UINT8, 0, count[0], values.data());
    for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i].*kind_column.member = values[i];
  }
  for (const engine::Event& kind : kinds) {
    if (!is_possible(kind, run)) throw Hdf5Failure("an event holds an impossible value");
  }
  return kinds;
}

}  // namespace

StoredEvents::StoredEvents(hid_t file, const engine::RunDescription& run)
    : months_(static_cast<std::size_t>(months_of(run))),
      begins_(begins_of(file, run)),
      kinds_(kinds_of(file, run)),
      steps_(open_column(file, "event_worker_step", begins_.back(), as_counted)),
      numbers_(open_column(file, "event_kind", begins_.back(), as_counted)) {}

const std::vector<engine::Event>& StoredEvents::month(int replicate, int step) {
  const std::size_t month =
      static_cast<std::size_t>(replicate) * months_ + static_cast<std::size_t>(step);
  const std::size_t count = begins_[month + 1] - begins_[month];
  events_.resize(count);
  if (count == 0) return events_;
  step_values_.resize(count);
  number_values_.resize(count);
  read_part(steps_, H5T_NATIVE_UINT32, begins_[month], count, step_values_.data());
  read_part(numbers_, H5T_NATIVE_UINT32, begins_[month], count, number_values_.data());
  join_columns();
  return events_;
}

void StoredEvents::join_columns() {
  std::uint64_t worker = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    worker += step_values_[i];
    if (worker > std::numeric_limits<std::uint32_t>::max() || number_values_[i] >= kinds_.size()) {
      throw Hdf5Failure("an event holds an impossible value");
    }
    events_[i] = kinds_[number_values_[i]];
    events_[i].worker = static_cast<std::uint32_t>(worker);
  }
}

}  // namespace chuanzhe::output
