#include "app/over.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/set_behaviour.hpp"
#include "base/draws.hpp"
#include "scenario/policy_doubt.hpp"
#include "study/design.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view policy_head = "policies.";
constexpr const char* remedy =
    "make the set again with `chuanzhe calibrate --stage 2`, or compare results it was made for";

class Judge {
 public:
  explicit Judge(const scenario::ConstantSet& set) : set_(set) {}

  void tables(const scenario::Scenario& base) {
    for (const auto& [table, digest] : base.digests) {
      const auto at =
          std::find_if(set_.data.begin(), set_.data.end(),
                       [&, &name = table](const auto& row) { return row.first == name; });
      if (at != set_.data.end() && at->second == digest) continue;
      report(fmt::format("was made for another {} than that of the results; {}", table, remedy));
    }
  }

  void constants(const scenario::Scenario& base) {
    for (const scenario::ConstantValue& given : set_.given) {
      const double own = value_of(base.model, given.path);
      if (own == given.value) continue;
      report(fmt::format("was made with {} {:g}, the base has {:g}; {}", given.path, given.value,
                         own, remedy));
    }
  }

  /// What the set draws cannot be what a policy changes.
  void policies(const ComparedFiles& files, const Rerun& base, const std::vector<Rerun>& policies) {
    std::vector<std::string> drawn = set_.constants;
    const auto add = [&](const Rerun& run) {
      for (const auto& value : scenario::drawn_values(run.scenario(), set_.policy_values)) {
        drawn.push_back(value.path);
      }
    };
    add(base);
    for (const Rerun& policy : policies) add(policy);
    for (const ResultFile& policy : files.policies) {
      for (const auto& difference :
           scenario::differences(files.base.scenario(), policy.scenario())) {
        const bool is_drawn = std::find(drawn.begin(), drawn.end(), difference.path) != drawn.end();
        if (!is_drawn || is_of_one_policy(difference)) continue;
        report(
            fmt::format("draws {}, in which {} differs from the base; compare scenarios that "
                        "have it alike",
                        difference.path, policy.path.string()));
      }
    }
  }

  void behaviour(const scenario::Scenario& base) {
    if (!problems_.empty() || behaviour_of(set_, base) == set_.behaviour) return;
    report(fmt::format("was made with a program that gives other figures; {}", remedy));
  }

  void conclude() {
    if (!problems_.empty()) throw base::InputError(std::move(problems_));
  }

 private:
  /// A value of a policy that only one of the scenarios has.
  static bool is_of_one_policy(const scenario::ValueDifference& difference) {
    return difference.path.starts_with(policy_head) &&
           (difference.base.empty() || difference.other.empty());
  }

  static double value_of(const behaviour::Parameters& model, const std::string& path) {
    for (const scenario::ConstantValue& value : scenario::constants_of(model, {})) {
      if (value.path == path) return value.value;
    }
    return study::undefined;
  }

  void report(const std::string& text) {
    base::Problem problem;
    problem.at.file = set_.file.string();
    problem.text = text;
    problems_.push_back(std::move(problem));
  }

  const scenario::ConstantSet& set_;
  std::vector<base::Problem> problems_;
};

/// How far up its range each policy value stands in each draw: the same for all scenarios.
std::vector<study::UnitPoint> shares_of(const scenario::ConstantSet& set, std::size_t draws) {
  if (set.policy_values.empty()) return std::vector<study::UnitPoint>(draws);
  return study::latin_hypercube(static_cast<int>(draws), static_cast<int>(set.policy_values.size()),
                                base::Draws(base::make_key(policy::name_key("over"), 0)));
}

/// A scenario with a draw: its policy values set, its constants still to be.
Rerun rerun_at(const ResultFile& file, const scenario::Scenario& stored,
               const scenario::ConstantSet& set, const study::UnitPoint& shares,
               const fs::path& data_folder) {
  const auto drawn = scenario::drawn_values(stored, set.policy_values);
  return Rerun(file, data_folder, scenario::drawn_overrides(drawn, shares));
}

/// The policy values that a comparison varies, in words.
std::string varied_in(const std::vector<scenario::DrawnValue>& values) {
  std::string text;
  for (const auto& value : values) {
    text += fmt::format("{}{} {:g} to {:g}", text.empty() ? "" : ", ",
                        value.path.substr(policy_head.size()), value.low, value.high);
  }
  return text;
}

/// Numbers of `wanted` of `all` draws, evenly spaced.
std::vector<std::size_t> spaced(std::size_t all, std::size_t wanted) {
  wanted = std::min(all, wanted);
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < wanted; ++i) numbers.push_back(i * all / wanted);
  return numbers;
}

}  // namespace

std::vector<study::Table> compare_over(const ComparedFiles& files, const Over& over,
                                       const study::Needs& needs) {
  const scenario::ConstantSet set = scenario::load_set(over.set);
  const Rerun base(files.base, over.data_folder);
  std::vector<Rerun> policies;
  for (const ResultFile& file : files.policies) policies.emplace_back(file, over.data_folder);
  Judge judge(set);
  judge.tables(base.scenario());
  judge.constants(base.scenario());
  judge.policies(files, base, policies);
  judge.behaviour(base.scenario());
  judge.conclude();

  const auto numbers = spaced(set.draws.size(), static_cast<std::size_t>(over.draws));
  const auto shares = shares_of(set, numbers.size());
  const auto read = [&](const ResultFile& file, const Rerun& stored, std::size_t n) {
    return rerun_at(file, stored.scenario(), set, shares[n], over.data_folder)
        .read_with(set, numbers[n], files.plan.pairs, needs, files.plan.months);
  };
  std::vector<study::Comparison> by_draw;
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    study::Comparison comparison{files.plan, {}, {}, {}};
    comparison.base = read(files.base, base, n);
    for (std::size_t p = 0; p < policies.size(); ++p) {
      comparison.policies.push_back(read(files.policies[p], policies[p], n));
    }
    by_draw.push_back(std::move(comparison));
  }
  std::string sample =
      fmt::format("{}: {} of its {} draws, {} pairs each", over.set.filename().string(),
                  numbers.size(), set.draws.size(), files.plan.pairs);
  for (const Rerun& policy : policies) {
    const auto varied = varied_in(scenario::drawn_values(policy.scenario(), set.policy_values));
    if (varied.empty()) continue;
    sample += fmt::format("; in {} also {}", policy.scenario().name, varied);
  }
  return study::doubt_tables(by_draw, sample);
}

}  // namespace chuanzhe::app
