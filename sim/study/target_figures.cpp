#include "study/target_figures.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "base/math.hpp"

namespace chuanzhe::study {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Request {
  std::string name, when;
  std::vector<FigureFilter> filters;
};

[[noreturn]] void refuse(const std::string& request, const std::string& text) {
  throw base::InputError({}, "measure '" + request + "': " + text);
}

std::string remedy(const std::string& word, const std::vector<std::string>& legal) {
  const std::string near = base::nearest(word, legal);
  if (!near.empty()) return "; did you mean '" + near + "'?";
  std::string list;
  for (const std::string& name : legal) list += (list.empty() ? "" : ", ") + name;
  return "; legal are: " + list;
}

std::vector<FigureFilter> parse_filters(const std::string& text, const std::string& request) {
  std::vector<FigureFilter> filters;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == item.size()) {
      refuse(request, "'" + item + "' is not axis=label; write for example [city=Ningbo]");
    }
    filters.push_back({item.substr(0, equals), item.substr(equals + 1)});
    begin = end + 1;
  }
  return filters;
}

Request parse(const std::string& text) {
  Request request;
  const std::size_t at = text.rfind('@'), open = text.find('[');
  const std::string head = text.substr(0, at);
  if (at != std::string::npos) request.when = text.substr(at + 1);
  request.name = head.substr(0, open);
  if (open == std::string::npos) return request;
  if (head.back() != ']') refuse(text, "the bracket is not closed; write NAME[axis=label]@WHEN");
  request.filters = parse_filters(head.substr(open + 1, head.size() - open - 2), text);
  return request;
}

const FigureRow& find_row(const std::string& name, const std::string& request) {
  std::vector<std::string> names;
  for (const FigureRow& row : figure_rows()) {
    if (row.name == name) return row;
    names.push_back(row.name);
  }
  refuse(request, "there is no figure '" + name + "'" + remedy(name, names));
}

std::size_t variable_number(const std::string& name) {
  const auto& rows = engine::variable_rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  base::ensure(found != rows.end(), "every figure is made of output variables");
  return static_cast<std::size_t>(found - rows.begin());
}

/// The whole label, or one of its fields between slashes.
bool matches(const std::string& label, const std::string& wanted) {
  if (label == wanted) return true;
  return ("/" + label + "/").find("/" + wanted + "/") != std::string::npos;
}

/// Which positions of one axis count: those that all filters on it let through.
std::vector<bool> chosen(const engine::RunDescription& run, engine::Axis axis,
                         const std::vector<FigureFilter>& filters, const std::string& request) {
  const auto number = static_cast<std::size_t>(axis);
  const auto& labels = run.axes[number].names;
  std::vector<bool> keep(labels.size(), true);
  for (const FigureFilter& filter : filters) {
    if (filter.axis != engine::axis_words[number]) continue;
    bool any = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const bool here = matches(labels[i], filter.label);
      any = any || here;
      keep[i] = keep[i] && here;
    }
    if (!any && !labels.empty()) {
      refuse(request, "the axis " + filter.axis + " has no '" + filter.label + "'" +
                          remedy(filter.label, labels));
    }
  }
  return keep;
}

void check_axes(const engine::VariableRow& variable, const std::vector<FigureFilter>& filters,
                const std::string& request) {
  std::vector<std::string> axes;
  for (const engine::Axis axis : variable.axes) {
    axes.emplace_back(engine::axis_words[static_cast<std::size_t>(axis)]);
  }
  for (const FigureFilter& filter : filters) {
    if (std::find(axes.begin(), axes.end(), filter.axis) == axes.end()) {
      refuse(request, "it is not told by " + filter.axis + remedy(filter.axis, axes));
    }
  }
}

