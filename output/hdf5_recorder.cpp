#include "output/hdf5_recorder.hpp"

#include <string>
#include <utility>

#include "base/error.hpp"
#include "output/event_columns.hpp"
#include "output/file_guard.hpp"
#include "output/life_columns.hpp"
#include "output/month_block.hpp"
#include "output/netcdf_layout.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

using engine::RunDescription;
using engine::VariableRow;

// netCDF reads a dimension of length zero as one that grows, so a variable over an empty axis
// (a run without policies) is left out.
bool has_empty_axis(const VariableRow& row, const RunDescription& run) {
  for (const auto axis : row.axes) {
    if (length_of(run, axis) == 0) return true;
  }
  return false;
}

VariableLayout layout_of(const VariableRow& row, const RunDescription& run) {
  VariableLayout layout{std::string(row.name),
                        std::string(row.unit),
                        std::string(row.long_name),
                        std::string(row.cell_methods),
                        {"replicate", "time"},
                        {},
                        row.type};
  for (const auto axis : row.axes) {
    layout.dimensions.emplace_back(engine::axis_words[static_cast<int>(axis)]);
    layout.axes.push_back(length_of(run, axis));
  }
  return layout;
}

VariableLayout event_count_layout() {
  return {"event_count",         "1", "events recorded in the month", "time: sum",
          {"replicate", "time"}, {},  VariableRow::Type::int64};
}

}  // namespace

struct Hdf5Recorder::OpenFile {
  Handle file;
  RunShape shape;
  ChunkPress press;
  std::vector<std::optional<MonthBlock>> blocks;  // along the rows; none over an empty axis
  Dimensions dimensions;
  std::optional<MonthBlock> event_count;
  std::optional<EventColumns> events;
  std::optional<LifeColumns> lives;
  std::int64_t months_seen = 0;

  OpenFile(const std::string& path, const RunDescription& run, std::span<const VariableRow> rows,
           int threads)
      : file(create_file(path)),
        shape{run.replicates, months_of(run)},
        press(threads),
        dimensions(file.get()) {
    write_provenance(file.get(), run);
    write_coordinates(file.get(), dimensions, run);
    for (const VariableRow& row : rows) {
      if (has_empty_axis(row, run)) {
        blocks.emplace_back(std::nullopt);
        continue;
      }
      blocks.emplace_back(create(layout_of(row, run)));
      const std::string labels = labels_of(run, row.axes);
      if (!labels.empty()) write_attribute(blocks.back()->dataset(), "coordinates", labels);
    }
    event_count.emplace(create(event_count_layout()));
    events.emplace(file.get(), dimensions, run, press);
    lives.emplace(file.get(), dimensions, run);
    dimensions.finish();
  }

  MonthBlock create(VariableLayout layout) {
    MonthBlock block(file.get(), std::move(layout), shape);
    dimensions.attach(block.dataset(), block.layout().name, block.layout().dimensions);
    return block;
  }

  void write_full_blocks() {
    std::vector<MonthBlock*> full;
    for (auto& block : blocks) {
      if (block && block->is_full()) full.push_back(&*block);
    }
    if (event_count->is_full()) full.push_back(&*event_count);
    press.for_each(static_cast<int>(full.size()), [&](int i, ChunkCodec& codec) {
      full[static_cast<std::size_t>(i)]->encode(codec);
    });
    for (MonthBlock* block : full) block->write();
  }

  void close() {
    events->close();
    lives->close();
    event_count->close();
    for (auto& block : blocks) {
      if (block) block->close();
    }
    dimensions.close();
    checked(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), "flushing the file");
    file.close("closing the file");
  }
};

Hdf5Recorder::Hdf5Recorder(std::filesystem::path path, Overwrite overwrite,
                           std::span<const VariableRow> rows, int threads)
    : file_(std::move(path), overwrite), rows_(rows), threads_(threads) {}

Hdf5Recorder::~Hdf5Recorder() = default;

void Hdf5Recorder::guarded(const std::function<void()>& work) const {
  try {
    work();
  } catch (const Hdf5Failure& failure) {
    throw base::RunError(file_.part_path().string() + ": " + failure.what());
  }
}

void Hdf5Recorder::begin(const RunDescription& run) {
  base::expect(!open_, "a recorder begins once");
  base::expect(run.replicates > 0 && months_of(run) > 0, "a run has replicates and months");
  guarded([&] {
    quiet_hdf5();
    open_ = std::make_unique<OpenFile>(file_.part_path().string(), run, rows_, threads_);
  });
}

void Hdf5Recorder::month(const engine::MonthObservation& observation,
                         std::span<const engine::Event> events) {
  base::expect(open_ != nullptr, "months come between begin and finish");
  guarded([&] { write_month(observation, events); });
}

void Hdf5Recorder::write_month(const engine::MonthObservation& observation,
                               std::span<const engine::Event> events) {
  const std::int64_t place =
      std::int64_t{observation.replicate} * open_->shape.months + observation.step;
  base::expect(place == open_->months_seen, "months come in order, replicate by replicate");
  base::expect(observation.values.size() == rows_.size(), "a month has a value for every row");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!open_->blocks[i]) continue;
    open_->blocks[i]->add(observation.replicate, observation.step, observation.values[i]);
  }
  const auto count = static_cast<std::int64_t>(events.size());
  open_->event_count->add(observation.replicate, observation.step,
                          std::vector<std::int64_t>{count});
  open_->write_full_blocks();
  open_->events->add(events);
  ++open_->months_seen;
}

void Hdf5Recorder::sample(int replicate, std::span<const engine::SampledWorker> workers) {
  base::expect(open_ != nullptr, "workers come between begin and finish");
  guarded([&] { open_->lives->sample(replicate, workers); });
}

void Hdf5Recorder::payments(int replicate, int step, std::span<const engine::Payment> payments) {
  base::expect(open_ != nullptr, "payments come between begin and finish");
  guarded([&] { open_->lives->payments(replicate, step, payments); });
}

void Hdf5Recorder::life_hashes(int replicate, std::span<const std::uint64_t> hashes) {
  base::expect(open_ != nullptr, "hashes come between begin and finish");
  guarded([&] { open_->lives->hashes(replicate, hashes); });
}

void Hdf5Recorder::finish() {
  base::expect(open_ != nullptr, "a recorder finishes once, after begin");
  base::expect(open_->months_seen == std::int64_t{open_->shape.replicates} * open_->shape.months,
               "a finished run has all its months");
  guarded([&] {
    std::vector<ExpectedVariable> expected;
    for (const auto& block : open_->blocks) {
      if (block) expected.push_back({block->layout().name, extent_of(block->dataset())});
    }
    open_->close();
    expected.push_back({"event_kind", {open_->events->written()}});
    expected.push_back({"kind_type", {open_->events->kinds()}});
    for (const ExpectedVariable& variable : open_->lives->written()) expected.push_back(variable);
    open_.reset();
    file_.sync();
    verify_written(file_.part_path().string(), expected);
  });
  file_.publish();
}

}  // namespace chuanzhe::output
