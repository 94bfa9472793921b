// How the fields of levers and of the model are told in reference pages.
#pragma once

#include <string>
#include <string_view>

#include "base/field.hpp"

namespace chuanzhe::app {

std::string range_of(const base::FieldRef& field);
std::string default_of(const base::FieldRef& field);
std::string_view grade_of(const base::FieldRef& field);

/// Default, legal values and unit, grade and source in one line.
std::string default_and_source(const base::FieldRef& field);

/// A table in Markdown: key, unit, default, legal values, meaning, source, grade.
void print_field_table(const base::Fields& fields);

}  // namespace chuanzhe::app