std::vector<std::uint32_t> places_of(const engine::VariableRow& variable,
                                     const std::vector<FigureFilter>& filters,
                                     const engine::RunDescription& run,
                                     const std::string& request) {
  check_axes(variable, filters, request);
  std::vector<std::uint32_t> places = {0};
  for (const engine::Axis axis : variable.axes) {
    const std::vector<bool> keep = chosen(run, axis, filters, request);
    std::vector<std::uint32_t> longer;
    for (const std::uint32_t place : places) {
      for (std::size_t i = 0; i < keep.size(); ++i) {
        if (keep[i]) longer.push_back(static_cast<std::uint32_t>(place * keep.size() + i));
      }
    }
    places = std::move(longer);
  }
  return places;
}

FigurePeriod parse_when(const std::string& when, const std::string& request) {
  const auto month = base::parse_month(when);
  if (month) return {*month, *month};
  const auto january = base::parse_month(when + "-01");
  if (january) return {*january, *january + 11};
  const std::size_t dots = when.find("..");
  if (dots != std::string::npos) {
    const auto from = base::parse_month(when.substr(0, dots));
    const auto to = base::parse_month(when.substr(dots + 2));
    if (from && to && *from <= *to) return {*from, *to};
  }
  refuse(request, "'" + when + "' is no time; write 2021-12, 2021 or 2021-01..2022-12");
}

/// Sums a part's places and leaves them in `bins` as well when it is not null.
double sum_of(const engine::Values& values, const std::vector<std::uint32_t>& places,
              std::vector<double>* bins) {
  return std::visit(
      [&](const auto& numbers) {
        double sum = 0;
        if (bins != nullptr) bins->resize(places.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
          base::expect(places[i] < numbers.size(), "the variables a figure needs are filled");
          const auto number = static_cast<double>(numbers[places[i]]);
          sum += number;
          if (bins != nullptr) (*bins)[i] += number;
        }
        return sum;
      },
      values);
}

/// Where the share is reached, bins being a month wide; at most the start of the last, open one.
double quantile(const std::vector<double>& bins, double share) {
  double all = 0, reached = 0;
  for (const double bin : bins) all += bin;
  if (all <= 0) return undefined;
  for (std::size_t b = 0; b + 1 < bins.size(); ++b) {
    if (reached + bins[b] >= share * all && bins[b] > 0) {
      return static_cast<double>(b) + (share * all - reached) / bins[b];
    }
    reached += bins[b];
  }
  return static_cast<double>(bins.size() - 1);
}

/// Mean of the spells. Those in the last, open bin are taken to end at the constant rate with which
/// spells of the upper half of the histogram run out.
double mean_of(const std::vector<double>& bins) {
  double all = 0, months = 0, upper = 0;
  const std::size_t last = bins.size() - 1, half = last / 2;
  for (std::size_t b = 0; b <= last; ++b) {
    all += bins[b];
    months += bins[b] * (static_cast<double>(b) + (b < last ? 0.5 : 0));
    if (b >= half) upper += bins[b];
  }
  if (all <= 0) return undefined;
  if (bins[last] <= 0 || upper <= bins[last]) return months / all;
  const double rate = base::log(upper / bins[last]) / static_cast<double>(last - half);
  return (months + bins[last] / rate) / all;
}

}  // namespace

std::optional<FigurePeriod> figure_period(const std::string& request) {
  const std::string when = parse(request).when;
  return when.empty() ? std::nullopt : std::optional(parse_when(when, request));
}

TargetFigures::TargetFigures(std::vector<std::string> requests) : requests_(std::move(requests)) {}

