// Where an output variable stands among the rows of all.
#pragma once

#include <string_view>

#include <catch2/catch.hpp>

#include "engine/observation.hpp"

namespace chuanzhe::test {

inline std::size_t column(std::string_view name) {
  const auto& rows = engine::variable_rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == name) return i;
  }
  FAIL("no column " << name);
  return 0;
}

}  // namespace chuanzhe::test
