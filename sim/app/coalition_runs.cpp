#include "app/coalition_runs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/progress.hpp"

namespace chuanzhe::app {
namespace {

engine::RunInputs with_policies(const scenario::Scenario& package,
                                const std::vector<policy::Policy>& policies) {
  engine::RunInputs inputs = package.inputs();
  return {inputs.tables, inputs.model, policies, inputs.settings, 0};
}

/// Lends some of a scenario's policies to a run of their own and gives them back.
class Lent {
 public:
  Lent(std::vector<policy::Policy>& all, const std::vector<std::size_t>& places)
      : all_(all), places_(places) {
    for (const std::size_t place : places_) lent_.push_back(std::move(all_[place]));
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() {
    for (std::size_t i = 0; i < places_.size(); ++i) all_[places_[i]] = std::move(lent_[i]);
  }
  const std::vector<policy::Policy>& policies() const { return lent_; }

 private:
  std::vector<policy::Policy>& all_;
  std::vector<std::size_t> places_;
  std::vector<policy::Policy> lent_;
};

std::vector<std::size_t> places_of(const std::vector<Player>& players,
                                   const study::Coalition& set) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < players.size(); ++i) {
    if (set[i]) places.insert(places.end(), players[i].policies.begin(), players[i].policies.end());
  }
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace

std::vector<Player> players_of(const scenario::Scenario& package, PlayedBy by) {
  std::vector<Player> players;
  for (std::size_t i = 0; i < package.policies.size(); ++i) {
    const policy::Policy& policy = package.policies[i];
    const std::string name =
        by == PlayedBy::policy ? policy.id : std::string(policy.lever->info().name);
    const auto same = std::find_if(players.begin(), players.end(),
                                   [&](const Player& player) { return player.name == name; });
    if (same == players.end()) {
      players.push_back({name, {i}});
    } else {
      same->policies.push_back(i);
    }
  }
  return players;
}

base::Month policies_begin(const scenario::Scenario& package) {
  base::Month first = package.policies.front().scope.from;
  for (const policy::Policy& policy : package.policies) first = std::min(first, policy.scope.from);
  return std::max(first, package.run.start);
}

CoalitionRuns::CoalitionRuns(scenario::Scenario& package, std::vector<Player> players,
                             study::Needs needs)
    : package_(package),
      players_(std::move(players)),
      needs_(std::move(needs)),
      prefix_(with_policies(package_, none_), policies_begin(package_),
              ProgressLine("months before the policies: ")) {}

study::Reading CoalitionRuns::run(const study::Coalition& set) {
  const Lent lent(package_.policies, places_of(players_, set));
  const engine::RunInputs inputs = with_policies(package_, lent.policies());
  study::Reader reader(needs_);
  ProgressLine progress(fmt::format("set {} of policies: ", ++sets_run_));
  reader.begin(engine::describe(inputs));
  engine::run(inputs, &reader, std::ref(progress), prefix_.continuation(inputs));
  reader.finish();
  return reader.reading();
}

}  // namespace chuanzhe::app
