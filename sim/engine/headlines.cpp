#include "engine/headlines.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "base/error.hpp"
#include "engine/events.hpp"

namespace chuanzhe::engine {
namespace {

/// The values of the variable called `name`.
template <class Value>
const std::vector<Value>& values_of(const MonthObservation& observation, std::string_view name) {
  const auto& rows = variable_rows();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.name == name; });
  base::expect(row != rows.end(), "headlines name variables that exist");
  return std::get<std::vector<Value>>(
      observation.values[static_cast<std::size_t>(row - rows.begin())]);
}

double sum(const std::vector<std::int32_t>& values) {
  return static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
}

double outcome_sum(const std::vector<std::int32_t>& festival, Outcome outcome) {
  std::int64_t total = 0;
  for (auto i = static_cast<std::size_t>(outcome); i < festival.size(); i += outcome_count) {
    total += festival[i];
  }
  return static_cast<double>(total);
}

double median_months(const std::vector<std::int32_t>& histogram, double share) {
  const double target = sum(histogram) * share;
  double reached = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    reached += histogram[bin];
    if (reached >= target) return static_cast<double>(bin);
  }
  return 0;
}

double mean_months(const std::vector<std::int32_t>& histogram) {
  double months = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    months += static_cast<double>(bin) * histogram[bin];
  }
  return months / std::max(1.0, sum(histogram));
}

}  // namespace

Headlines::Headlines(const RunInputs& inputs)
    : inputs_(inputs), calendar_(inputs.tables.festivals), spent_(inputs.policies.size()) {}

void Headlines::festival_year(const MonthObservation& o) {
  const std::string year = std::to_string(o.month.year());
  const auto& festival = values_of<std::int32_t>(o, "festival");
  if (calendar_.is_decision_month(o.month)) {
    const double staff = outcome_sum(festival, Outcome::staff);
    const double stayed = outcome_sum(festival, Outcome::stayed);
    figures_.push_back({"stayed over the festival " + year, "%", 100 * stayed / staff});
  }
  if (calendar_.is_return_month(o.month)) {
    const double same = outcome_sum(festival, Outcome::back_same_post);
    const double all = same + outcome_sum(festival, Outcome::back_elsewhere) +
                       outcome_sum(festival, Outcome::not_back);
    figures_.push_back({"goers back at the same post " + year, "%", 100 * same / all});
  }
}

void Headlines::month(const MonthObservation& o) {
  festival_year(o);
  const auto& debits = values_of<std::int64_t>(o, "debits");
  constexpr auto payers = static_cast<std::ptrdiff_t>(std::size(policy::payer_words));
  for (std::size_t p = 0; p < spent_.size(); ++p) {
    const auto first = debits.begin() + static_cast<std::ptrdiff_t>(p) * payers;
    spent_[p] += base::yuan(base::Fen{std::accumulate(first, first + payers, std::int64_t{0})});
  }
  const bool last = o.month == inputs_.settings.end;
  if (o.month.month_of_year() != 12 && !last) return;
  const std::string at = ", " + base::to_string(o.month);
  figures_.push_back({"workers in Zhejiang" + at, "persons",
                      sum(values_of<std::int32_t>(o, "zhejiang_by_group"))});
  figures_.push_back({"formerly poor among them" + at, "persons",
                      sum(values_of<std::int32_t>(o, "poor_in_zhejiang"))});
  if (!last) return;
  figures_.push_back({"median months in the post" + at, "months",
                      median_months(values_of<std::int32_t>(o, "tenure_histogram"), 0.5)});
  figures_.push_back({"mean months of the stay" + at, "months",
                      mean_months(values_of<std::int32_t>(o, "stay_histogram"))});
}

void Headlines::finish(RunReport& report) const {
  std::vector<Figure> all = figures_;
  for (std::size_t p = 0; p < spent_.size(); ++p) {
    all.push_back({"spent on " + inputs_.policies[p].id, "CNY", spent_[p]});
  }
  if (report.headlines.empty()) {
    for (const Figure& figure : all) report.headlines.push_back({figure.name, figure.unit, {}});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    report.headlines[i].by_replicate.push_back(all[i].value);
  }
}

}  // namespace chuanzhe::engine
