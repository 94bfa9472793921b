// How well the pairs are paired: whose life the policy left alone, when and why the others parted.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "study/tables/difference_rows.hpp"
#include "study/tables/life_rows.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::study {
namespace {

struct Gain {
  std::string words, request;
};

/// Figures whose variance gain is told.
std::vector<Gain> gains_of(const ComparisonPlan& plan) {
  const Horizon horizon = horizons_of(plan).front();
  const std::string end = base::to_string(plan.months.last);
  return {{"variance gain of workers in Zhejiang, " + end, "stock_zj@" + end},
          {"variance gain of worker-months over " + in_words(horizon),
           fmt::format("worker_months_zj@{}..{}", base::to_string(horizon.period.first),
                       base::to_string(horizon.period.last))}};
}

Needs needs(const ComparisonPlan& plan) {
  Needs result;
  for (const Gain& gain : gains_of(plan)) result.measures.push_back(gain.request);
  return result;
}

double workers_of(const Coherence& coherence) { return static_cast<double>(coherence.observed); }

double parted_by(const Coherence& coherence, Cause cause) {
  const auto count = std::count_if(coherence.partings.begin(), coherence.partings.end(),
                                   [&](const Parting& parting) { return parting.cause == cause; });
  return percent(static_cast<double>(count), workers_of(coherence));
}

/// Parted by an offer of the lever: a new or changed policy of it reaches the worker.
double parted_by_lever(const Coherence& coherence, std::uint32_t policies) {
  const auto count = std::count_if(
      coherence.partings.begin(), coherence.partings.end(), [&](const Parting& parting) {
        return parting.cause == Cause::offer && (parting.reach & policies) != 0;
      });
  return percent(static_cast<double>(count), workers_of(coherence));
}

/// Months from the start of the run to the parting of the middle worker.
double median_parting(const Coherence& coherence) {
  std::vector<int> steps;
  for (const Parting& parting : coherence.partings) {
    if (parting.step >= 0) steps.push_back(parting.step);
  }
  if (steps.empty()) return undefined;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

double first_parting_month(const Coherence& coherence) {
  double first = undefined;
  for (const Parting& parting : coherence.partings) {
    if (parting.step >= 0 && !(parting.step >= first)) first = parting.step;
  }
  return first;
}

/// Bits of the policies of a lever among the first 32.
std::uint32_t bits_of(const engine::RunDescription& run, const std::string& lever) {
  constexpr std::size_t most = 32;
  std::uint32_t bits = 0;
  for (std::size_t p = 0; p < std::min(run.policy_levers.size(), most); ++p) {
    if (run.policy_levers[p] == lever) bits |= 1U << p;
  }
  return bits;
}

class Rows {
 public:
  Rows(const Comparison& comparison, std::size_t policy, const std::string& name, Table& table)
      : comparison_(comparison), policy_(policy), name_(name), table_(table) {}

  void add(const std::string& figure, const std::string& unit, int digits,
           const std::function<double(const Coherence&)>& value) {
    const auto values = along_pairs(comparison_, policy_,
                                    [&](const LifeFigures& pair) { return value(pair.coherence); });
    if (moments_of(values).n == 0) return;
    table_.rows.push_back({name_, figure, unit});
    const auto cells = unit.starts_with("%") ? share_cells(values, comparison_.plan, digits)
                                             : estimate_cells(values, comparison_.plan, digits);
    table_.rows.back().insert(table_.rows.back().end(), cells.begin(), cells.end());
  }

 private:
  const Comparison& comparison_;
  std::size_t policy_;
  const std::string& name_;
  Table& table_;
};

void add_causes(Rows& rows) {
  static const char* words[] = {"parted by an offer of the policy", "parted by a vacancy",
                                "parted by a budget that went elsewhere",
                                "parted by conditions (networks, tightness)"};
  for (int cause = 0; cause < cause_count; ++cause) {
    rows.add(words[cause], "% of observed", 3, [cause](const Coherence& coherence) {
      return parted_by(coherence, static_cast<Cause>(cause));
    });
  }
}

void add_levers(const engine::RunDescription& run, Rows& rows) {
  const std::set<std::string> levers(run.policy_levers.begin(), run.policy_levers.end());
  for (const std::string& lever : levers) {
    const std::uint32_t bits = bits_of(run, lever);
    rows.add("parted by an offer of " + lever, "% of observed", 3,
             [bits](const Coherence& coherence) { return parted_by_lever(coherence, bits); });
  }
}

void add_months(Rows& rows) {
  rows.add("first parting", "months after the start", 1, first_parting_month);
  rows.add("median parting", "months after the start", 1, median_parting);
}

void add_gains(const Comparison& comparison, std::size_t policy, const std::string& name,
               Table& table) {
  for (const Gain& gain : gains_of(comparison.plan)) {
    const PairedDifference difference = paired_difference(
        comparison.base.measure(gain.request), comparison.policies[policy].measure(gain.request));
    table.rows.push_back({name, gain.words, "times", Number{difference.variance_reduction, 1},
                          Number{undefined, 0}, Number{undefined, 0}});
  }
}

bool is_exact(const Comparison& comparison, std::size_t policy) {
  const auto& pairs = comparison.lives.by_policy[policy];
  return std::all_of(pairs.begin(), pairs.end(),
                     [](const LifeFigures& pair) { return pair.coherence.is_exact; });
}

void add_rows(const Comparison& comparison, std::size_t policy, const std::string& name,
              Table& table) {
  Rows rows(comparison, policy, name, table);
  rows.add("workers compared", "agents", 0,
           [](const Coherence& coherence) { return static_cast<double>(coherence.workers); });
  rows.add("lives unchanged", is_exact(comparison, policy) ? "% of all" : "% of observed", 3,
           [](const Coherence& coherence) { return 100 * coherence.share_unchanged(); });
  add_causes(rows);
  add_levers(comparison.policies[policy].run, rows);
  add_months(rows);
}

std::vector<Table> make(const Comparison& comparison) {
  Table table{"coherence",
              "Coherence: whose life the policy left alone, and why the others parted",
              {{"policy"}, {"figure"}, {"unit"}, {"mean"}, {"low"}, {"high"}},
              {},
              {}};
  const auto names = policy_names(comparison);
  const bool has_lives = comparison.lives.absent.empty();
  for (std::size_t p = 0; p < names.size(); ++p) {
    if (has_lives) add_rows(comparison, p, names[p], table);
    add_gains(comparison, p, names[p], table);
  }
  table.notes = {has_lives ? observed_note(comparison) : comparison.lives.absent, pairing_note()};
  if (!has_lives) return {table};
  table.notes.insert(
      table.notes.end(),
      {"an offer is an upper bound, the other causes are lower bounds (docs/lives.md)"});
  return {table};
}

}  // namespace

TableMaker coherence_table() { return {"coherence", needs, make}; }

}  // namespace chuanzhe::study
