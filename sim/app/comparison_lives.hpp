// The lives of compared results, pair by pair: memory holds one pair of replicates.
#pragma once

#include "app/comparison_files.hpp"
#include "study/life_figures.hpp"

namespace chuanzhe::app {

/// Figures of every pair of the plan, or why the files cannot tell them.
study::LifeReading read_lives(const ComparedFiles& files);

}  // namespace chuanzhe::app
