// What the tables made from lives share: figures along the pairs of a policy run, and the notes
// that say whose lives they are of.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "study/comparison.hpp"

namespace chuanzhe::study {

/// A figure of every pair of policy run `policy`.
std::vector<double> along_pairs(const Comparison& comparison, std::size_t policy,
                                const std::function<double(const LifeFigures&)>& figure);

/// Mean, low, high of a figure over pairs.
std::vector<Cell> estimate_cells(const std::vector<double>& values, const ComparisonPlan& plan,
                                 int digits);
/// The same of a share; its interval stays within 0 and 100.
std::vector<Cell> share_cells(const std::vector<double>& percents, const ComparisonPlan& plan,
                              int digits);
std::vector<Column> estimate_columns(const std::string& name);

/// `part` of `whole` in per cent; undefined when there is no whole.
double percent(double part, double whole);

/// Whether a count of workers, the mean over pairs, may be told (docs/lives.md).
bool enough_workers(const std::vector<double>& workers);
std::vector<Cell> hidden_estimate();
std::vector<Cell> undefined_estimate();

/// "observed workers: 1 % of all, keyed by the seed" or "all workers".
std::string observed_note(const Comparison& comparison);

}  // namespace chuanzhe::study
