// The columns that every table of differences shares, and how its numbers are written.
#pragma once

#include <string>
#include <vector>

#include "study/comparison.hpp"
#include "study/paired.hpp"

namespace chuanzhe::study {

/// Means of base and policy, the difference with its interval, and what the pairing was worth.
std::vector<Column> difference_columns();

/// Cells under difference_columns(). Digits follow the unit.
std::vector<Cell> difference_cells(const PairedDifference& difference, const std::string& unit);

/// Digits behind the point that a figure in this unit is worth.
int digits_of(const std::string& unit);

/// What the columns mean, for the notes of a table.
std::string interval_note(const ComparisonPlan& plan);

/// What the last two columns mean.
std::string pairing_note();

/// One row: policy, title, unit and the difference of a measure. Nothing when no pair defines it
/// (a festival that is not in the months).
void add_difference_row(const Comparison& comparison, std::size_t policy, const std::string& name,
                        const std::string& title, const std::string& request, Table& table);

/// Names of policy runs that are told apart: the scenario, with the number where it comes twice.
std::vector<std::string> policy_names(const Comparison& comparison);

}  // namespace chuanzhe::study
