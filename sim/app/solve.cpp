// `chuanzhe solve`: the least value of a factor for which a figure reaches a target with a given
// probability, by bisection on paired runs. Every run is kept like those of a sweep, so a search
// can be interrupted, and asking again with other targets reuses what was run.
#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "app/sweep_command.hpp"
#include "app/sweep_result.hpp"
#include "scenario/csv.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

struct Question {
  std::string file, path, measure, cost;
  Words overrides;
  double low = 0, high = 0, tolerance = 0;
  double target = 0, probability = 0.9, budget = 0;
  std::int64_t replicates = 20;
  fs::path folder;
};

OptionList solve_options() {
  OptionList options;
  options.text("vary", "PATH", "value that is looked for, e.g. policies.rent.amount");
  options.text("between", "LOW:HIGH", "where it is looked for");
  options.text("measure", "MEASURE", "figure that is to reach the target");
  options.text("at-least", "NUMBER", "the target");
  options.text("probability", "P", "share of replicates that must reach it; default 0.9");
  options.text("cost", "MEASURE", "figure that is the cost");
  options.text("budget", "NUMBER", "most that it may be, with the same probability");
  options.text("replicates", "N", "paired runs at every value; default 20");
  options.text("tolerance", "NUMBER", "how near; default a hundredth of the range");
  options.text("output,o", "DIR", "folder of the runs; default output/sweeps/solve_NAME");
  options.words("set", "PATH=VALUE", "override a value");
  return options;
}

double number_in(const std::string& text, const std::string& option) {
  double number = 0;
  if (scenario::parse_number(text, number)) return number;
  throw base::InputError({},
                         fmt::format("{} is '{}', not a number; write plain digits", option, text));
}

std::string needed(const Parsed& parsed, const std::string& key) {
  if (parsed.has(key)) return parsed.text(key);
  throw base::InputError({}, fmt::format("--{} is missing; see chuanzhe solve --help", key));
}

double optional_number(const Parsed& parsed, const std::string& key, double otherwise) {
  return parsed.has(key) ? number_in(parsed.text(key), "--" + key) : otherwise;
}

Question question_of(const Parsed& parsed) {
  Question question;
  question.file = needed_file(parsed, "scenario file");
  question.path = needed(parsed, "vary");
  const std::string between = needed(parsed, "between");
  const auto colon = between.find(':');
  if (colon == std::string::npos) {
    throw base::InputError({},
                           fmt::format("--between is '{}', not LOW:HIGH; write 0:1000", between));
  }
  question.low = number_in(between.substr(0, colon), "--between LOW");
  question.high = number_in(between.substr(colon + 1), "--between HIGH");
  question.measure = needed(parsed, "measure");
  question.target = number_in(needed(parsed, "at-least"), "--at-least");
  question.probability = optional_number(parsed, "probability", 0.9);
  question.tolerance = optional_number(parsed, "tolerance", (question.high - question.low) / 100);
  question.replicates = static_cast<std::int64_t>(optional_number(parsed, "replicates", 20));
  if (parsed.has("cost")) question.cost = parsed.text("cost");
  question.budget = optional_number(parsed, "budget", HUGE_VAL);
  question.overrides = parsed.words("set");
  if (parsed.has("output")) question.folder = parsed.text("output");
  const bool is_sound = question.low < question.high && question.tolerance > 0 &&
                        question.replicates >= 1 && question.probability > 0 &&
                        question.probability <= 1;
  if (!is_sound) {
    throw base::InputError({},
                           "the question has no answer (LOW below HIGH, tolerance above 0, P above "
                           "0 and at most 1, replicates at least 1); correct it");
  }
  if (parsed.has("budget") && question.cost.empty()) {
    throw base::InputError({}, "--budget needs --cost; name the measure that is the cost");
  }
  return question;
}

/// What the replicates say at one value.
struct Answer {
  double value = 0, reached = 0, affordable = 1;  ///< shares of replicates
  double figure = 0, cost = 0;                    ///< means
  std::vector<double> figures;
};

