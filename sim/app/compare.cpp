#include <algorithm>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/comparison_lives.hpp"
#include "app/number_option.hpp"
#include "app/options.hpp"
#include "app/over.hpp"
#include "app/progress.hpp"
#include "app/tables_out.hpp"
#include "app/until.hpp"

namespace chuanzhe::app {
namespace {

namespace fs = std::filesystem;

OptionList compare_options() {
  OptionList options;
  options.words("measure", "REQUEST", "also compare this figure, e.g. 'hires[city=Ningbo]@2023'");
  options.words("by", "AXIS VARIABLE", "also compare a variable by county, city, sector or group");
  options.text("interval", "KIND", "student (default) or bootstrap, over pairs of replicates");
  options.text("level", "PERCENT", "how often intervals are to hold; default 95");
  options.text(
      "until", "RULE",
      "run more pairs until e.g. 'half_width(stock_zj) <= 500', or '<= 5 %' of the difference");
  options.text("limit", "PAIRS", "at most so many pairs; default 100");
  options.text("over", "SET.yaml",
               "run both again with constants that the data do not rule out, and split the doubt");
  options.text("draws", "N", "draws of the set for --over; default 20");
  options.text("data", "DIR", "tables for --until and --over; default scenarios/data");
  options.text("csv", "DIR", "also write every table into DIR");
  options.text("output,o", "FILE.h5", "also write all tables into one HDF5 file");
  options.flag("overwrite", "replace existing files");
  return options;
}

/// `--by AXIS VARIABLE` is two words, which an option cannot take before a file name.
Words with_joined_pairs(const Words& words) {
  Words joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--by" && i + 2 < words.size()) {
      joined.push_back("--by=" + words[i + 1] + " " + words[i + 2]);
      i += 2;
    } else {
      joined.push_back(words[i]);
    }
  }
  return joined;
}

study::ByRequest by_request(const std::string& words) {
  using engine::Axis;
  constexpr std::pair<std::string_view, Axis> axes[] = {{"county", Axis::county},
                                                        {"city", Axis::city},
                                                        {"sector", Axis::sector},
                                                        {"group", Axis::group}};
  const auto gap = words.find(' ');
  for (const auto& [word, axis] : axes) {
    if (gap == std::string::npos || words.substr(0, gap) != word) continue;
    study::ByRequest by{axis, words.substr(gap + 1)};
    study::row_to_break_down(by.variable, {axis});
    return by;
  }
  throw base::InputError(
      {"--by " + words},
      "is not AXIS VARIABLE with an axis of county, city, sector or group; write "
      "for example --by city in_post");
}

study::IntervalKind interval_kind(const std::string& word) {
  if (word == "student") return study::IntervalKind::student;
  if (word == "bootstrap") return study::IntervalKind::bootstrap;
  throw base::InputError({"--interval " + word},
                         "is no kind of interval; write student or bootstrap");
}

void take_options(const Parsed& parsed, study::ComparisonPlan& plan) {
  plan.measures = parsed.words("measure");
  for (const std::string& words : parsed.words("by")) {
    plan.by.push_back(by_request(words));
  }
  plan.interval.kind = interval_kind(parsed.text("interval", "student"));
  plan.interval.level = number_option(parsed, "level", {50, 99.9}, 95) / 100;
}

std::vector<fs::path> files_of(const Parsed& parsed) {
  const Words files = parsed.words("file");
  if (files.size() < 2) {
    throw base::InputError({},
                           "a comparison needs the result of a base and of at least one policy; "
                           "name the base first");
  }
  return {files.begin(), files.end()};
}

std::string difference_line(const scenario::ValueDifference& difference) {
  const auto shown = [](const std::string& value) { return value.empty() ? "none" : value; };
  return fmt::format("    {}: {} instead of {}\n", difference.path, shown(difference.other),
                     shown(difference.base));
}

