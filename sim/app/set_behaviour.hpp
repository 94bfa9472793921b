// Whether a set of draws was made by a program that does what this one does.
#pragma once

#include <string>

#include "scenario/scenario.hpp"
#include "scenario/set_file.hpp"

namespace chuanzhe::app {

/// What a small run of the set's first draw gives with these tables, as a digest: another one tells
/// that the program or the data have changed in what they do.
std::string behaviour_of(const scenario::ConstantSet& set, const scenario::Scenario& scenario);

}  // namespace chuanzhe::app
