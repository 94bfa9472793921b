#include "app/until.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace chuanzhe::app {
namespace {

using study::Comparison;
using study::PairedDifference;

PairedDifference difference_of(const Comparison& comparison, const Until& until, std::size_t p) {
  return study::paired_difference(comparison.base.measure(until.rule.measure),
                                  comparison.policies[p].measure(until.rule.measure),
                                  comparison.plan.interval);
}

bool holds(const Comparison& comparison, const Until& until) {
  for (std::size_t p = 0; p < comparison.policies.size(); ++p) {
    if (!is_met(until.rule, difference_of(comparison, until, p))) return false;
  }
  return true;
}

/// Estimated from the pairs so far, at most as many again: a variance of few pairs is a guess.
int pairs_to_add(const Comparison& comparison, const Until& until) {
  std::size_t expected = 0;
  for (std::size_t p = 0; p < comparison.policies.size(); ++p) {
    const PairedDifference difference = difference_of(comparison, until, p);
    if (is_met(until.rule, difference)) continue;
    expected = std::max(expected, pairs_expected(until.rule, difference));
  }
  const int now = comparison.plan.pairs;
  const int target = std::min({static_cast<int>(expected), 2 * now, until.limit});
  return std::max(target, std::min(now + 1, until.limit)) - now;
}

std::string sentence(const Comparison& comparison, const Until& until, std::size_t p,
                     const std::string& name) {
  const PairedDifference difference = difference_of(comparison, until, p);
  const double half = difference.difference.interval.half_width();
  std::string text = fmt::format("{}: {} pairs, half-width of {} {:.6g}", name,
                                 difference.difference.n, until.rule.measure, half);
  if (until.rule.unit == study::StopRule::Unit::percent) {
    text += fmt::format(" ({:.3g} % of the difference)",
                        100 * half / std::fabs(difference.difference.mean));
  }
  if (!is_met(until.rule, difference)) {
    text += fmt::format("; not narrow enough at the limit, about {} pairs are needed",
                        pairs_expected(until.rule, difference));
  }
  if (difference.unpaired_replicates > 0) {
    text += fmt::format(
        "; without pairing {:.0f} replicates of each scenario would have been "
        "needed for the same interval",
        difference.unpaired_replicates);
  }
  return text;
}

}  // namespace

std::vector<std::string> add_pairs(const ComparedFiles& files, const Until& until,
                                   const study::Needs& needs, Comparison& comparison) {
  if (!holds(comparison, until) && comparison.plan.pairs < until.limit) {
    const Rerun base(files.base, until.data_folder);
    std::vector<Rerun> policies;
    for (const ResultFile& file : files.policies) policies.emplace_back(file, until.data_folder);
    while (!holds(comparison, until) && comparison.plan.pairs < until.limit) {
      const int first = comparison.plan.pairs;
      const int more = pairs_to_add(comparison, until);
      comparison.base.append(base.read(first, more, needs, comparison.plan.months));
      for (std::size_t p = 0; p < policies.size(); ++p) {
        comparison.policies[p].append(policies[p].read(first, more, needs, comparison.plan.months));
      }
      comparison.plan.pairs += more;
    }
  }
  std::vector<std::string> said;
  for (std::size_t p = 0; p < files.policies.size(); ++p) {
    said.push_back(sentence(comparison, until, p, files.policies[p].run.scenario_name));
  }
  return said;
}

}  // namespace chuanzhe::app
