#include "app/over.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/history_match.hpp"
#include "study/tables/tables.hpp"

namespace chuanzhe::app {
namespace {

constexpr const char* remedy =
    "make the set again with `chuanzhe calibrate --stage 2`, or compare results it was made for";

class Judge {
 public:
  explicit Judge(const scenario::ConstantSet& set) : set_(set) {}

  void tables(const scenario::Scenario& base) {
    for (const auto& [table, digest] : base.digests) {
      const auto at = std::find_if(set_.data.begin(), set_.data.end(),
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

  /// A constant that the set draws cannot be what a policy changes.
  void policies(const ComparedFiles& files) {
    for (const ResultFile& policy : files.policies) {
      for (const auto& difference : scenario::differences(files.base.scenario(), policy.scenario())) {
        if (std::find(set_.constants.begin(), set_.constants.end(), difference.path) ==
            set_.constants.end()) {
          continue;
        }
        report(fmt::format("draws {}, in which {} differs from the base; compare scenarios that "
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
  Judge judge(set);
  judge.tables(base.scenario());
  judge.constants(base.scenario());
  judge.policies(files);
  judge.behaviour(base.scenario());
  judge.conclude();
  std::vector<Rerun> policies;
  for (const ResultFile& file : files.policies) policies.emplace_back(file, over.data_folder);

  const auto numbers = spaced(set.draws.size(), static_cast<std::size_t>(over.draws));
  std::vector<study::Comparison> by_draw;
  for (const std::size_t draw : numbers) {
    study::Comparison comparison{files.plan, {}, {}, {}};
    comparison.base =
        base.read_with(set, draw, files.plan.pairs, needs, files.plan.months);
    for (const Rerun& policy : policies) {
      comparison.policies.push_back(
          policy.read_with(set, draw, files.plan.pairs, needs, files.plan.months));
    }
    by_draw.push_back(std::move(comparison));
  }
  return study::doubt_tables(
      by_draw, fmt::format("{}: {} of its {} draws, {} pairs each", over.set.filename().string(),
                           numbers.size(), set.draws.size(), files.plan.pairs));
}

}  // namespace chuanzhe::app
