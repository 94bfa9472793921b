// Employers: firms of Zhejiang by city and sector, and one body of local posts per county. Posts
// are those open to the modelled workers, in agents. Sizes are heavy-tailed (Axtell 2001, Science
// 293:1818, near Zipf); pay varies between the firms of a market (assumed).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/draws.hpp"
#include "base/ids.hpp"
#include "world/tables.hpp"

namespace chuanzhe::world {

inline constexpr double smallest_firm = 8;     ///< posts open to modelled workers, assumed
inline constexpr double largest_firm = 4000;   ///< assumed
inline constexpr double size_exponent = 1.06;  ///< Axtell 2001, table 1
inline constexpr double pay_spread = 0.08;     ///< logistic scale of ln pay in a market, assumed
/// Classes of firms by posts open to modelled workers: below 300, below 1,000, and more (industry
/// in the standard of the Ministry of Industry, 2011 no. 300, by all staff).
enum class SizeClass : std::uint8_t { small, medium, large };
inline constexpr int size_class_count = 3;
inline constexpr std::string_view size_words[] = {"small", "medium", "large"};
constexpr SizeClass size_class_of(double posts) {
  return posts < 300 ? SizeClass::small : posts < 1000 ? SizeClass::medium : SizeClass::large;
}
inline constexpr std::uint8_t local_market = 255;
inline constexpr std::size_t most_employers = 65000;  ///< 16 bits below Worker's market codes

/// Columns, one entry per employer; Zhejiang firms first, in market order, then one per county,
/// then those that policies open.
struct Employers {
  std::vector<std::uint8_t> market;       ///< market index, local_market for county posts
  std::vector<std::int32_t> posts;        ///< [agents]
  std::vector<std::int32_t> filled;       ///< in post now
  std::vector<std::int32_t> held;         ///< kept for workers at home for the festival
  std::vector<double> relative_pay;       ///< pay over the market mean
  std::vector<SizeClass> size_class;      ///< by persons, the same at every scale
  std::vector<std::size_t> market_begin;  ///< first employer of each market, size markets + 1
  std::size_t local_begin = 0;            ///< employer of county 0

  std::size_t size() const { return posts.size(); }
  std::int32_t vacancies(std::size_t e) const {
    const std::int32_t open = posts[e] - filled[e] - held[e];
    return open > 0 ? open : 0;
  }
  std::size_t local(base::CountyId county) const { return local_begin + county.value; }
};

/// Number of posts to synthesise.
struct PostTotals {
  double zhejiang = 0;        ///< posts open to Sichuan's workers in Zhejiang [persons]
  std::vector<double> local;  ///< posts in each county [persons]
};

/// Appends an employer without posts, paying its market's mean, and returns its number. Numbers of
/// the others do not change.
std::size_t append_employer(Employers& employers, std::uint8_t market);

/// Draws firms until each market's posts are filled exactly, then divides by persons_per_agent
/// with largest-remainder rounding. The firms are the same at every scale.
Employers synthesise_employers(const Tables& tables, const PostTotals& totals,
                               int persons_per_agent, const base::Draws& draws);

}  // namespace chuanzhe::world
