#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {

const std::vector<MakeLever>& lever_list() {
  // clang-format off: one lever a line
  static const std::vector<MakeLever> levers = {
      make_rent_subsidy,
      make_transport_subsidy,
      make_family_visit_subsidy,
      make_stay_bonus,
      make_return_bonus,
      make_labour_agreements,
      make_workstations,
      make_recruitment_fairs,
      make_caravan,
      make_chartered_transport,
      make_poor_package,
      make_employment_platform,
      make_equal_treatment,
      make_parks,
      make_farm_chain,
      make_training,
      make_technical_school,
      make_points_schooling,
      make_ecommerce,
      make_caring_jobs,
      make_hire_subsidy,
  };
  // clang-format on
  return levers;
}

}  // namespace chuanzhe::policy
