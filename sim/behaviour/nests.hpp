// Nested logit as a race (docs/model.md, Optional parts): the cities are nests, their sectors the
// alternatives. A frozen positive stable variate of the city speeds all its sectors up alike, so
// shocks are alike within a city, choice shares are those of the nested logit, and a policy that
// raises one alternative still moves workers only into it.
#pragma once

namespace chuanzhe::behaviour {

/// ln of a positive stable variate S with E exp(-t S) = exp(-t^index), 0 < index < 1, from a
/// uniform and an exponential draw (Kanter 1975).
double log_positive_stable(double index, double uniform, double exponential);

/// ln of the time at which an alternative of weight exp(V / sigma) arrives: (E / S)^index / weight.
double nested_log_arrival(double index, double exponential, double log_stable, double weight);

}  // namespace chuanzhe::behaviour
