// The factories of every lever, one per file of this folder.
#pragma once

#include <memory>

#include "policy/lever.hpp"

namespace chuanzhe::policy {

std::unique_ptr<Lever> make_rent_subsidy();
std::unique_ptr<Lever> make_transport_subsidy();
std::unique_ptr<Lever> make_family_visit_subsidy();
std::unique_ptr<Lever> make_stay_bonus();
std::unique_ptr<Lever> make_return_bonus();
std::unique_ptr<Lever> make_labour_agreements();
std::unique_ptr<Lever> make_workstations();
std::unique_ptr<Lever> make_recruitment_fairs();
std::unique_ptr<Lever> make_caravan();
std::unique_ptr<Lever> make_chartered_transport();
std::unique_ptr<Lever> make_poor_package();
std::unique_ptr<Lever> make_employment_platform();
std::unique_ptr<Lever> make_equal_treatment();
std::unique_ptr<Lever> make_parks();
std::unique_ptr<Lever> make_farm_chain();
std::unique_ptr<Lever> make_training();
std::unique_ptr<Lever> make_technical_school();
std::unique_ptr<Lever> make_points_schooling();
std::unique_ptr<Lever> make_ecommerce();
std::unique_ptr<Lever> make_caring_jobs();
std::unique_ptr<Lever> make_hire_subsidy();

}  // namespace chuanzhe::policy
