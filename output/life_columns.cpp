#include "output/life_columns.hpp"

#include "base/error.hpp"
#include "output/flags.hpp"
#include "output/run_coordinates.hpp"
#include "world/groups.hpp"

namespace chuanzhe::output {
namespace {

using Type = GrowingTable::Type;
using engine::Axis;

constexpr hsize_t hashes_a_chunk = std::size_t{1} << 16U;
constexpr int no_deflate = 0;  // hashes do not compress: a store of the filter, no search

std::vector<GrowingTable::Column> sample_columns() {
  return {{"sampled_worker_step", "1",
           "worker id minus that of the sampled worker before in the replicate", Type::uint32},
          {"sampled_county", "1", "county of origin, position along county", Type::uint8},
          {"sampled_group", "1", "group at the start, position along worker_group", Type::uint8},
          {"sampled_status", "1", "status at the start", Type::uint8},
          {"sampled_place", "1", "place at the start", Type::uint8},
          {"sampled_sector", "1", "sector of the post held or sought at the start", Type::uint8},
          {"sampled_productivity", "1", "factor on the pay of every post", Type::float32},
          {"sampled_words", "1", "words of the worker among those of a policy's groups, a bit each",
           Type::uint32},
          {"sampled_reach", "1",
           "policies that reach the worker: bit p for position p along policy", Type::uint32}};
}

std::vector<GrowingTable::Column> payment_columns() {
  return {{"payment_worker_step", "1",
           "worker id minus that of the previous payment of the same month", Type::uint32},
          {"payment_policy", "1", "position along policy", Type::uint8},
          {"payment_amount", "fen",
           "what the policy paid for all persons of the agent, 1/100 CNY; negative = paid back",
           Type::int64}};
}

/// A bit for each word that policies address groups by.
void describe_words(hid_t dataset) {
  std::vector<std::uint32_t> masks;
  std::string meanings;
  for (const std::string_view word : world::group_words) {
    masks.push_back(1U << masks.size());
    meanings += (meanings.empty() ? "" : " ") + std::string(word);
  }
  write_attribute(dataset, "flag_masks", std::span<const std::uint32_t>(masks));
  write_attribute(dataset, "flag_meanings", meanings);
}

VariableLayout payment_count_layout() {
  return {"payment_count",
          "1",
          "payments to sampled workers in the month",
          "time: sum",
          {"replicate", "time"},
          {},
          engine::VariableRow::Type::int64};
}

Handle create_hashes(hid_t file, Dimensions& dimensions, int replicates) {
  dimensions.add_growing("worker", hashes_a_chunk);
  Handle dataset = create_dataset(
      file, "life_hash", H5T_STD_U64LE, {static_cast<hsize_t>(replicates), 0},
      {"1", "hash of the whole life of every worker"}, {{1, hashes_a_chunk}, no_deflate, true, 1});
  dimensions.attach(dataset.get(), "life_hash", {"replicate", "worker"});
  return dataset;
}

}  // namespace

LifeColumns::LifeColumns(hid_t file, Dimensions& dimensions, const engine::RunDescription& run)
    : dimensions_(dimensions),
      shape_{run.replicates, months_of(run)},
      sampled_(file, dimensions, "sampled_worker", sample_columns()),
      counts_(static_cast<std::size_t>(run.replicates)) {
  describe_flags(sampled_.dataset(3), flags_of(run.status_words));
  describe_flags(sampled_.dataset(4), place_flags(run));
  describe_flags(sampled_.dataset(5), sector_flags(run));
  describe_words(sampled_.dataset(7));
  sampled_count_ = create_dataset(file, "sampled_count", H5T_STD_I64LE, {counts_.size()},
                                  {"1", "sampled workers of the replicate"});
  dimensions.attach(sampled_count_.get(), "sampled_count", {"replicate"});
  if (length_of(run, Axis::policy) > 0) {
    paid_.emplace(file, dimensions, "payment", payment_columns());
    paid_count_.emplace(file, payment_count_layout(), shape_);
    dimensions.attach(paid_count_->dataset(), "payment_count", {"replicate", "time"});
  }
  if (run.life_hash) hashes_ = create_hashes(file, dimensions, run.replicates);
}

void LifeColumns::sample(int replicate, std::span<const engine::SampledWorker> workers) {
  std::int64_t& count = counts_.at(static_cast<std::size_t>(replicate));
  for (const engine::SampledWorker& w : workers) {
    if (count++ == 0) last_worker_ = 0;
    base::expect(w.worker >= last_worker_, "sampled workers come in order of their ids");
    sampled_.add(std::uint32_t{w.worker - last_worker_}, w.county, w.group, w.status, w.place,
                 w.sector, w.productivity, w.words, w.reach);
    last_worker_ = w.worker;
  }
}

void LifeColumns::payments(int replicate, int step, std::span<const engine::Payment> payments) {
  if (!paid_) return;
  std::uint32_t previous = 0;
  for (const engine::Payment& payment : payments) {
    base::expect(payment.worker >= previous, "payments of a month are sorted by worker");
    paid_->add(std::uint32_t{payment.worker - previous}, payment.policy, payment.fen);
    previous = payment.worker;
  }
  const auto count = static_cast<std::int64_t>(payments.size());
  paid_count_->add(replicate, step, std::vector<std::int64_t>{count});
  if (!paid_count_->is_full()) return;
  paid_count_->encode(codec_);
  paid_count_->write();
}

void LifeColumns::hashes(int replicate, std::span<const std::uint64_t> hashes) {
  if (!hashes_.is_open()) return;
  const std::string doing = "writing 'life_hash'";
  base::expect(agents_ == 0 || agents_ == hashes.size(), "every replicate has as many workers");
  agents_ = hashes.size();
  const Extent extent{counts_.size(), agents_};
  checked(H5Dset_extent(hashes_.get(), extent.data()), doing);
  const Extent start{static_cast<hsize_t>(replicate), 0}, count{1, agents_};
  const Handle place(H5Dget_space(hashes_.get()), H5Sclose, doing);
  checked(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                              nullptr),
          doing);
  const Handle memory(H5Screate_simple(2, count.data(), nullptr), H5Sclose, doing);
  checked(H5Dwrite(hashes_.get(), H5T_NATIVE_UINT64, memory.get(), place.get(), H5P_DEFAULT,
                   hashes.data()),
          doing);
}

void LifeColumns::close() {
  sampled_.close();
  checked(H5Dwrite(sampled_count_.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                   counts_.data()),
          "writing 'sampled_count'");
  written_ = {{"sampled_worker_step", {sampled_.written()}}};
  sampled_count_.close("closing 'sampled_count'");
  if (paid_) {
    paid_->close();
    paid_count_->close();
    written_.push_back({"payment_amount", {paid_->written()}});
  }
  if (hashes_.is_open()) {
    written_.push_back({"life_hash", {counts_.size(), agents_}});
    dimensions_.grow("worker", agents_);
    hashes_.close("closing 'life_hash'");
  }
}

}  // namespace chuanzhe::output