/// 95 % interval of a share seen in n trials (Wilson 1927).
std::pair<double, double> wilson(double share, double n) {
  constexpr double z = 1.959964;
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half =
      z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

class Search {
 public:
  explicit Search(Question question) : question_(std::move(question)) {
    std::vector<scenario::Setting> settings;
    for (const std::string& text : question_.overrides)
      settings.push_back(scenario::setting_of(text));
    variants_ = std::make_shared<const scenario::Variants>(question_.file, settings);
    for (const scenario::Resolved& row : variants_->base().resolved) {
      if (row.path == question_.path) is_whole_ = row.is_whole;
    }
    if (question_.folder.empty()) {
      question_.folder = fs::path("output/sweeps") / ("solve_" + variants_->base().name);
    }
  }

  Answer ask(double value) {
    const SweepPlan plan(sweep_at(value));
    figures_of(plan.sweep());
    study::RunStore store(question_.folder, plan.identity(), study::RunStore::Access::alone);
    const auto missing = missing_runs(plan, store, 1, 1);
    if (!missing.empty()) {
      const Crew crew = choose_crew(plan, static_cast<std::int64_t>(missing.size()), 0, 0);
      SweepProgress progress(question_.folder, "", plan.runs(),
                             plan.runs() - static_cast<std::int64_t>(missing.size()));
      std::size_t next = 0;
      run_all(
          plan, store, crew,
          [&]() -> std::optional<std::int64_t> {
            return next < missing.size() ? std::optional(missing[next++]) : std::nullopt;
          },
          progress, stop_flag());
    }
    return judged(value, point_of(plan, store, 0));
  }

  /// The least value that reaches the target, between one that does not and one that does.
  Answer narrow(double low, Answer high) {
    while (high.value - low > question_.tolerance) {
      double middle = (low + high.value) / 2;
      if (is_whole_) middle = std::floor(middle);
      if (middle <= low) break;
      const Answer answer = ask(middle);
      tell(answer);
      if (answer.reached >= question_.probability) {
        high = answer;
      } else {
        low = answer.value;
      }
    }
    return high;
  }

  void tell(const Answer& answer) const {
    std::cout << fmt::format("  {} = {:<10.6g} mean {:.6g}, target reached in {:.0f} % of {} runs",
                             question_.path, answer.value, answer.figure, 100 * answer.reached,
                             question_.replicates);
    if (!question_.cost.empty()) std::cout << fmt::format(", cost {:.6g}", answer.cost);
    std::cout << std::endl;
  }

  const Question& question() const { return question_; }

 private:
  scenario::Sweep sweep_at(double value) const {
    scenario::Sweep sweep;
    sweep.name = "solve";
    sweep.base_file = sweep.file = question_.file;
    sweep.variants = variants_;
    scenario::Factor factor;
    factor.name = "value";
    factor.path = question_.path;
    const base::Location at{"--vary " + question_.path, 0, 0};
    factor.at = factor.path_at = at;
    factor.levels.push_back(scenario::level_of(
        {scenario::Node::Kind::scalar, fmt::format("{:.10g}", value), false, at, {}, {}}));
    sweep.factors.push_back(std::move(factor));
    sweep.design.kind = scenario::DesignKind::grid;
    sweep.replicates = question_.replicates;
    sweep.on_failure = scenario::OnFailure::stop;
    sweep.outputs.push_back({"figure", question_.measure, {"--measure", 0, 0}});
    if (!question_.cost.empty())
      sweep.outputs.push_back({"cost", question_.cost, {"--cost", 0, 0}});
    return sweep;
  }

  Answer judged(double value, const output::SweepPoint& runs) const {
    Answer answer;
    answer.value = value;
    const auto n = static_cast<double>(runs.figures.size());
    double reached = 0, affordable = 0;
    for (const auto& run : runs.figures) {
      answer.figure += run[0] / n;
      reached += run[0] >= question_.target ? 1 : 0;
      if (question_.cost.empty()) continue;
      answer.cost += run[1] / n;
      affordable += run[1] <= question_.budget ? 1 : 0;
    }
    answer.reached = reached / n;
    answer.affordable = question_.cost.empty() ? 1 : affordable / n;
    return answer;
  }

  Question question_;
  std::shared_ptr<const scenario::Variants> variants_;
  bool is_whole_ = false;
};

/// Exit status 1 when no value will do.
int conclude(const Search& search, const Answer& answer) {
  const Question& question = search.question();
  const auto [low, high] = wilson(answer.reached, static_cast<double>(question.replicates));
  std::cout << fmt::format(
      "least {} = {:.6g} (within {:.3g}): {} is at least {:.6g} with probability "
      "{:.2f} [{:.2f}, {:.2f}]\n",
      question.path, answer.value, question.tolerance, question.measure, question.target,
      answer.reached, low, high);
  if (question.cost.empty()) return exit_done;
  const bool is_affordable = answer.affordable >= question.probability;
  std::cout << fmt::format(
      "its cost {} is {:.6g} on average; within the budget in {:.0f} % of runs{}\n", question.cost,
      answer.cost, 100 * answer.affordable, is_affordable ? "" : ": no value does both");
  return is_affordable ? exit_done : exit_failed;
}

}  // namespace

int solve_command(const Words& words) {
  const Parsed parsed = parse(words, solve_options(),
                              "solve SCENARIO.yaml --vary PATH --between LOW:HIGH "
                              "--measure MEASURE --at-least NUMBER [OPTIONS]");
  if (parsed.help) return exit_done;
  Search search(question_of(parsed));
  const Question& question = search.question();
  heed_stop_signals();
  const Answer high = search.ask(question.high);
  search.tell(high);
  if (high.reached < question.probability) {
    std::cout << fmt::format("no value up to {:.6g} reaches the target with probability {:.2f}\n",
                             question.high, question.probability);
    return exit_failed;
  }
  const Answer low = search.ask(question.low);
  search.tell(low);
  if (low.reached >= question.probability) return conclude(search, low);
  return conclude(search, search.narrow(low.value, high));
}

}  // namespace chuanzhe::app
