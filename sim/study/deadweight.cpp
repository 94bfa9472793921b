#include "study/deadweight.hpp"

#include <algorithm>

namespace chuanzhe::study {
namespace {

using engine::EventType;

template <class Test>
bool any_event(std::span<const DatedEvent> events, int first, int last, Test test) {
  return std::any_of(events.begin(), events.end(), [&](const DatedEvent& row) {
    return row.step >= first && row.step <= last && test(static_cast<EventType>(row.event.type));
  });
}

bool is_arrival(EventType type) {
  return type == EventType::hired_remotely || type == EventType::started_search;
}

bool is_comeback(EventType type) {
  return type == EventType::back_same_post || type == EventType::back_elsewhere;
}

/// Steps of the calendar year in which `step` lies.
std::pair<int, int> year_around(int step, base::Month start) {
  const int month = (start + step).month_of_year();
  return {step - month + 1, step - month + 12};
}

/// What one worker was paid by one policy.
struct Account {
  std::size_t paid = 0, anyway = 0;
};

void add_payment(Deadweight& sum, Account& account, std::int64_t fen, bool anyway) {
  sum.fen += fen;
  if (fen <= 0) return;
  sum.fen_paid += fen;
  ++sum.payments;
  ++account.paid;
  if (!anyway) return;
  sum.fen_anyway += fen;
  ++sum.payments_anyway;
  ++account.anyway;
}

}  // namespace

const std::vector<ActRow>& act_rows() {
  static const std::vector<ActRow> rows = {
      {"rent_subsidy", Act::in_post, "in a post in Zhejiang in the month paid"},
      {"poor_package", Act::in_post, "in a post in Zhejiang in the month paid"},
      {"caring_jobs", Act::in_post, "in a post in Zhejiang in the month paid"},
      {"stay_bonus", Act::stayed, "stayed in Zhejiang over that festival"},
      {"family_visit_subsidy", Act::visited, "went home for that festival"},
      {"return_bonus", Act::back_at_post, "was back at the same post after that festival"},
      {"transport_subsidy", Act::moved, "came, or came back, to Zhejiang in that calendar year"},
      {"chartered_transport", Act::travelled, "came, or came back, within a month"},
      {"training", Act::took_course, "began a course in that calendar year"},
      {"ecommerce", Act::took_course, "began a course in that calendar year"},
      {"technical_school", Act::in_school, "was in a technical school in that month"},
  };
  return rows;
}

ActRow act_of(std::string_view lever) {
  for (const ActRow& row : act_rows()) {
    if (row.lever == lever) return row;
  }
  return {lever, Act::none, "pays workers for no act that can be told"};
}

bool has_done(Act act, int step, base::Month start, std::span<const DatedEvent> events,
              std::span<const Spot> spots) {
  const Spot& spot = spots[static_cast<std::size_t>(step)];
  const auto [year_begin, year_end] = year_around(step, start);
  const auto came = [](EventType type) { return is_arrival(type) || is_comeback(type); };
  switch (act) {
    case Act::in_post:
      return spot.in_post();
    case Act::stayed:
      return spot.in_post() || spot.status == world::Status::searching;
    case Act::visited:
      return any_event(events, step - 1, step,
                       [](EventType type) { return type == EventType::went_for_festival; });
    case Act::back_at_post:
      return any_event(events, step, step,
                       [](EventType type) { return type == EventType::back_same_post; });
    case Act::moved:
      return any_event(events, year_begin, year_end, came);
    case Act::travelled:
      return any_event(events, step - 1, step + 1, came);
    case Act::took_course:
      return any_event(events, year_begin, year_end,
                       [](EventType type) { return type == EventType::started_course; });
    case Act::in_school:
      return spot.status == world::Status::school;
    case Act::none:
      return false;
  }
  return false;
}

std::vector<Deadweight> deadweight(const LifePair& pair) {
  const std::size_t policies = pair.policy_run.policy_levers.size();
  std::vector<Deadweight> sums(policies);
  std::vector<Act> acts;
  for (std::size_t p = 0; p < policies; ++p) {
    sums[p].policy = p;
    acts.push_back(act_of(pair.policy_run.policy_levers[p]).act);
  }
  for (const engine::SampledWorker& worker : pair.base.workers) {
    const auto payments = pair.policy.payments_of(worker.worker);
    if (payments.empty()) continue;
    const auto events = pair.base.events_of(worker.worker);
    const auto spots = spots_of(worker, events, pair.base.months);
    std::vector<Account> accounts(policies);
    for (const DatedPayment& row : payments) {
      const std::size_t p = row.payment.policy;
      const bool anyway = has_done(acts[p], row.step, pair.base_run.start, events, spots);
      add_payment(sums[p], accounts[p], row.payment.fen, anyway);
    }
    for (std::size_t p = 0; p < policies; ++p) {
      if (accounts[p].paid == 0) continue;
      ++sums[p].recipients;
      sums[p].recipients_anyway += accounts[p].paid == accounts[p].anyway ? 1 : 0;
    }
  }
  return sums;
}

}  // namespace chuanzhe::study
