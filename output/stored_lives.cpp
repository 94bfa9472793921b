#include "output/stored_lives.hpp"

#include <limits>

#include "output/file_guard.hpp"
#include "output/file_reader.hpp"
#include "output/run_coordinates.hpp"
#include "output/stored_variable.hpp"
#include "world/groups.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;

constexpr std::uint64_t most_rows = std::uint64_t{1} << 28U;  // more than a province has workers
constexpr std::uint8_t first_special_place = 254;             // home county, elsewhere

std::vector<std::uint64_t> sums_of(const std::vector<std::int64_t>& counts, const char* name) {
  std::vector<std::uint64_t> begins{0};
  for (const std::int64_t count : counts) {
    if (count < 0 || static_cast<std::uint64_t>(count) > most_rows) {
      throw Hdf5Failure(std::string("'") + name + "' holds an impossible number");
    }
    begins.push_back(begins.back() + static_cast<std::uint64_t>(count));
  }
  return begins;
}

std::vector<std::int64_t> sampled_counts(hid_t file, const engine::RunDescription& run) {
  if (!has_link(file, "sampled_count")) {
    throw Hdf5Failure("it has no table of sampled workers (it was written by version " +
                      run.version + ") run it again");
  }
  std::vector<std::int64_t> counts;
  for (const double count : read_reals(file, "sampled_count")) {
    counts.push_back(static_cast<std::int64_t>(count));
  }
  if (counts.size() != static_cast<std::size_t>(run.replicates)) {
    throw Hdf5Failure("'sampled_count' does not cover the replicates");
  }
  return counts;
}

std::vector<std::int64_t> payment_counts(hid_t file, const engine::RunDescription& run) {
  if (!has_link(file, "payment_count")) return {};
  const engine::VariableRow row{"payment_count", "1", "", "", {}, engine::VariableRow::Type::int64};
  StoredVariable stored(file, row, run);
  std::vector<std::int64_t> counts;
  for (int replicate = 0; replicate < run.replicates; ++replicate) {
    stored.load(replicate, 0, months_of(run));
    for (int step = 0; step < months_of(run); ++step) {
      counts.push_back(std::get<std::vector<std::int64_t>>(stored.month(step)).front());
    }
  }
  return counts;
}

/// Rows first .. first + count - 1 of a column over all `rows`.
template <class Value>
std::vector<Value> part(hid_t file, const char* name, hid_t type, std::uint64_t rows, hsize_t first,
                        hsize_t count) {
  const std::string doing = std::string("reading '") + name + "'";
  const Handle dataset = open_dataset(file, name);
  if (extent_of(dataset.get()) != Extent{rows}) {
    throw Hdf5Failure(doing + ": it has not as many rows as are counted");
  }
  std::vector<Value> values(count);
  if (count == 0) return values;
  const Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose, doing);
  const Handle place(H5Dget_space(dataset.get()), H5Sclose, doing);
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, &first, nullptr, &count, nullptr),
          doing);
  checked(H5Dread(dataset.get(), type, memory.get(), place.get(), H5P_DEFAULT, values.data()),
          doing);
  return values;
}

std::uint32_t next_worker(std::uint64_t& worker, std::uint32_t step) {
  worker += step;
  if (worker > std::numeric_limits<std::uint32_t>::max()) {
    throw Hdf5Failure("a worker has an impossible number");
  }
  return static_cast<std::uint32_t>(worker);
}

}  // namespace

StoredLives::StoredLives(hid_t file, const engine::RunDescription& run)
    : file_(file),
      months_(static_cast<std::size_t>(months_of(run))),
      counties_(length_of(run, Axis::county)),
      cities_(length_of(run, Axis::city)),
      sectors_(length_of(run, Axis::sector)),
      statuses_(run.status_words.size()),
      policies_(length_of(run, Axis::policy)),
      sample_begins_(sums_of(sampled_counts(file, run), "sampled_count")),
      payment_begins_(sums_of(payment_counts(file, run), "payment_count")) {}

