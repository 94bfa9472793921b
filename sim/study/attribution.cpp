#include "study/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "base/draws.hpp"
#include "base/error.hpp"
#include "study/paired.hpp"

namespace chuanzhe::study {
namespace {

using Values = std::vector<double>;  // by replicate
using Order = std::vector<std::size_t>;

struct Less {
  bool operator()(const Coalition& a, const Coalition& b) const {
    return a.to_ullong() < b.to_ullong();
  }
};
using Worths = std::map<Coalition, Worth, Less>;

Coalition all_of(std::size_t players) {
  Coalition all;
  for (std::size_t i = 0; i < players; ++i) all.set(i);
  return all;
}

Coalition with(Coalition set, std::size_t player) { return set.set(player); }

/// Every set of the players outside `fixed`.
std::vector<Coalition> subsets_without(std::size_t players, const Coalition& fixed) {
  std::vector<Coalition> subsets;
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << players); ++bits) {
    const Coalition set(bits);
    if ((set & fixed).none()) subsets.push_back(set);
  }
  return subsets;
}

void add(Values& sum, const Values& part, double weight) {
  if (sum.empty()) sum.resize(part.size());
  for (std::size_t r = 0; r < part.size(); ++r) sum[r] += weight * part[r];
}

double factorial(std::size_t n) { return std::tgamma(static_cast<double>(n) + 1); }

/// |S|! (n - 1 - |S|)! / n!, for n players beside those fixed and one more.
double weight_of(std::size_t size, std::size_t n) {
  return factorial(size) * factorial(n - 1 - size) / factorial(n);
}

// Both signs of a contribution, so that sums read as in the definition.
class Game {
 public:
  Game(const Worths& worths, std::size_t figure) : worths_(worths), figure_(figure) {}
  const Values& of(const Coalition& set) const { return worths_.at(set)[figure_]; }

  Values contribution(const Coalition& set, std::size_t i) const {
    return differences(of(set), of(with(set, i)));
  }
  Values interaction(const Coalition& set, std::size_t i, std::size_t j) const {
    return differences(contribution(set, i), contribution(with(set, j), i));
  }

 private:
  const Worths& worths_;
  std::size_t figure_;
};

Share exact_share(const Game& game, std::size_t players, std::size_t i,
                  const IntervalChoice& choice) {
  Values sum;
  for (const Coalition& set : subsets_without(players, with({}, i))) {
    add(sum, game.contribution(set, i), weight_of(set.count(), players));
  }
  return {estimate(sum, choice)};
}

PairShare exact_pair(const Game& game, std::size_t players, std::size_t i, std::size_t j,
                     const IntervalChoice& choice) {
  Values sum;
  for (const Coalition& set : subsets_without(players, with(with({}, i), j))) {
    add(sum, game.interaction(set, i, j), weight_of(set.count(), players - 1));
  }
  return {i, j, {estimate(sum, choice)}};
}

