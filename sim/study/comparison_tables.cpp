#include "study/tables/tables.hpp"

namespace chuanzhe::study {

const std::vector<TableMaker>& comparison_tables() {
  static const std::vector<TableMaker> makers = {
      headline_table(),   measure_table(),      spending_table(),           cost_table(),
      deadweight_table(), displacement_table(), winners_and_losers_table(), coherence_table(),
      breakdown_table(),
  };
  return makers;
}

}  // namespace chuanzhe::study
