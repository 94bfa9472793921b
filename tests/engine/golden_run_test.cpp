// A run small enough to read, month by month: tests/engine/golden_run.txt. CHUANZHE_UPDATE=1 in the
// environment writes the file anew; a change of it says in its commit what changed in the model.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "policy/levers/levers.hpp"
#include "tape.hpp"

using namespace chuanzhe;
using namespace chuanzhe::test;

namespace {

const std::string golden_file = CHUANZHE_TESTS_DIR "/engine/golden_run.txt";

constexpr const char* columns[] = {
    "in_post", "searching", "at_festival_home", "poor_in_zhejiang", "entered",    "left",
    "hires",   "vacancies", "festival",         "gross_pay",        "recipients", "paid"};

/// Totals of every month [persons, fen], one line each.
std::string table(const Tape& tape) {
  std::ostringstream text;
  text << "month   ";
  for (const char* column : columns) text << ' ' << column;
  text << '\n';
  for (const engine::MonthObservation& month : tape.months) {
    text << base::to_string(month.month) << ' ';
    for (const char* column : columns) {
      char cell[40];
      std::snprintf(cell, sizeof cell, " %*.0f", static_cast<int>(std::string_view(column).size()),
                    total(month, column));
      text << cell;
    }
    text << '\n';
  }
  return text.str();
}

std::string read(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the small run is the golden run") {
  SmallRun run;
  run.policies.push_back(make_policy(policy::make_rent_subsidy(), {{"amount", 300}}));
  run.policies.push_back(make_policy(policy::make_stay_bonus(), {{"gov", 500}}));
  run.policies[0].scope.budget_cap = base::fen_from_yuan(2000000);

  const std::string now = table(record(run));

  if (std::getenv("CHUANZHE_UPDATE") != nullptr) std::ofstream(golden_file) << now;
  CHECK(now == read(golden_file));
}
