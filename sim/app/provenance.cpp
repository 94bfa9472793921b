#include "app/provenance.hpp"

namespace chuanzhe::app {

void add_provenance(engine::RunDescription& run, const scenario::Scenario& scenario) {
  run.scenario_name = scenario.name;
  run.question = scenario.question;
  run.resolved_yaml = scenario::resolved_yaml(scenario);
  run.digests = scenario.digests;
  run.version = CHUANZHE_VERSION;
  run.build = CHUANZHE_BUILD;
}

}  // namespace chuanzhe::app
