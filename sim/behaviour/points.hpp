// Residence points of a worker in Zhejiang (docs/model.md, Points, permit, schooling). They follow
// from what is known of the worker, so nothing is stored: years of the stay, insured years (those
// of the stay, when insured), schooling, skill and age.
#pragma once

#include "base/month.hpp"
#include "terms/offers.hpp"
#include "world/worker.hpp"

namespace chuanzhe::behaviour {

/// The November in or before `now`, when points are counted.
base::Month points_month(base::Month now);

/// Points in `at`, at most 255. The worker must be in Zhejiang.
int residence_points(const terms::PointsRule& rule, const world::Worker& worker, base::Month at);

/// Holds a residence permit: in post, and in Zhejiang for `months`.
bool has_permit(const world::Worker& worker, int months, base::Month now);

/// Has a child of school age, 6 to 14, who holds no place yet.
bool wants_school_place(const world::Worker& worker, base::Month now);

/// The child is 15 or older: school is over.
bool has_left_school(const world::Worker& worker, base::Month now);

}  // namespace chuanzhe::behaviour
