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
std::unique_ptr<Lever> make_training();
std::unique_ptr<Lever> make_technical_school();

}  // namespace chuanzhe::policy
