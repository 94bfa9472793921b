#include "app/set_behaviour.hpp"

#include <fmt/format.h>

#include "scenario/tables_reader.hpp"
#include "study/target_figures.hpp"

namespace chuanzhe::app {

std::string behaviour_of(const scenario::ConstantSet& set, const scenario::Scenario& scenario) {
  behaviour::Parameters model;
  for (const scenario::ConstantValue& value : set.given) scenario::set_constant(model, value);
  set.apply(0, model);
  const std::vector<policy::Policy> none;
  engine::RunSettings settings;
  settings.start = base::Month(2019, 1);
  settings.end = base::Month(2019, 12);
  settings.burn_in = 12;
  settings.persons_per_agent = 1000;
  settings.threads = 1;
  const engine::RunInputs inputs = {scenario.inputs().tables, model, none, settings, 0};
  study::TargetFigures figures({"workers_in_zhejiang@2019-12", "poor_in_zhejiang@2019-12",
                                "workers_in_local_posts@2019-12", "hires@2019", "entered@2019",
                                "left@2019", "gross_pay@2019", "stay_share@2019"});
  figures.begin(engine::describe(inputs));
  engine::run(inputs, &figures);
  figures.finish();
  std::string text;
  for (const double figure : figures.values().front()) text += fmt::format("{:.17g}\n", figure);
  return scenario::sha256(text).substr(0, 16);
}

}  // namespace chuanzhe::app