std::vector<engine::SampledWorker> StoredLives::sample(int replicate) const {
  const auto r = static_cast<std::size_t>(replicate);
  const hsize_t first = sample_begins_.at(r), count = sample_begins_.at(r + 1) - first;
  const std::uint64_t rows = sample_begins_.back();
  const auto bytes = [&](const char* name) {
    return part<std::uint8_t>(file_, name, H5T_NATIVE_UINT8, rows, first, count);
  };
  const auto steps =
      part<std::uint32_t>(file_, "sampled_worker_step", H5T_NATIVE_UINT32, rows, first, count);
  const auto county = bytes("sampled_county"), group = bytes("sampled_group"),
             status = bytes("sampled_status"), place = bytes("sampled_place"),
             sector = bytes("sampled_sector");
  const auto productivity =
      part<float>(file_, "sampled_productivity", H5T_NATIVE_FLOAT, rows, first, count);
  const auto words =
      part<std::uint32_t>(file_, "sampled_words", H5T_NATIVE_UINT32, rows, first, count);
  const auto reach =
      part<std::uint32_t>(file_, "sampled_reach", H5T_NATIVE_UINT32, rows, first, count);
  std::vector<engine::SampledWorker> sample;
  sample.reserve(count);
  std::uint64_t worker = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sample.push_back({next_worker(worker, steps[i]), county[i], group[i], status[i], place[i],
                      sector[i], productivity[i], words[i], reach[i]});
    if (county[i] >= counties_ || group[i] >= world::group_count || status[i] >= statuses_ ||
        (place[i] >= cities_ && place[i] < first_special_place) ||
        (sector[i] >= sectors_ && sector[i] != engine::no_sector)) {
      throw Hdf5Failure("a sampled worker holds an impossible value");
    }
  }
  return sample;
}

std::vector<engine::Payment> StoredLives::payments(int replicate, int step) const {
  if (payment_begins_.size() == 1) return {};
  const std::size_t month =
      static_cast<std::size_t>(replicate) * months_ + static_cast<std::size_t>(step);
  const hsize_t first = payment_begins_.at(month), count = payment_begins_.at(month + 1) - first;
  const std::uint64_t rows = payment_begins_.back();
  const auto steps =
      part<std::uint32_t>(file_, "payment_worker_step", H5T_NATIVE_UINT32, rows, first, count);
  const auto policy =
      part<std::uint8_t>(file_, "payment_policy", H5T_NATIVE_UINT8, rows, first, count);
  const auto fen =
      part<std::int64_t>(file_, "payment_amount", H5T_NATIVE_INT64, rows, first, count);
  std::vector<engine::Payment> payments;
  std::uint64_t worker = 0;
  for (std::size_t i = 0; i < count; ++i) {
    payments.push_back({next_worker(worker, steps[i]), policy[i], fen[i]});
    if (policy[i] >= policies_) throw Hdf5Failure("a payment names no policy");
  }
  return payments;
}

std::vector<std::uint64_t> StoredLives::hashes(int replicate) const {
  if (!has_link(file_, "life_hash")) return {};
  const std::string doing = "reading 'life_hash'";
  const Handle dataset = open_dataset(file_, "life_hash");
  const Extent extent = extent_of(dataset.get());
  if (extent.size() != 2 || extent[0] <= static_cast<hsize_t>(replicate) || extent[1] > most_rows) {
    throw Hdf5Failure(doing + ": it does not cover the replicates");
  }
  std::vector<std::uint64_t> hashes(extent[1]);
  const Extent start{static_cast<hsize_t>(replicate), 0}, count{1, extent[1]};
  const Handle memory(H5Screate_simple(2, count.data(), nullptr), H5Sclose, doing);
  const Handle place(H5Dget_space(dataset.get()), H5Sclose, doing);
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                              nullptr),
          doing);
  checked(H5Dread(dataset.get(), H5T_NATIVE_UINT64, memory.get(), place.get(), H5P_DEFAULT,
                  hashes.data()),
          doing);
  return hashes;
}

}  // namespace chuanzhe::output