/// Orders of introduction by keyed shuffling, each followed by its reverse.
std::vector<Order> draw_orders(std::size_t players, const AttributionChoice& choice) {
  const base::Draws draws(base::make_key(choice.interval.seed, 0));
  std::vector<Order> orders;
  for (std::uint32_t k = 0; orders.size() < 2 * choice.orders; ++k) {
    Order order(players);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = players; i > 1; --i) {
      const double u = draws.uniform(base::Purpose::attribution, static_cast<std::uint32_t>(i), k);
      std::swap(order[i - 1], order[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
    orders.push_back(order);
    orders.emplace_back(order.rbegin(), order.rend());
  }
  return orders;
}

/// Calls `visit(set before, player, next player or none)` along an order.
template <class Visit>
void walk(const Order& order, Visit visit) {
  Coalition before;
  for (std::size_t k = 0; k < order.size(); ++k) {
    visit(before, order[k], k + 1 < order.size() ? std::optional(order[k + 1]) : std::nullopt);
    before.set(order[k]);
  }
}

/// Contributions of one player (or pair), one from each pair of opposite orders.
struct Sample {
  std::vector<Values> values;

  Share share(const IntervalChoice& choice) const {
    Values mean;
    Values of_orders;
    for (const Values& one : values) {
      add(mean, one, 1 / static_cast<double>(values.size()));
      of_orders.push_back(moments_of(one).mean);
    }
    Share result{estimate(mean, choice)};
    const Moments spread = moments_of(of_orders);
    if (spread.n < 2) return result;
    result.sampling_error = std::sqrt(spread.variance / static_cast<double>(spread.n));
    return widened(result, choice.level);
  }

 private:
  // The error of the orders and that of the replicates are independent.
  static Share widened(Share share, double level) {
    const double z = student_t(1'000'000, level) * share.sampling_error;
    const double mean = share.estimate.mean;
    const auto far = [&](double side) { return std::hypot(side - mean, z); };
    Interval& interval = share.estimate.interval;
    interval = {mean - far(interval.low), mean + far(interval.high)};
    return share;
  }
};

void attribute_exactly(const Game& game, std::size_t players, const IntervalChoice& choice,
                       FigureAttribution& figure) {
  for (std::size_t i = 0; i < players; ++i) {
    figure.shares.push_back(exact_share(game, players, i, choice));
    for (std::size_t j = i + 1; j < players; ++j) {
      figure.pairs.push_back(exact_pair(game, players, i, j, choice));
    }
  }
}

void attribute_by_orders(const Game& game, std::size_t players, const std::vector<Order>& orders,
                         const IntervalChoice& choice, FigureAttribution& figure) {
  std::vector<Sample> single(players);
  std::map<std::pair<std::size_t, std::size_t>, Sample> pairs;
  for (std::size_t k = 0; k < orders.size(); k += 2) {
    std::vector<Values> both(players);
    for (const Order& order : {orders[k], orders[k + 1]}) {
      walk(order, [&](const Coalition& before, std::size_t i, std::optional<std::size_t> next) {
        add(both[i], game.contribution(before, i), 0.5);
        if (next) pairs[std::minmax(i, *next)].values.push_back(game.interaction(before, i, *next));
      });
    }
    for (std::size_t i = 0; i < players; ++i) single[i].values.push_back(both[i]);
  }
  for (const Sample& sample : single) figure.shares.push_back(sample.share(choice));
  for (const auto& [pair, sample] : pairs) {
    figure.pairs.push_back({pair.first, pair.second, sample.share(choice)});
  }
}

bool is_exact(std::size_t players, const AttributionChoice& choice) {
  return players <= choice.most_exact;
}

}  // namespace

std::vector<Coalition> coalitions_needed(std::size_t players, const AttributionChoice& choice) {
  base::expect(players >= 1 && players < most_players, "a package has 1 to 63 policies");
  if (is_exact(players, choice)) return subsets_without(players, {});
  std::set<Coalition, Less> needed{Coalition{}, all_of(players)};
  for (const Order& order : draw_orders(players, choice)) {
    walk(order, [&](const Coalition& before, std::size_t i, std::optional<std::size_t> next) {
      needed.insert(with(before, i));
      if (next) needed.insert(with(before, *next));
    });
  }
  return {needed.begin(), needed.end()};
}

Attribution attribute(std::size_t players, const WorthOf& worth, const AttributionChoice& choice) {
  Worths worths;
  for (const Coalition& set : coalitions_needed(players, choice)) worths.emplace(set, worth(set));
  Attribution result{is_exact(players, choice), 0, worths.size(), {}};
  std::vector<Order> orders;
  if (!result.is_exact) orders = draw_orders(players, choice);
  result.orders = orders.size();
  const std::size_t figures = worths.begin()->second.size();
  for (std::size_t f = 0; f < figures; ++f) {
    const Game game(worths, f);
    const Values& without = game.of({});
    const Values& with_all = game.of(all_of(players));
    FigureAttribution figure{estimate(without, choice.interval),
                             estimate(with_all, choice.interval),
                             estimate(differences(without, with_all), choice.interval),
                             {},
                             {}};
    if (result.is_exact) {
      attribute_exactly(game, players, choice.interval, figure);
    } else {
      attribute_by_orders(game, players, orders, choice.interval, figure);
    }
    result.figures.push_back(std::move(figure));
  }
  return result;
}

}  // namespace chuanzhe::study
