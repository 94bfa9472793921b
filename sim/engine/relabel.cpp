#include "engine/relabel.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace chuanzhe::engine {
namespace {

const std::vector<std::string>& labels(const RunDescription& run, Axis axis) {
  return run.axes[static_cast<std::size_t>(axis)].names;
}

std::size_t cells_of_a_policy(const VariableRow& row, const RunDescription& run) {
  if (std::find(row.axes.begin(), row.axes.end(), Axis::policy) == row.axes.end()) return 0;
  base::expect(row.axes.front() == Axis::policy, "policy is the first axis of its variables");
  std::size_t cells = 1;
  for (std::size_t a = 1; a < row.axes.size(); ++a) cells *= labels(run, row.axes[a]).size();
  return cells;
}

}  // namespace

Relabel::Relabel(Recorder& to, const std::vector<std::string>& stored, const RunDescription& now)
    : to_(to), same_(stored == labels(now, Axis::policy)) {
  const auto& ids = labels(now, Axis::policy);
  policies_ = ids.size();
  for (const std::string& id : stored) {
    const auto found = std::find(ids.begin(), ids.end(), id);
    places_.push_back(found == ids.end()
                          ? std::nullopt
                          : std::optional(static_cast<std::size_t>(found - ids.begin())));
  }
  for (const VariableRow& row : variable_rows()) cells_.push_back(cells_of_a_policy(row, now));
}

void Relabel::month(const MonthObservation& observation, std::span<const Event> events) {
  if (same_) return to_.month(observation, events);
  MonthObservation moved = observation;
  for (std::size_t row = 0; row < cells_.size(); ++row) {
    const std::size_t cells = cells_[row];
    if (cells == 0) continue;
    std::visit(
        [&](auto& values) {
          std::remove_reference_t<decltype(values)> now(policies_ * cells);
          for (std::size_t p = 0; p < places_.size() && (p + 1) * cells <= values.size(); ++p) {
            if (!places_[p]) continue;
            std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(p * cells), cells,
                        now.begin() + static_cast<std::ptrdiff_t>(*places_[p] * cells));
          }
          values = std::move(now);
        },
        moved.values[row]);
  }
  to_.month(moved, events);
}

void Relabel::payments(int replicate, int step, std::span<const Payment> payments) {
  if (same_) return to_.payments(replicate, step, payments);
  std::vector<Payment> moved;
  for (Payment payment : payments) {
    const auto place = places_[payment.policy];
    if (!place) continue;
    payment.policy = static_cast<std::uint8_t>(*place);
    moved.push_back(payment);
  }
  std::sort(moved.begin(), moved.end());
  to_.payments(replicate, step, moved);
}

}  // namespace chuanzhe::engine
