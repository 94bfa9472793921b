// Splits what a package of policies does among its policies (docs/compare.md, "Attribution"). The
// package is a game: the worth of a set of policies is what they do together, replicate by
// replicate. A policy's share is its Shapley value (Shapley 1953): its contribution averaged over
// all orders of introduction; shares sum to the worth of the package. What two policies do together
// beyond their shares is the Shapley interaction index (Grabisch and Roubens 1999).
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "study/interval.hpp"

namespace chuanzhe::study {

inline constexpr std::size_t most_players = 64;
using Coalition = std::bitset<most_players>;  ///< the policies that are in force

/// Values of one set of policies: [figure][replicate].
using Worth = std::vector<std::vector<double>>;

/// Runs a set of policies; called once for every set that is needed.
using WorthOf = std::function<Worth(const Coalition&)>;

struct Share {
  Estimate estimate;
  double sampling_error = 0;  ///< standard error from the orders drawn, 0 when exact
};

struct PairShare {
  std::size_t first = 0, second = 0;
  Share share;  ///< positive: more together than apart
};

/// Attribution of one figure.
struct FigureAttribution {
  Estimate without, with;        ///< no policy; the whole package
  Estimate package;              ///< with minus without
  std::vector<Share> shares;     ///< along the policies; their means sum to the package's
  std::vector<PairShare> pairs;  ///< pairs that were measured
};

struct Attribution {
  bool is_exact = false;
  std::size_t orders = 0;      ///< drawn, 0 when exact
  std::size_t coalitions = 0;  ///< sets of policies run
  std::vector<FigureAttribution> figures;
};

struct AttributionChoice {
  std::size_t most_exact = 6;  ///< players up to which every set is run
  std::size_t orders = 32;     ///< drawn beyond; each with its reverse
  IntervalChoice interval = {};
};

/// The sets of policies that attribute() will ask for, each once.
std::vector<Coalition> coalitions_needed(std::size_t players, const AttributionChoice& choice);

Attribution attribute(std::size_t players, const WorthOf& worth, const AttributionChoice& choice);

}  // namespace chuanzhe::study
