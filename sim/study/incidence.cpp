#include "study/incidence.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace chuanzhe::study {
namespace {

using world::Status;
constexpr double notable = 1;  // CNY a month

/// One worker's change by the policy.
struct Change {
  std::size_t worker = 0;            // place in the sample
  double start_income = 0;           // [CNY/month] at the start of the run
  double income = 0, transfers = 0;  // [CNY a month]
};

double mean_income(const engine::SampledWorker& worker, std::span<const DatedEvent> events,
                   int months, const engine::StandardPay& pay) {
  const auto spots = spots_of(worker, events, months);
  double sum = 0;
  for (int step = 0; step < months; ++step) {
    sum += income_of(worker, spots[static_cast<std::size_t>(step)], step, pay);
  }
  return sum / months;
}

double transfers(std::span<const DatedPayment> payments, const engine::RunDescription& run,
                 int months) {
  std::int64_t fen = 0;
  for (const DatedPayment& row : payments) fen += row.payment.fen;
  return static_cast<double>(fen) / 100 / run.persons_per_agent / months;
}

std::vector<Change> changes_of(const LifePair& pair) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < pair.base.workers.size(); ++i) {
    const engine::SampledWorker& worker = pair.base.workers[i];
    const auto status = static_cast<Status>(worker.status);
    if (status == Status::retired || status == Status::not_yet) continue;
    const std::uint32_t id = worker.worker;
    const auto base = pair.base.events_of(id), policy = pair.policy.events_of(id);
    const Spot start{status, worker.place, worker.sector};
    Change change{i, income_of(worker, start, 0, pair.base_run.pay), 0, 0};
    if (first_parting(id, base, policy)) {
      change.income =
          mean_income(pair.policy.workers[i], policy, pair.policy.months, pair.policy_run.pay) -
          mean_income(worker, base, pair.base.months, pair.base_run.pay);
    }
    change.transfers = transfers(pair.policy.payments_of(id), pair.policy_run, pair.policy.months) -
                       transfers(pair.base.payments_of(id), pair.base_run, pair.base.months);
    changes.push_back(change);
  }
  return changes;
}

/// Fifth of each worker by income at the start; workers of equal income share the fifth in which
/// the middle of them lies.
std::vector<int> fifths_of(const std::vector<Change>& changes) {
  std::vector<std::size_t> order(changes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return changes[a].start_income < changes[b].start_income;
  });
  std::vector<int> fifths(changes.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() &&
           changes[order[last]].start_income <= changes[order[first]].start_income) {
      ++last;
    }
    for (std::size_t i = first; i < last; ++i) {
      fifths[order[i]] = static_cast<int>(5 * (first + last) / (2 * order.size()));
    }
    first = last;
  }
  return fifths;
}

class Cells {
 public:
  /// The cells to fill, so that every replicate has the same.
  void prepare(const std::string& by, const std::string& label) {
    index_.emplace(std::pair(by, label), cells_.size());
    if (index_.size() > cells_.size()) cells_.push_back({by, label});
  }
  void add(const std::string& by, const std::string& label, const Change& change) {
    IncidenceCell& cell = cells_[index_.at({by, label})];
    const double total = change.income + change.transfers;
    ++cell.workers;
    cell.winners += total > notable ? 1 : 0;
    cell.losers += total < -notable ? 1 : 0;
    cell.income += change.income;
    cell.transfers += change.transfers;
  }
  std::vector<IncidenceCell> means() && {
    for (IncidenceCell& cell : cells_) {
      const auto workers = static_cast<double>(std::max<std::int64_t>(cell.workers, 1));
      cell.income /= workers;
      cell.transfers /= workers;
    }
    return std::move(cells_);
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> index_;
  std::vector<IncidenceCell> cells_;
};

const char* fifth_words[] = {"1 (lowest)", "2", "3", "4", "5 (highest)"};

/// Words of the group's place in the 48: poor x sex x age x schooling.
std::array<std::pair<std::string, std::string>, 4> words_of(int group) {
  const auto age = static_cast<std::size_t>(group / 3 % 4);
  const auto schooling = static_cast<std::size_t>(group % 3);
  return {{{"poverty", group / 24 != 0 ? "poor" : "not_poor"},
           {"sex", group / 12 % 2 != 0 ? "female" : "male"},
           {"age", std::string(world::age_words[age])},
           {"schooling", std::string(world::schooling_words[schooling])}}};
}

Cells prepare(const engine::RunDescription& run, const std::vector<std::string>& groups) {
  Cells cells;
  cells.prepare("all", "all");
  for (const std::size_t line : {0U, 1U, 2U, 3U}) {
    for (int group = 0; group < world::group_count; ++group) {
      const auto [by, label] = words_of(group)[line];
      cells.prepare(by, label);
    }
  }
  for (const char* word : fifth_words) cells.prepare("income fifth", word);
  for (const std::string& prefecture : run.county_prefectures) {
    cells.prepare("prefecture", prefecture);
  }
  for (const std::string& group : groups) cells.prepare("group", group);
  return cells;
}

}  // namespace

double income_of(const engine::SampledWorker& worker, const Spot& spot, int step,
                 const engine::StandardPay& pay) {
  const auto month = static_cast<std::size_t>(step);
  const auto q = static_cast<double>(worker.productivity);
  switch (spot.status) {
    case Status::home:
      return pay.county_home[worker.county] * pay.local_index[month];
    case Status::local_job:
      return q * pay.county_local[worker.county] * pay.local_index[month];
    case Status::elsewhere:
      return q * pay.elsewhere[month];
    case Status::in_post:
    case Status::festival_home:
      if (spot.sector >= pay.sector.size()) return 0;
      return q * pay.sector[spot.sector] * pay.outgoing_index[month];
    default:
      return 0;
  }
}

std::vector<IncidenceCell> incidence(const LifePair& pair) {
  const engine::RunDescription& run = pair.base_run;
  const auto& groups = run.axes[static_cast<std::size_t>(engine::Axis::group)].names;
  Cells cells = prepare(run, groups);
  const std::vector<Change> changes = changes_of(pair);
  const std::vector<int> fifths = fifths_of(changes);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const engine::SampledWorker& worker = pair.base.workers[changes[i].worker];
    cells.add("all", "all", changes[i]);
    for (const auto& [by, label] : words_of(worker.group)) cells.add(by, label, changes[i]);
    cells.add("income fifth", fifth_words[fifths[i]], changes[i]);
    if (!run.county_prefectures.empty()) {
      cells.add("prefecture", run.county_prefectures[worker.county], changes[i]);
    }
    if (!groups.empty()) cells.add("group", groups[worker.group], changes[i]);
  }
  return std::move(cells).means();
}

bool may_be_shown(const IncidenceCell& cell) { return cell.workers >= smallest_cell; }

}  // namespace chuanzhe::study
