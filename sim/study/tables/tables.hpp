// The tables of a comparison, one file each; comparison_tables.cpp lists them. What each figure
// means is in docs/compare.md.
#pragma once

#include "study/comparison.hpp"

namespace chuanzhe::study {

TableMaker headline_table();   ///< differences of the headline figures
TableMaker measure_table();    ///< differences of the measures asked for
TableMaker breakdown_table();  ///< differences by county, city, sector or group
TableMaker spending_table();   ///< policy money by policy and payer
TableMaker cost_table();       ///< cost per additional worker-month

}  // namespace chuanzhe::study