/// What the scenarios differ in; a policy that is only in one is named by its id.
void print_differences(const ResultFile& base, const ResultFile& policy) {
  std::vector<std::string> lines;
  for (const auto& difference : scenario::differences(base.scenario(), policy.scenario())) {
    const bool alone = difference.path.starts_with("policies.") &&
                       (difference.base.empty() || difference.other.empty());
    const std::string id = difference.path.substr(0, difference.path.find('.', 9));
    const std::string line =
        alone ? fmt::format("    {}: {}\n", id, difference.base.empty() ? "added" : "taken out")
              : difference_line(difference);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  for (const std::string& line : lines) std::cout << line;
}

void print_heading(const ComparedFiles& files) {
  std::cout << fmt::format("base: {} ({})\n", files.base.run.scenario_name,
                           files.base.path.string());
  for (const ResultFile& policy : files.policies) {
    std::cout << fmt::format("policy: {} ({})\n    {}\n", policy.run.scenario_name,
                             policy.path.string(), policy.run.question);
    print_differences(files.base, policy);
  }
  std::cout << fmt::format("{} to {}, policies from {}, one agent for {} persons, seed {}\n",
                           base::to_string(files.plan.months.first),
                           base::to_string(files.plan.months.last),
                           base::to_string(files.plan.policy_begins),
                           files.base.run.persons_per_agent, files.base.run.seed);
}

/// What a file of tables tells of the results behind them.
std::vector<std::pair<std::string, std::string>> about(const ComparedFiles& files) {
  std::string policies;
  for (const ResultFile& policy : files.policies) {
    policies += (policies.empty() ? "" : "\n") + policy.path.filename().string();
  }
  return {{"base", files.base.path.filename().string()},
          {"policies", policies},
          {"question", files.policies.front().run.question},
          {"months", fmt::format("{} to {}", base::to_string(files.plan.months.first),
                                 base::to_string(files.plan.months.last))},
          {"pairs", fmt::format("{}", files.plan.pairs)},
          {"seed", fmt::format("{}", files.base.run.seed)},
          {"version", files.base.run.version}};
}

study::Comparison read_all(const ComparedFiles& files, const study::Needs& needs) {
  study::Comparison comparison{files.plan, read_file(files.base, needs, files.plan), {}, {}};
  for (const ResultFile& policy : files.policies) {
    comparison.policies.push_back(read_file(policy, needs, files.plan));
  }
  return comparison;
}

/// Options that only another one uses.
void refuse_without(const Parsed& parsed, const Words& options, const std::string& user) {
  for (const std::string& name : options) {
    if (!parsed.has(name)) continue;
    throw base::InputError({}, fmt::format("--{} is used by {} only; leave it out", name, user));
  }
}

std::optional<Over> over_of(const Parsed& parsed) {
  if (!parsed.has("over")) {
    refuse_without(parsed, {"draws"}, "--over");
    return std::nullopt;
  }
  return Over{parsed.text("over"),
              static_cast<int>(number_option(parsed, "draws", {2, 100'000}, 20)),
              parsed.text("data", "scenarios/data")};
}

std::optional<Until> until_of(const Parsed& parsed) {
  if (!parsed.has("until")) {
    refuse_without(parsed, {"limit"}, "--until");
    return std::nullopt;
  }
  return Until{study::parse_stop_rule(parsed.text("until")),
               static_cast<int>(number_option(parsed, "limit", {2, 100'000}, 100)),
               parsed.text("data", "scenarios/data")};
}

using Tables = std::vector<study::Table>;

void append(Tables& tables, Tables more) {
  tables.insert(tables.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

Tables tables_of(const study::Comparison& comparison) {
  Tables tables;
  for (const study::TableMaker& maker : study::comparison_tables()) {
    append(tables, maker.make(comparison));
  }
  return tables;
}

/// Prints the comparison and writes the files that were asked for.
void tell(const Parsed& parsed, const ComparedFiles& files, const std::vector<std::string>& notes,
          const Tables& tables) {
  print_heading(files);
  for (const std::string& note : notes) std::cout << "note: " << note << '\n';
  std::cout << '\n';
  print_tables(tables);
  const auto overwrite =
      parsed.has("overwrite") ? output::Overwrite::allow : output::Overwrite::refuse;
  if (parsed.has("csv")) write_tables(tables, parsed.text("csv"), overwrite);
  if (parsed.has("output")) {
    write_tables_file(tables, parsed.text("output"), about(files), overwrite);
  }
}

}  // namespace

int compare_command(const Words& words) {
  const Parsed parsed =
      parse(with_joined_pairs(words), compare_options(), "compare BASE.h5 POLICY.h5 ... [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::optional<Until> until = until_of(parsed);
  const std::optional<Over> over = over_of(parsed);
  if (!until && !over) refuse_without(parsed, {"data"}, "--until and --over");
  ComparedFiles files = align_files(files_of(parsed));
  take_options(parsed, files.plan);

  study::Needs needs = study::needs_of(files.plan);
  if (until) needs.measures.push_back(until->rule.measure);
  study::Comparison comparison = read_all(files, needs);
  comparison.lives = read_lives(files);
  std::vector<std::string> notes = files.notes;
  if (until) {
    listen_for_stop();
    const auto said = add_pairs(files, *until, needs, comparison);
    notes.insert(notes.end(), said.begin(), said.end());
    notes.emplace_back("lives, and what is made of them, are of the replicates in the files");
  }

  Tables tables = tables_of(comparison);
  if (over) {
    listen_for_stop();
    append(tables, compare_over(files, *over, needs));
  }
  tell(parsed, files, notes, tables);
  return exit_done;
}

}  // namespace chuanzhe::app
