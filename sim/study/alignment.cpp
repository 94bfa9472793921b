#include "study/alignment.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace chuanzhe::study {
namespace {

using engine::Axis;
using engine::RunDescription;

class Judge {
 public:
  Judge(const NamedRun& base, const NamedRun& policy, std::vector<base::Problem>& problems)
      : base_(base), policy_(policy), problems_(problems) {}

  template <class Value>
  void same(const char* what, const Value& mine, const Value& theirs, const char* why) {
    if (mine == theirs) return;
    refuse(fmt::format("{} {}, but {} has {} ({}) run one of them again", what, theirs, base_.name,
                       mine, why));
  }

  void same_data() {
    const auto& mine = base_.run.digests;
    const auto& theirs = policy_.run.digests;
    std::vector<std::string> changed;
    for (const auto& entry : theirs) {
      if (std::find(mine.begin(), mine.end(), entry) == mine.end()) changed.push_back(entry.first);
    }
    if (changed.empty() && mine.size() != theirs.size()) changed.emplace_back("a file less");
    if (changed.empty()) return;
    refuse(
        fmt::format("was made from other data than {}: {} (the difference would mix data and "
                    "policy) run one of them again",
                    base_.name, fmt::join(changed, ", ")));
  }

  void same_places() {
    for (const Axis axis : {Axis::county, Axis::city, Axis::sector, Axis::group}) {
      const auto index = static_cast<int>(axis);
      if (base_.run.axes[index].names == policy_.run.axes[index].names) continue;
      refuse(
          fmt::format("has another list of {} than {} (their cells cannot be matched) run one of "
                      "them again",
                      engine::axis_words[index], base_.name));
    }
  }

 private:
  void refuse(const std::string& text) {
    base::Problem problem;
    problem.at.file = policy_.name;
    problem.text = text;
    problems_.push_back(problem);
  }

  const NamedRun& base_;
  const NamedRun& policy_;
  std::vector<base::Problem>& problems_;
};

void judge(const NamedRun& base, const NamedRun& policy, std::vector<base::Problem>& problems) {
  Judge judge(base, policy, problems);
  judge.same("has seed", base.run.seed, policy.run.seed,
             "pairs share every random number, so their seeds are the same");
  judge.same("has persons_per_agent", base.run.persons_per_agent, policy.run.persons_per_agent,
             "pairs have the same people");
  judge.same("starts in", base::to_string(base.run.start), base::to_string(policy.run.start),
             "pairs have the same history before the policy");
  judge.same("was written by version", base.run.version, policy.run.version,
             "the difference would mix program and policy");
  judge.same_data();
  judge.same_places();
}

}  // namespace

Alignment align(const NamedRun& base, const std::vector<NamedRun>& policies) {
  std::vector<base::Problem> problems;
  for (const NamedRun& policy : policies) judge(base, policy, problems);
  if (!problems.empty()) throw base::InputError(std::move(problems));
  Alignment result{{base.run.start, base.run.end}, base.run.replicates, {}};
  const auto all = [&](auto visit) {
    visit(base);
    for (const NamedRun& policy : policies) visit(policy);
  };
  all([&](const NamedRun& named) {
    result.months.last = std::min(result.months.last, named.run.end);
    result.replicates = std::min(result.replicates, named.run.replicates);
  });
  all([&](const NamedRun& named) {
    if (named.run.end != result.months.last) {
      result.notes.push_back(fmt::format(
          "{} runs to {}; only the months to {}, which all have, are "
          "compared",
          named.name, base::to_string(named.run.end), base::to_string(result.months.last)));
    }
    if (named.run.replicates != result.replicates) {
      result.notes.push_back(
          fmt::format("{} has {} replicates; only the first {}, which all have, "
                      "are compared",
                      named.name, named.run.replicates, result.replicates));
    }
  });
  return result;
}

}  // namespace chuanzhe::study
