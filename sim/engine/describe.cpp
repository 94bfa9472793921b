#include <fmt/format.h>

#include "engine/events.hpp"
#include "engine/observe_lives.hpp"
#include "engine/simulation.hpp"
#include "engine/tally.hpp"

namespace chuanzhe::engine {
namespace {

AxisLabels& axis(RunDescription& run, Axis which) {
  return run.axes[static_cast<std::size_t>(which)];
}

template <class Words>
std::vector<std::string> strings(const Words& words) {
  return {std::begin(words), std::end(words)};
}

void describe_places(const world::Tables& tables, RunDescription& run) {
  for (const world::County& county : tables.counties) {
    axis(run, Axis::county).names.push_back(county.name_en);
    run.county_names_zh.push_back(county.name_zh);
    run.county_prefectures.push_back(county.prefecture);
    run.county_codes.push_back(county.code);
    run.county_longitude.push_back(county.longitude);
    run.county_latitude.push_back(county.latitude);
  }
  for (const world::City& city : tables.cities) {
    axis(run, Axis::city).names.push_back(city.name_en);
    run.city_names_zh.push_back(city.name_zh);
    run.city_codes.push_back(city.code);
    run.city_longitude.push_back(city.longitude);
    run.city_latitude.push_back(city.latitude);
  }
  for (const world::Sector& sector : tables.sectors) {
    axis(run, Axis::sector).names.push_back(sector.name);
  }
}

std::vector<std::string> group_names() {
  std::vector<std::string> names;
  for (const char* poverty : {"not_poor", "poor"}) {
    for (const char* sex : {"male", "female"}) {
      for (const auto age : world::age_words) {
        for (const auto schooling : world::schooling_words) {
          names.push_back(fmt::format("{}/{}/{}/{}", poverty, sex, age, schooling));
        }
      }
    }
  }
  return names;
}

}  // namespace

RunDescription describe(const RunInputs& inputs) {
  RunDescription run;
  run.seed = inputs.settings.seed;
  run.replicates = static_cast<int>(inputs.settings.replicates);
  run.persons_per_agent = static_cast<int>(inputs.settings.persons_per_agent);
  run.start = inputs.settings.start;
  run.end = inputs.settings.end;
  run.trajectory_share = inputs.trajectory_share;
  run.life_hash = inputs.life_hash;
  run.pay = standard_pay(inputs);
  describe_places(inputs.tables, run);
  axis(run, Axis::group).names = group_names();
  axis(run, Axis::status).names = strings(world::status_words);
  axis(run, Axis::cause).names = strings(event_words);
  axis(run, Axis::outcome).names = strings(outcome_words);
  axis(run, Axis::payer).names = strings(policy::payer_words);
  axis(run, Axis::receiver).names = group_names();
  for (const char* other : {"firms", "operators"}) {
    axis(run, Axis::receiver).names.emplace_back(other);
  }
  for (int bin = 0; bin < spell_bins; ++bin) {
    axis(run, Axis::bin).names.push_back(std::to_string(bin));
  }
  run.event_words = strings(event_words);
  run.status_words = strings(world::status_words);
  for (const policy::Policy& policy : inputs.policies) {
    axis(run, Axis::policy).names.push_back(policy.id);
    run.policy_levers.emplace_back(policy.lever->info().name);
    run.policy_payers.emplace_back(
        policy::payer_words[static_cast<std::size_t>(policy.scope.payer)]);
  }
  return run;
}

}  // namespace chuanzhe::engine
