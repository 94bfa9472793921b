#include "study/biography.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "behaviour/values.hpp"
#include "study/biography_words.hpp"

namespace chuanzhe::study {
namespace {

using engine::TracedDecision;
using engine::TracedKind;
using engine::TracedOption;

constexpr std::size_t options_shown = 4;
constexpr double notable = 0.5;  // CNY

/// Everything told of one month of one world.
struct MonthOfLife {
  std::vector<TracedDecision> decisions;
  std::vector<engine::TracedSearch> searches;
  std::vector<engine::TracedClaim> rationed;
  std::vector<engine::Event> events;
  std::vector<engine::Payment> payments;
  bool empty() const {
    return decisions.empty() && searches.empty() && rationed.empty() && events.empty() &&
           payments.empty();
  }
};

template <class Row>
std::vector<Row> rows_in(const std::vector<Row>& rows, base::Month month) {
  std::vector<Row> found;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(found),
               [&](const Row& row) { return row.month == month; });
  return found;
}

MonthOfLife month_of(const LifeRecord& record, base::Month month) {
  MonthOfLife life;
  life.decisions = rows_in(record.tracer.decisions, month);
  life.searches = rows_in(record.tracer.searches, month);
  life.rationed = rows_in(record.tracer.rationed, month);
  const int step = month - record.run.start;
  for (const DatedEvent& row : record.lives.events_of(record.tracer.worker)) {
    if (row.step == step) life.events.push_back(row.event);
  }
  for (const DatedPayment& row : record.lives.payments_of(record.tracer.worker)) {
    if (row.step == step) life.payments.push_back(row.payment);
  }
  return life;
}

/// What happened, without the values behind it.
bool same_outcome(const MonthOfLife& a, const MonthOfLife& b) {
  const auto chosen = [](const TracedDecision& x, const TracedDecision& y) {
    return x.kind == y.kind && x.chosen == y.chosen && x.time <= y.time && x.time >= y.time;
  };
  const auto searched = [](const engine::TracedSearch& x, const engine::TracedSearch& y) {
    const auto employer = [](const auto& p, const auto& q) {
      return p.employer == q.employer && p.admitted == q.admitted;
    };
    return x.market == y.market && x.has_contact() == y.has_contact() &&
           std::equal(x.applications.begin(), x.applications.end(), y.applications.begin(),
                      y.applications.end(), employer);
  };
  const auto paid = [](const engine::Payment& x, const engine::Payment& y) {
    return x.fen == y.fen;
  };
  return a.events == b.events &&
         std::equal(a.decisions.begin(), a.decisions.end(), b.decisions.begin(), b.decisions.end(),
                    chosen) &&
         std::equal(a.searches.begin(), a.searches.end(), b.searches.begin(), b.searches.end(),
                    searched) &&
         std::equal(a.payments.begin(), a.payments.end(), b.payments.begin(), b.payments.end(),
                    paid);
}

const TracedOption* find(const TracedDecision& decision, int alternative) {
  for (const TracedOption& option : decision.options) {
    if (option.alternative == alternative) return &option;
  }
  return nullptr;
}

std::string terms_text(const TracedOption& option) {
  std::string text;
  for (const engine::TracedTerm& term : option.terms) {
    text += fmt::format("{}{} {:+.0f}", text.empty() ? "" : "; ", term.name, term.yuan);
  }
  return text;
}

/// Terms of an option in which the worlds differ, with their change from base to policy.
std::string change_text(const TracedOption& base, const TracedOption& policy) {
  std::string text;
  const auto yuan_of = [](const TracedOption& option, const std::string& name) {
    double sum = 0;
    for (const engine::TracedTerm& term : option.terms) sum += term.name == name ? term.yuan : 0;
    return sum;
  };
  std::vector<std::string> names;
  for (const TracedOption* option : {&policy, &base}) {
    for (const engine::TracedTerm& term : option->terms) {
      if (std::find(names.begin(), names.end(), term.name) == names.end()) {
        names.push_back(term.name);
      }
    }
  }
  for (const std::string& name : names) {
    const double change = yuan_of(policy, name) - yuan_of(base, name);
    if (change > -notable && change < notable) continue;
    text += fmt::format("{}{} {:+.0f}", text.empty() ? "" : "; ", name, change);
  }
  return text;
}

std::string option_line(const LifeRecord& record, const TracedDecision& decision,
                        const TracedOption& option) {
  const std::string shock =
      option.shock ? fmt::format("{:+.0f}", *option.shock) : std::string("lower than all shown");
  return fmt::format("      {} {:<34} value {:>8.0f}  frozen shock {:>8}  sum {:>8.0f}\n",
                     option.alternative == decision.chosen ? "*" : " ",
                     option_words(record.run, decision, option.alternative), option.value(), shock,
                     option.utility());
}

/// The best options, and the one chosen, of one world's decision.
std::vector<int> shown_options(const TracedDecision& decision) {
  std::vector<int> shown;
  for (const TracedOption& option : decision.options) {
    if (shown.size() < options_shown || option.alternative == decision.chosen) {
      shown.push_back(option.alternative);
    }
  }
  return shown;
}

std::string decision_text(const LifeRecord& record, const TracedDecision& decision) {
  std::string text = fmt::format("    {} (day {:.0f}): chose {}\n", decision_words(decision),
                                 1 + decision.time * base::days_in(decision.month),
                                 option_words(record.run, decision, decision.chosen));
  for (const int alternative : shown_options(decision)) {
    const TracedOption* option = find(decision, alternative);
    text += option_line(record, decision, *option);
    if (!option->terms.empty()) text += fmt::format("          {}\n", terms_text(*option));
  }
  return text;
}

/// The same decision in both worlds: values of the base world and what the policy changes.
std::string joint_text(const LifeRecord& base, const TracedDecision& in_base,
                       const TracedDecision& in_policy) {
  std::string text = decision_text(base, in_base);
  std::vector<int> shown = shown_options(in_base);
  for (const int alternative : shown_options(in_policy)) {
    if (std::find(shown.begin(), shown.end(), alternative) == shown.end()) {
      shown.push_back(alternative);
      text += option_line(base, in_base, *find(in_base, alternative));
    }
  }
  text += fmt::format("    with the policy: chose {}\n",
                      option_words(base.run, in_policy, in_policy.chosen));
  bool is_changed = false;
  for (const int alternative : shown) {
    const TracedOption* before = find(in_base, alternative);
    const TracedOption* after = find(in_policy, alternative);
    if (before == nullptr || after == nullptr) continue;
    const std::string change = change_text(*before, *after);
    if (change.empty()) continue;
    is_changed = true;
    text += fmt::format("        {}: {} (sum {:.0f}, now {:.0f})\n",
                        option_words(base.run, in_base, alternative), change, before->utility(),
                        after->utility());
  }
  if (!is_changed) text += "        no term of the options shown differs\n";
  return text;
}

bool is_same_decision(const TracedDecision& a, const TracedDecision& b) {
  return a.kind == b.kind && a.time <= b.time && a.time >= b.time &&
         a.options.size() == b.options.size();
}

std::string happenings(const LifeRecord& record, const MonthOfLife& month) {
  std::string text;
  for (const auto& search : month.searches) text += "    " + search_words(record.run, search);
  for (const auto& claim : month.rationed) text += "    " + claim_words(record.run, claim);
  for (const auto& event : month.events) text += "    " + event_words(record.run, event);
  for (const auto& payment : month.payments) text += "    " + payment_words(record.run, payment);
  return text.empty() ? "    nothing\n" : text;
}

std::string month_text(const LifeRecord& base, const LifeRecord& policy, base::Month month,
                       const MonthOfLife& in_base, const MonthOfLife& in_policy) {
  std::string text = fmt::format("\n{}\n", base::to_string(month));
  std::size_t shared = 0;
  while (shared < std::min(in_base.decisions.size(), in_policy.decisions.size()) &&
         is_same_decision(in_base.decisions[shared], in_policy.decisions[shared])) {
    text += "  both worlds decide\n" +
            joint_text(base, in_base.decisions[shared], in_policy.decisions[shared]);
    ++shared;
  }
  for (std::size_t i = shared; i < in_base.decisions.size(); ++i) {
    text += "  base world decides\n" + decision_text(base, in_base.decisions[i]);
  }
  for (std::size_t i = shared; i < in_policy.decisions.size(); ++i) {
    text += "  policy world decides\n" + decision_text(policy, in_policy.decisions[i]);
  }
  text += "  base world\n" + happenings(base, in_base);
  text += "  policy world\n" + happenings(policy, in_policy);
  return text;
}

base::Month last_month(const LifeRecord& base, const LifeRecord& policy) {
  return std::min(base.run.end, policy.run.end);
}

}  // namespace

std::optional<base::Month> first_difference(const LifeRecord& base, const LifeRecord& policy) {
  for (base::Month month = base.run.start; month <= last_month(base, policy); month = month + 1) {
    if (!same_outcome(month_of(base, month), month_of(policy, month))) return month;
  }
  return {};
}

std::string biography(const LifeRecord& base, const LifeRecord& policy, int months) {
  std::string text = introduction(policy);
  const auto first = first_difference(base, policy);
  if (!first) return text + "The two lives are the same in every month.\n";
  text += fmt::format("The two lives are the same until {}.\n", base::to_string(*first));
  const base::Month end = std::min(*first + (months - 1), last_month(base, policy));
  for (base::Month month = *first; month <= end; month = month + 1) {
    const MonthOfLife in_base = month_of(base, month), in_policy = month_of(policy, month);
    if (in_base.empty() && in_policy.empty()) continue;
    text += month_text(base, policy, month, in_base, in_policy);
  }
  return text;
}

}  // namespace chuanzhe::study
