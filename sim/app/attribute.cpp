#include <iostream>

#include <fmt/format.h>

#include "app/coalition_runs.hpp"
#include "app/number_option.hpp"
#include "app/options.hpp"
#include "app/progress.hpp"
#include "app/tables_out.hpp"
#include "study/tables/attribution_tables.hpp"
#include "study/tables/money.hpp"

namespace chuanzhe::app {
namespace {

OptionList attribute_options() {
  OptionList options;
  options.words(
      "measure", "REQUEST",
      "figure to attribute beside the spending; default the workers in Zhejiang at the end and the "
      "worker-months since the first policy");
  options.text("by", "WHAT", "policy (default) or lever");
  options.text("orders", "N",
               "orders drawn for more than 6 policies, each with its reverse; default 32");
  options.words("set", "PATH=VALUE", "override a value, e.g. --set run.persons_per_agent=100");
  options.text("replicates", "N", "pairs of replicates");
  options.text("seed", "N", "seed of the random numbers");
  options.text("threads", "N", "threads; never changes a result");
  options.text("csv", "DIR", "also write every table into DIR");
  options.flag("overwrite", "replace existing CSV files");
  return options;
}

PlayedBy played_by(const Parsed& parsed) {
  const std::string word = parsed.text("by", "policy");
  if (word == "policy") return PlayedBy::policy;
  if (word == "lever") return PlayedBy::lever;
  throw base::InputError({"--by " + word}, "is nothing to attribute to; write policy or lever");
}

void require_policies(const scenario::Scenario& package, const std::string& file,
                      const std::vector<Player>& players) {
  if (players.empty() || players.size() >= study::most_players) {
    throw base::InputError({file},
                           fmt::format("has {} policies to attribute to (1 to {} are taken) "
                                       "name a package of policies",
                                       players.size(), study::most_players - 1));
  }
  if (policies_begin(package) > package.run.end) {
    throw base::InputError({file}, "its policies begin after the run; run longer");
  }
}

study::Needs needs_of(const Parsed& parsed, const study::Period& period) {
  Words requests;
  if (parsed.has("measure")) {
    requests = parsed.words("measure");
  } else {
    requests = {"stock_zj@" + base::to_string(period.last),
                fmt::format("worker_months_zj@{}..{}", base::to_string(period.first),
                            base::to_string(period.last))};
  }
  return {requests, {study::debits_in(period)}};
}

/// The measures in their order, then the spending.
study::Worth worth_of(const study::Reading& reading, const study::Needs& needs,
                      const study::Period& period) {
  study::Worth worth;
  for (const std::string& request : needs.measures) worth.push_back(reading.measure(request));
  worth.push_back(study::spending(reading, period, study::Payers::all));
  return worth;
}

std::vector<study::FigureName> figure_names(const study::Needs& needs,
                                            const study::Reading& reading) {
  std::vector<study::FigureName> names;
  for (const std::string& request : needs.measures) {
    names.push_back({request, reading.infos.at(request).unit});
  }
  names.push_back({"policy spending", "CNY"});
  return names;
}

void show(const std::vector<study::Table>& tables, const Parsed& parsed) {
  print_tables(tables);
  if (!parsed.has("csv")) return;
  write_tables(tables, parsed.text("csv"),
               parsed.has("overwrite") ? output::Overwrite::allow : output::Overwrite::refuse);
}

}  // namespace

int attribute_command(const Words& words) {
  const Parsed parsed = parse(words, attribute_options(), "attribute PACKAGE.yaml [OPTIONS]");
  if (parsed.help) return exit_done;
  const std::string file = needed_file(parsed, "scenario file");
  const PlayedBy by = played_by(parsed);
  study::AttributionChoice choice;
  choice.orders = static_cast<std::size_t>(number_option(parsed, "orders", {2, 10'000}, 32));
  scenario::Scenario package = scenario::load(file, overrides_of(parsed));
  for (const base::Problem& warning : package.warnings) std::cerr << to_string(warning) << '\n';
  const std::vector<Player> players = players_of(package, by);
  require_policies(package, file, players);
  choice.interval.seed = static_cast<std::uint64_t>(package.run.seed);

  listen_for_stop();
  const study::Period period{policies_begin(package), package.run.end};
  const study::Needs needs = needs_of(parsed, period);
  CoalitionRuns runs(package, players, needs);
  std::vector<study::FigureName> figures;
  const study::Attribution attribution = study::attribute(
      players.size(),
      [&](const study::Coalition& set) {
        const study::Reading reading = runs.run(set);
        figures = figure_names(needs, reading);
        return worth_of(reading, needs, period);
      },
      choice);
  std::vector<std::string> names;
  for (const Player& player : players) names.push_back(player.name);
  std::cout << fmt::format("{}: {} policies, {} pairs of replicates, {} to {}\n\n", package.name,
                           players.size(), package.run.replicates, base::to_string(period.first),
                           base::to_string(period.last));
  show(study::attribution_tables(attribution, names, figures), parsed);
  return exit_done;
}

}  // namespace chuanzhe::app
