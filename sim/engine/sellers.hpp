// Training in selling online (docs/model.md, Courses and schools): seats go by keyed lottery to
// workers at home; who learns it gains at home, and a few open a post in their county.
#pragma once

#include "engine/state.hpp"

namespace chuanzhe::engine {

/// The gains of income that the run's policies teach, one per Worker::trade number from
/// Trade::commerce on. Throws base::InputError for more kinds than four bits can tell.
std::vector<double> seller_gains(const RunInputs& inputs);

/// Trains this month's sellers, in the order of the policies.
void train_sellers(State& state, const MonthContext& context);

}  // namespace chuanzhe::engine