TargetFigures::Asked TargetFigures::read(const std::string& text,
                                         const engine::RunDescription& run) const {
  const Request request = parse(text);
  Asked asked;
  asked.row = &find_row(request.name, text);
  const auto sources = [&](const std::vector<FigurePart>& parts, std::vector<Source>& out) {
    for (const FigurePart& part : parts) {
      std::vector<FigureFilter> filters = part.filters;
      filters.insert(filters.end(), request.filters.begin(), request.filters.end());
      const std::size_t row = variable_number(part.variable);
      out.push_back({row, places_of(engine::variable_rows()[row], filters, run, text)});
    }
  };
  sources(asked.row->parts, asked.parts);
  sources(asked.row->per, asked.per);
  FigurePeriod period = {run.start, run.end};
  if (!request.when.empty()) {
    period = parse_when(request.when, text);
    if (period.to < run.start || run.end < period.from) {
      refuse(text, "the run covers " + base::to_string(run.start) + " to " +
                       base::to_string(run.end) + "; ask for a time within, or run longer");
    }
  } else if (asked.row->period == FigureRow::Default::last_month) {
    period.from = run.end;
  } else {
    asked.last_festival = asked.row->period == FigureRow::Default::last_festival;
  }
  asked.from = period.from;
  asked.to = period.to;
  return asked;
}

void TargetFigures::begin(const engine::RunDescription& run) {
  std::vector<base::Problem> problems;
  for (const std::string& request : requests_) {
    try {
      asked_.push_back(read(request, run));
      infos_.push_back({request, asked_.back().row->unit, asked_.back().row->long_name});
    } catch (const base::InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) throw base::InputError(std::move(problems));
  sums_.assign(static_cast<std::size_t>(run.replicates), std::vector<Sums>(asked_.size()));
}

void TargetFigures::add(const Asked& asked, const engine::MonthObservation& observation,
                        Sums& sums) const {
  using Reduction = FigureRow::Reduction;
  const Reduction reduction = asked.row->reduction;
  const bool is_histogram = reduction == Reduction::quantile || reduction == Reduction::mean_bin;
  double parts = 0, per = 0;
  for (const Source& source : asked.parts) {
    const engine::Values& values = observation.values[source.row];
    double sum = sum_of(values, source.places, is_histogram ? &sums.bins : nullptr);
    // A variable that is no count, such as tightness, is averaged over its cells.
    if (std::holds_alternative<std::vector<double>>(values) && !source.places.empty()) {
      sum /= static_cast<double>(source.places.size());
    }
    parts += sum;
  }
  for (const Source& source : asked.per) {
    per += sum_of(observation.values[source.row], source.places, nullptr);
  }
  if (asked.last_festival && per > 0) sums = {};
  if (asked.last_festival && per <= 0) return;
  sums.months += 1;
  sums.parts += parts;
  sums.per += per;
}

void TargetFigures::month(const engine::MonthObservation& observation,
                          std::span<const engine::Event>) {
  auto& sums = sums_[static_cast<std::size_t>(observation.replicate)];
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (observation.month < asked_[i].from || asked_[i].to < observation.month) continue;
    add(asked_[i], observation, sums[i]);
  }
}

void TargetFigures::finish() {
  using Reduction = FigureRow::Reduction;
  values_.clear();
  for (const auto& replicate : sums_) {
    auto& row = values_.emplace_back();
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const Sums& s = replicate[i];
      const FigureRow& measure = *asked_[i].row;
      double value = undefined;
      if (measure.reduction == Reduction::sum && s.months > 0) value = s.parts;
      if (measure.reduction == Reduction::mean && s.months > 0) value = s.parts / s.months;
      if (measure.reduction == Reduction::ratio && s.per > 0) value = s.parts / s.per;
      if (measure.reduction == Reduction::quantile)
        value = s.bins.empty() ? undefined : quantile(s.bins, measure.share);
      if (measure.reduction == Reduction::mean_bin)
        value = s.bins.empty() ? undefined : mean_of(s.bins);
      row.push_back(value * measure.factor);
    }
  }
}

std::vector<std::string> TargetFigures::variables() const {
  std::vector<std::string> names;
  for (const Asked& asked : asked_) {
    for (const auto* sources : {&asked.parts, &asked.per}) {
      for (const Source& source : *sources) {
        names.emplace_back(engine::variable_rows()[source.row].name);
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace chuanzhe::study
