#include "study/measures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "study/interval.hpp"
#include "study/measure_request.hpp"

namespace chuanzhe::study {
namespace {

using engine::Axis;
using engine::RunDescription;
using engine::VariableRow;

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  base::Location at;
  at.file = text;
  throw base::InputError(at, why);
}

std::string suggestion(const std::string& word, const std::vector<std::string>& legal) {
  const std::string near = base::nearest(word, legal);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  if (legal.size() > 12) return "see the list of them in the documentation";
  return fmt::format("there are {}", fmt::join(legal, ", "));
}

const VariableRow* find_variable(std::string_view name) {
  for (const VariableRow& row : engine::variable_rows()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

/// A variable asked for by its own name: a stock or a flow, as it says itself.
MeasureRow plain_measure(const VariableRow& row) {
  const bool is_stock = row.cell_methods == "time: point";
  return {row.name, row.unit, row.long_name, row.name,
          is_stock ? Reduction::stock : Reduction::flow};
}

MeasureRow measure_named(const std::string& text, const std::string& name) {
  std::vector<std::string> legal;
  for (const MeasureRow& row : measure_rows()) {
    if (row.name == name) return row;
    legal.emplace_back(row.name);
  }
  for (const VariableRow& row : engine::variable_rows()) {
    if (row.type == VariableRow::Type::float64) continue;
    if (row.name == name) return plain_measure(row);
    legal.emplace_back(row.name);
  }
  refuse(text, fmt::format("there is no measure '{}'; {}", name, suggestion(name, legal)));
}

Axis axis_named(const std::string& text, const std::string& word, const VariableRow& row) {
  std::vector<std::string> legal;
  for (const Axis axis : row.axes) {
    const std::string name(engine::axis_words[static_cast<int>(axis)]);
    if (name == word || (word == "group" && axis == Axis::group)) return axis;
    legal.push_back(name);
  }
  refuse(text, fmt::format("'{}' is no axis of '{}'; {}", word, row.name, suggestion(word, legal)));
}

/// For each value of a variable whether it counts.
using Mask = std::vector<bool>;

/// Keeps only values whose position along `axis` is marked.
void restrict(const VariableRow& row, const RunDescription& run, Axis axis,
              const std::vector<bool>& marked, Mask& mask) {
  std::size_t inner = 1;
  for (auto at = row.axes.rbegin(); *at != axis; ++at) {
    inner *= run.axes[static_cast<int>(*at)].names.size();
  }
  for (std::size_t i = 0; i < mask.size(); ++i) {
    mask[i] = mask[i] && marked[i / inner % marked.size()];
  }
}

Mask everything(const VariableRow& row, const RunDescription& run) {
  std::size_t cells = 1;
  for (const Axis axis : row.axes) cells *= run.axes[static_cast<int>(axis)].names.size();
  return Mask(cells, true);
}

Mask filtered(const std::string& text, const MeasureRequest& request, const VariableRow& row,
              const RunDescription& run) {
  Mask mask = everything(row, run);
  for (const auto& [word, label] : request.filter) {
    const Axis axis = axis_named(text, word, row);
    const auto& names = run.axes[static_cast<int>(axis)].names;
    std::vector<bool> marked(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) marked[i] = names[i] == label;
    if (std::find(marked.begin(), marked.end(), true) == marked.end()) {
      refuse(text, fmt::format("'{}' is no {}; {}", label, word, suggestion(label, names)));
    }
    restrict(row, run, axis, marked, mask);
  }
  return mask;
}

Mask with_outcomes(const VariableRow& row, const RunDescription& run,
                   const std::vector<std::string_view>& words, Mask mask) {
  const auto& names = run.axes[static_cast<int>(Axis::outcome)].names;
  std::vector<bool> marked(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    marked[i] = std::find(words.begin(), words.end(), names[i]) != words.end();
  }
  restrict(row, run, Axis::outcome, marked, mask);
  return mask;
}

double sum_of(const engine::Values& values, const Mask& mask) {
  return std::visit(
      [&](const auto& month) {
        base::expect(month.size() == mask.size(), "a variable that is measured is filled");
        double sum = 0;
        for (std::size_t i = 0; i < month.size(); ++i) {
          if (mask[i]) sum += static_cast<double>(month[i]);
        }
        return sum;
      },
      values);
}

std::vector<double> numbers(const engine::Values& values) {
  return std::visit(
      [](const auto& month) { return std::vector<double>(month.begin(), month.end()); }, values);
}

double median_bin(const std::vector<double>& histogram) {
  double all = 0, reached = 0;
  for (const double count : histogram) all += count;
  for (std::size_t bin = 0; all > 0 && bin < histogram.size(); ++bin) {
    reached += histogram[bin];
    if (2 * reached >= all) return static_cast<double>(bin);
  }
  return undefined;
}

double mean_bin(const std::vector<double>& histogram) {
  double all = 0, months = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    all += histogram[bin];
    months += static_cast<double>(bin) * histogram[bin];
  }
  return all > 0 ? months / all : undefined;
}

bool needs_last_month(Reduction reduction) {
  return reduction == Reduction::stock || reduction == Reduction::median_bin ||
         reduction == Reduction::mean_bin;
}

Period default_period(Reduction reduction, const RunDescription& run) {
  if (needs_last_month(reduction)) return {run.end, run.end};
  return {run.start, run.end};
}

}  // namespace

struct Measures::Plan {
  MeasureRow measure;
  std::size_t row = 0;  // of variable_rows()
  Period period;
  bool last_festival = false;  // a share without WHEN: a new festival starts its sums again
  Mask mask, whole_mask;
  std::vector<double> sums, wholes;  // by replicate
  std::vector<base::Month> latest;   // by replicate: last month with a whole
};

Measures::Measures(std::vector<std::string> requests) : requests_(std::move(requests)) {}

Measures::~Measures() = default;

std::vector<std::string> Measures::variables() const {
  std::vector<std::string> names;
  for (const std::string& text : requests_) {
    const std::string name(measure_named(text, parse_measure_request(text).name).variable);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

void Measures::begin(const RunDescription& run) {
  infos_.clear();
  plans_.clear();
  const auto replicates = static_cast<std::size_t>(run.replicates);
  for (const std::string& text : requests_) {
    const MeasureRequest request = parse_measure_request(text);
    Plan plan;
    plan.measure = measure_named(text, request.name);
    const VariableRow& row = *find_variable(plan.measure.variable);
    plan.row = static_cast<std::size_t>(&row - engine::variable_rows().data());
    plan.period = request.when.value_or(default_period(plan.measure.reduction, run));
    const Period& period = plan.period;
    if (period.last < run.start || run.end < period.first ||
        (needs_last_month(plan.measure.reduction) && run.end < period.last)) {
      refuse(text, fmt::format("the run has only {} to {}; choose months inside",
                               base::to_string(run.start), base::to_string(run.end)));
    }
    plan.last_festival = !request.when && plan.measure.reduction == Reduction::share;
    plan.mask = plan.whole_mask = filtered(text, request, row, run);
    if (plan.measure.reduction == Reduction::share) {
      plan.mask = with_outcomes(row, run, plan.measure.part, plan.mask);
      plan.whole_mask = with_outcomes(row, run, plan.measure.whole, plan.whole_mask);
    }
    plan.sums.assign(replicates, 0);
    plan.wholes.assign(replicates, 0);
    plan.latest.assign(replicates, run.start);
    infos_.push_back({text, std::string(plan.measure.unit), std::string(plan.measure.long_name)});
    plans_.push_back(std::move(plan));
  }
  values_.assign(replicates, std::vector<double>(requests_.size(), undefined));
}

void Measures::month(const engine::MonthObservation& observation, std::span<const engine::Event>) {
  const auto r = static_cast<std::size_t>(observation.replicate);
  for (std::size_t i = 0; i < plans_.size(); ++i) {
    Plan& plan = plans_[i];
    const base::Month now = observation.month;
    if (now < plan.period.first || plan.period.last < now) continue;
    if (needs_last_month(plan.measure.reduction) && now != plan.period.last) continue;
    const engine::Values& values = observation.values[plan.row];
    switch (plan.measure.reduction) {
      case Reduction::median_bin:
        plan.sums[r] = median_bin(numbers(values));
        break;
      case Reduction::mean_bin:
        plan.sums[r] = mean_bin(numbers(values));
        break;
      case Reduction::share: {
        const double whole = sum_of(values, plan.whole_mask);
        if (whole == 0) break;
        const bool is_new = now - plan.latest[r] > 6;  // festivals are a year apart
        if (plan.last_festival && is_new) plan.sums[r] = plan.wholes[r] = 0;
        plan.latest[r] = now;
        plan.wholes[r] += whole;
        plan.sums[r] += sum_of(values, plan.mask);
        break;
      }
      default:
        plan.sums[r] += sum_of(values, plan.mask);
    }
  }
}

void Measures::finish() {
  for (std::size_t r = 0; r < values_.size(); ++r) {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      const Plan& plan = plans_[i];
      const bool is_share = plan.measure.reduction == Reduction::share;
      values_[r][i] =
          is_share ? 100 * plan.sums[r] / plan.wholes[r] : plan.sums[r] / plan.measure.per_unit;
    }
  }
}

}  // namespace chuanzhe::study
