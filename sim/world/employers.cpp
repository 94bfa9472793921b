#include "world/employers.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/math.hpp"
#include "base/rounding.hpp"

namespace chuanzhe::world {
namespace {

/// Pareto size truncated at both ends, by inversion.
double draw_size(double uniform) {
  const double low = base::exp(-size_exponent * base::log(smallest_firm));
  const double high = base::exp(-size_exponent * base::log(largest_firm));
  return base::exp(-base::log(low - uniform * (low - high)) / size_exponent);
}

/// Posts of the firms of one market [persons]; the last firm takes what is left.
std::vector<double> draw_firms(int market, double posts, const base::Draws& draws) {
  std::vector<double> firms;
  double left = posts;
  for (std::uint32_t k = 0; left > 0; ++k) {
    const double u =
        draws.uniform(base::Purpose::firm_size, static_cast<std::uint32_t>(market), 0, k);
    const auto size = static_cast<double>(static_cast<std::int64_t>(draw_size(u)));
    firms.push_back(std::min(size, left));
    left -= firms.back();
  }
  return firms;
}

double draw_relative_pay(int market, std::size_t firm, const base::Draws& draws) {
  const double u = draws.uniform(base::Purpose::firm_pay, static_cast<std::uint32_t>(market), 0,
                                 static_cast<std::uint32_t>(firm));
  return base::exp(pay_spread * (base::log(u) - base::log(1 - u)));
}

void append_firm(Employers& employers, int market, std::int64_t posts, double relative_pay,
                 SizeClass size) {
  employers.market.push_back(static_cast<std::uint8_t>(market));
  employers.posts.push_back(static_cast<std::int32_t>(posts));
  employers.relative_pay.push_back(relative_pay);
  employers.size_class.push_back(size);
}

/// Scales relative pay so that its mean over posts is 1 in each market.
void normalise_pay(Employers& employers, std::size_t begin) {
  double posts = 0, pay = 0;
  for (std::size_t e = begin; e < employers.size(); ++e) {
    posts += employers.posts[e];
    pay += employers.posts[e] * employers.relative_pay[e];
  }
  if (pay <= 0) return;
  for (std::size_t e = begin; e < employers.size(); ++e) employers.relative_pay[e] *= posts / pay;
}

}  // namespace

Employers synthesise_employers(const Tables& tables, const PostTotals& totals,
                               int persons_per_agent, const base::Draws& draws) {
  Employers employers;
  std::vector<double> shares;
  for (const auto& row : tables.city_sector) shares.insert(shares.end(), row.begin(), row.end());
  const auto persons = base::largest_remainder(shares, static_cast<std::int64_t>(totals.zhejiang));
  const auto agents = base::largest_remainder(
      shares, static_cast<std::int64_t>(totals.zhejiang) / persons_per_agent);

  for (std::size_t m = 0; m < shares.size(); ++m) {
    employers.market_begin.push_back(employers.size());
    const int market = static_cast<int>(m);
    const auto firms = draw_firms(market, static_cast<double>(persons[m]), draws);
    const auto posts = base::largest_remainder(firms, agents[m]);
    for (std::size_t f = 0; f < firms.size(); ++f) {
      append_firm(employers, market, posts[f], draw_relative_pay(market, f, draws),
                  size_class_of(firms[f]));
    }
    normalise_pay(employers, employers.market_begin.back());
  }
  employers.market_begin.push_back(employers.size());
  employers.local_begin = employers.size();

  double local_total = 0;
  for (const double posts : totals.local) local_total += posts;
  const auto local = base::largest_remainder(
      totals.local, static_cast<std::int64_t>(local_total) / persons_per_agent);
  for (const std::int64_t posts : local)
    append_firm(employers, local_market, posts, 1.0, SizeClass::medium);

  if (employers.size() >= most_employers) {
    throw base::InputError(
        {}, "the posts of Zhejiang need " + std::to_string(employers.size()) +
                " employers (a run has fewer than 65,000); lower model.vacancy_margin or "
                "model.initial_zhejiang");
  }
  employers.filled.assign(employers.size(), 0);
  employers.held.assign(employers.size(), 0);
  return employers;
}

std::size_t append_employer(Employers& employers, std::uint8_t market) {
  append_firm(employers, market, 0, 1.0, SizeClass::medium);
  employers.filled.push_back(0);
  employers.held.push_back(0);
  return employers.size() - 1;
}

}  // namespace chuanzhe::world
