#include "app/comparison_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/progress.hpp"
#include "output/replay.hpp"
#include "study/alignment.hpp"
#include "study/excerpt.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

base::Problem problem_of(const ResultFile& file, const std::string& text) {
  base::Problem problem;
  problem.at.file = file.path.string();
  problem.text = text;
  return problem;
}

std::string month_or_unknown(const std::optional<base::Month>& month) {
  return month ? base::to_string(*month) : "an unknown month";
}

/// Settings that change the draws or the people; seed, size and start are judged by align().
void judge_settings(const ResultFile& base, const ResultFile& policy,
                    std::vector<base::Problem>& problems) {
  for (const auto& difference : scenario::differences(base.scenario(), policy.scenario())) {
    if (!difference.path.starts_with("run.") || scenario::is_length(difference.path)) continue;
    problems.push_back(problem_of(
        policy,
        fmt::format("has {} {}, but {} has {} (pairs have the same history before the "
                    "policy) run one of them again",
                    difference.path, difference.other, base.path.string(), difference.base)));
  }
  const auto mine = scenario::planned_until(base.scenario());
  const auto theirs = scenario::planned_until(policy.scenario());
  if (mine == theirs) return;
  problems.push_back(problem_of(
      policy,
      fmt::format("plans lives until {}, but {} until {} (the young who come of age later are "
                  "among the people, so these are other people) run both to the same month, "
                  "or the shorter with run.spare_months for the rest",
                  month_or_unknown(theirs), base.path.string(), month_or_unknown(mine))));
}

/// The first month in which some policy may differ from the base.
base::Month first_policy_month(const ResultFile& base, const std::vector<ResultFile>& policies,
                               const study::Period& months) {
  base::Month first = months.last;
  for (const ResultFile& policy : policies) {
    first = std::min(first,
                     scenario::part_in(base.scenario(), policy.scenario()).value_or(months.first));
  }
  return std::max(first, months.first);
}

void require_policy_months(const ComparedFiles& files) {
  for (const ResultFile& policy : files.policies) {
    const auto begins = scenario::part_in(files.base.scenario(), policy.scenario());
    if (!begins || *begins <= files.plan.months.last) continue;
    throw base::InputError(
        {policy.path.string()},
        fmt::format("its policies begin in {} (the months that all runs have end "
                    "in {}) run longer",
                    base::to_string(*begins), base::to_string(files.plan.months.last)));
  }
}

void note_equal_scenarios(ComparedFiles& files) {
  for (const ResultFile& policy : files.policies) {
    if (!scenario::differences(files.base.scenario(), policy.scenario()).empty()) continue;
    files.notes.push_back(policy.path.string() + " has the same scenario as the base");
  }
}

}  // namespace

ComparedFiles align_files(const std::vector<fs::path>& paths) {
  base::expect(paths.size() >= 2, "a comparison has a base and a policy");
  ComparedFiles files{open_result_file(paths.front()), {}, {}, {}};
  std::vector<base::Problem> problems;
  for (std::size_t i = 1; i < paths.size(); ++i) {
    files.policies.push_back(open_result_file(paths[i]));
  }
  std::vector<study::NamedRun> named;
  for (const ResultFile& policy : files.policies)
    named.push_back({policy.path.string(), policy.run});
  const auto aligned = study::align({files.base.path.string(), files.base.run}, named);
  for (const ResultFile& policy : files.policies) judge_settings(files.base, policy, problems);
  if (!problems.empty()) throw base::InputError(std::move(problems));
  files.plan.months = aligned.months;
  files.plan.pairs = aligned.replicates;
  files.plan.interval.seed = static_cast<std::uint64_t>(files.base.run.seed);
  files.plan.policy_begins = first_policy_month(files.base, files.policies, aligned.months);
  files.notes = aligned.notes;
  require_policy_months(files);
  note_equal_scenarios(files);
  return files;
}

study::Reading read_file(const ResultFile& file, const study::Needs& needs,
                         const study::ComparisonPlan& plan) {
  study::Reader reader(needs);
  output::replay(file.path, reader,
                 {.variables = reader.variables(),
                  .replicates = plan.pairs,
                  .months = {{plan.months.first, plan.months.last}}});
  return reader.reading();
}

Rerun::Rerun(const ResultFile& file, const fs::path& data_folder,
             const std::vector<std::string>& overrides)
    : name_(file.run.scenario_name),
      scenario_(std::make_unique<scenario::Scenario>(
          scenario::load_stored(file.scenario(), data_folder, file.run.digests, overrides))) {}

study::Reading Rerun::read(int first, int replicates, const study::Needs& needs,
                           const study::Period& months) const {
  engine::RunInputs inputs = scenario_->inputs();
  inputs.settings.first_replicate = first;
  inputs.settings.replicates = replicates;
  return simulate(inputs, needs, months, ", more replicates: ");
}

study::Reading Rerun::read_with(const scenario::ConstantSet& set, std::size_t draw, int replicates,
                                const study::Needs& needs, const study::Period& months) const {
  behaviour::Parameters model = scenario_->model;
  set.apply(draw, model);
  const engine::RunInputs own = scenario_->inputs();
  engine::RunInputs inputs = {own.tables, model, own.policies, own.settings, 0};
  inputs.settings.replicates = replicates;
  return simulate(inputs, needs, months, fmt::format(", draw {}: ", draw + 1));
}

study::Reading Rerun::simulate(const engine::RunInputs& given, const study::Needs& needs,
                               const study::Period& months, const std::string& progress) const {
  engine::RunInputs inputs = given;
  inputs.trajectory_share = 0;
  study::Reader reader(needs);
  study::Excerpt excerpt(reader, months);
  excerpt.begin(engine::describe(inputs));
  ProgressLine line(name_ + progress);
  engine::run(inputs, &excerpt, std::ref(line));
  excerpt.finish();
  return reader.reading();
}

}  // namespace chuanzhe::app
