// What is said of a scenario file with a mistake.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "../folder.hpp"
#include "scenario/scenario.hpp"

namespace chuanzhe::scenario::test {

using chuanzhe::test::Folder;

inline std::string head() {
  return "name: test\nquestion: what if?\ndata: {folder: \"" CHUANZHE_DATA_DIR "\"}\n";
}

/// All messages of loading `text`, or "good".
inline std::string messages(const std::string& text,
                            const std::vector<std::string>& overrides = {}) {
  const Folder folder;
  try {
    scenario::load(folder.write("s.yaml", text), overrides);
  } catch (const base::InputError& error) {
    return error.what();
  }
  return "good";
}

inline std::string with_policy(const std::string& lines) {
  return head() + "policies:\n  - id: rent\n    lever: rent_subsidy\n" + lines;
}

inline void says(const std::string& text, const std::string& place, const std::string& part) {
  const std::string found = messages(text);
  INFO(found);
  CHECK(found.find("s.yaml" + place) != std::string::npos);
  CHECK(found.find(part) != std::string::npos);
}

}  // namespace chuanzhe::scenario::test
