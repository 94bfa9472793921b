#include "study/breakdown.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

using engine::Axis;
using engine::RunDescription;
using engine::VariableRow;

std::string_view word(Axis axis) { return engine::axis_words[static_cast<int>(axis)]; }

const std::vector<std::string>& names_of(const RunDescription& run, Axis axis) {
  return run.axes[static_cast<int>(axis)].names;
}

std::string axes_in_words(const VariableRow& row) {
  std::vector<std::string_view> words;
  for (const Axis axis : row.axes) words.push_back(word(axis));
  return words.empty() ? "no axes" : fmt::format("{}", fmt::join(words, ", "));
}

const VariableRow& row_named(const std::string& variable) {
  std::vector<std::string> names;
  for (const VariableRow& row : engine::variable_rows()) {
    if (row.name == variable) return row;
    names.emplace_back(row.name);
  }
  const std::string near = base::nearest(variable, names);
  throw base::InputError(
      {}, fmt::format("there is no variable '{}'; {}", variable,
                      near.empty() ? "see docs/file-format.md" : "did you mean '" + near + "'?"));
}

std::size_t index_of(const VariableRow& row) {
  return static_cast<std::size_t>(&row - engine::variable_rows().data());
}

/// For every value of a variable, in its order, the cell to which it is added.
std::vector<std::size_t> cells_of_values(const VariableRow& row, const std::vector<Axis>& kept,
                                         const RunDescription& run) {
  std::vector<std::size_t> cell_of{0};
  std::vector<std::size_t> stride(row.axes.size(), 0);
  std::size_t cells = 1;
  for (auto axis = kept.rbegin(); axis != kept.rend(); ++axis) {
    const auto at = std::find(row.axes.begin(), row.axes.end(), *axis) - row.axes.begin();
    stride[static_cast<std::size_t>(at)] = cells;
    cells *= names_of(run, *axis).size();
  }
  for (std::size_t a = 0; a < row.axes.size(); ++a) {
    std::vector<std::size_t> longer;
    for (const std::size_t cell : cell_of) {
      for (std::size_t i = 0; i < names_of(run, row.axes[a]).size(); ++i) {
        longer.push_back(cell + i * stride[a]);
      }
    }
    cell_of = std::move(longer);
  }
  return cell_of;
}

std::vector<std::vector<std::string>> labels_of(const std::vector<Axis>& axes,
                                                const RunDescription& run) {
  std::vector<std::vector<std::string>> labels{{}};
  for (const Axis axis : axes) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& label : labels) {
      for (const std::string& name : names_of(run, axis)) {
        longer.push_back(label);
        longer.back().push_back(name);
      }
    }
    labels = std::move(longer);
  }
  return labels;
}

void add(const engine::Values& values, const std::vector<std::size_t>& cell_of,
         std::vector<double>& sums) {
  std::visit(
      [&](const auto& month) {
        base::expect(month.size() == cell_of.size(), "a variable that is summed is filled");
        for (std::size_t i = 0; i < month.size(); ++i) {
          sums[cell_of[i]] += static_cast<double>(month[i]);
        }
      },
      values);
}

}  // namespace

std::vector<double> Cells::cell(std::size_t index) const {
  std::vector<double> values;
  for (const auto& replicate : by_replicate) values.push_back(replicate[index]);
  return values;
}

const VariableRow& row_to_break_down(const std::string& variable, const std::vector<Axis>& axes) {
  const VariableRow& row = row_named(variable);
  if (row.type == VariableRow::Type::float64) {
    throw base::InputError(
        {}, fmt::format("'{}' cannot be broken down (it is a ratio, and ratios have no sums) "
                        "take the variables it is made of",
                        variable));
  }
  for (const Axis axis : axes) {
    if (std::find(row.axes.begin(), row.axes.end(), axis) != row.axes.end()) continue;
    throw base::InputError(
        {}, fmt::format("'{}' is not known by {} (it has {}) choose one of these", variable,
                        word(axis), axes_in_words(row)));
  }
  return row;
}

Breakdowns::Breakdowns(std::vector<BreakdownRequest> requests) : requests_(std::move(requests)) {
  for (const BreakdownRequest& request : requests_) {
    const VariableRow& row = row_to_break_down(request.variable, request.axes);
    plans_.push_back({index_of(row), row.cell_methods == "time: point", {}});
  }
}

std::vector<std::string> Breakdowns::variables() const {
  std::vector<std::string> names;
  for (const BreakdownRequest& request : requests_) names.push_back(request.variable);
  return names;
}

void Breakdowns::begin(const RunDescription& run) {
  cells_.clear();
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const VariableRow& row = engine::variable_rows()[plans_[i].row];
    plans_[i].cell_of = cells_of_values(row, requests_[i].axes, run);
    cells_.push_back({labels_of(requests_[i].axes, run), {}});
    const std::size_t cells = cells_.back().size();
    cells_.back().by_replicate.assign(static_cast<std::size_t>(run.replicates),
                                      std::vector<double>(cells, 0));
  }
}

void Breakdowns::month(const engine::MonthObservation& observation,
                       std::span<const engine::Event>) {
  const auto replicate = static_cast<std::size_t>(observation.replicate);
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const auto& [first, last] = requests_[i].period;
    const bool counts = plans_[i].is_stock
                            ? observation.month == last
                            : first <= observation.month && observation.month <= last;
    if (!counts) continue;
    add(observation.values[plans_[i].row], plans_[i].cell_of, cells_[i].by_replicate[replicate]);
  }
}

}  // namespace chuanzhe::study
