#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {

const std::vector<MakeLever>& lever_list() {
  static const std::vector<MakeLever> levers = {
      make_rent_subsidy, make_transport_subsidy, make_family_visit_subsidy, make_stay_bonus,
      make_return_bonus, make_training,          make_technical_school,
  };
  return levers;
}

}  // namespace chuanzhe::policy
