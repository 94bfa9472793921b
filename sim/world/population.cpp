#include "world/population.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <boost/random/uniform_int_distribution.hpp>

#include "base/error.hpp"
#include "base/rounding.hpp"

namespace chuanzhe::world {
namespace {

constexpr std::uint32_t piece_size = 1U << 15;

/// Age bands 16-20, 21-30, 31-40, 41-50, 51-64; shares of those away (NBS 2021 monitoring survey,
/// out-migrants shifted to their mean age 37) and at home (assumed).
struct AgeBand {
  int from, to;
  double away, at_home;
};
constexpr std::array<AgeBand, 5> age_bands = {{{16, 20, 0.030, 0.040},
                                               {21, 30, 0.265, 0.080},
                                               {31, 40, 0.300, 0.140},
                                               {41, 50, 0.240, 0.220},
                                               {51, 64, 0.165, 0.520}}};
/// None, primary, junior, senior, vocational, college: NBS 2021 survey (college of out-migrants
/// lowered for rural workers); at home assumed.
constexpr std::array<double, 6> schooling_away = {0.008, 0.137, 0.560, 0.120, 0.050, 0.125};
constexpr std::array<double, 6> schooling_home = {0.060, 0.360, 0.450, 0.080, 0.020, 0.030};
constexpr double women_away = 0.302;                                      // NBS 2021, out-migrants
constexpr double women_home = 0.560;                                      // assumed
constexpr std::array<double, 4> skill_shares = {0.60, 0.25, 0.12, 0.03};  // assumed
constexpr double child_share = 0.55;       // of those aged 25-44, assumed
constexpr double child_with_share = 0.30;  // of migrant parents, assumed
/// Completed months in the post and in the stay at the start: geometric-like laws of the quit
/// hazards, mean 30 and 55 months (docs/model.md, Initialisation).
constexpr double mean_tenure = 30, mean_stay = 55;

/// Fills a block with codes 0..n-1 in exact proportion, in keyed random order.
class Shuffled {
 public:
  Shuffled(std::span<const double> shares, std::uint32_t size, base::KeyedEngine engine)
      : codes_(size) {
    const auto counts = base::largest_remainder(shares, size);
    auto out = codes_.begin();
    for (std::size_t code = 0; code < counts.size(); ++code) {
      out = std::fill_n(out, counts[code], static_cast<std::uint8_t>(code));
    }
    for (std::uint32_t i = size; i > 1; --i) {
      boost::random::uniform_int_distribution<std::uint32_t> below(0, i - 1);
      std::swap(codes_[i - 1], codes_[below(engine)]);
    }
  }
  std::uint8_t operator[](std::uint32_t i) const { return codes_[i]; }

 private:
  std::vector<std::uint8_t> codes_;
};

/// Agents of one county by initial status.
struct CountyCounts {
  std::int64_t in_zhejiang = 0, local = 0, elsewhere = 0, home = 0, entrants = 0;
  std::int64_t total() const { return in_zhejiang + local + elsewhere + home + entrants; }
};

double total_transferred(const Tables& tables) {
  double transferred = 0;
  for (const County& county : tables.counties) transferred += county.transferred;
  return transferred;
}

std::vector<CountyCounts> count_counties(const SynthesisInputs& in) {
  const auto& counties = in.tables.counties;
  base::expect(in.levels.zhejiang + in.levels.local <= total_transferred(in.tables),
               "the initial levels do not exceed the transferred workers");
  const std::size_t n = counties.size();
  const double transferred = total_transferred(in.tables);
  std::vector<double> shares(5 * n);
  for (std::size_t o = 0; o < n; ++o) {
    const double away = counties[o].transferred;
    double* row = &shares[5 * o];
    row[0] = away * in.levels.zhejiang / transferred;
    row[1] = away * in.levels.local / transferred;
    row[2] = away - row[0] - row[1];
    row[3] = counties[o].labour_force - away;
    row[4] = counties[o].labour_force * in.levels.entrants_per_year * in.months / 12;
  }
  double total = 0;
  for (const double share : shares) total += share;
  const auto agents = base::largest_remainder(
      shares, static_cast<std::int64_t>(total / in.persons_per_agent + 0.5));
  std::vector<CountyCounts> counts(n);
  for (std::size_t o = 0; o < n; ++o) {
    counts[o] = {agents[5 * o], agents[5 * o + 1], agents[5 * o + 2], agents[5 * o + 3],
                 agents[5 * o + 4]};
  }
  return counts;
}

/// First worker of each county, and the number of workers behind them.
std::vector<std::uint32_t> first_workers(const std::vector<CountyCounts>& counts) {
  std::vector<std::uint32_t> begin = {0};
  for (const CountyCounts& county : counts) {
    begin.push_back(begin.back() + static_cast<std::uint32_t>(county.total()));
  }
  return begin;
}

/// The months a geometric-like spell has lasted, by inversion of the exponential.
int elapsed_months(double mean, double uniform) {
  return static_cast<int>(std::min(-mean * base::log(uniform), 400.0));
}

class CountyBuilder {
 public:
  CountyBuilder(const SynthesisInputs& in, std::size_t county, const CountyCounts& counts,
                Worker* first, std::uint32_t first_id)
      : in_(in), county_(county), counts_(counts), first_(first), first_id_(first_id) {}

  void build() {
    std::uint32_t next = 0;
    next = fill(next, counts_.in_zhejiang, Status::in_post, Kind::away);
    next = fill(next, counts_.local, Status::local_job, Kind::away);
    next = fill(next, counts_.elsewhere, Status::elsewhere, Kind::away);
    next = fill(next, counts_.home, Status::home, Kind::at_home);
    fill(next, counts_.entrants, Status::not_yet, Kind::entrant);
  }

 private:
  enum class Kind { away, at_home, entrant };

  Shuffled shuffled(std::span<const double> shares, std::uint32_t size, Status status, int what) {
    const auto who = static_cast<std::uint32_t>(county_ * 16 + static_cast<std::size_t>(status));
    return {shares, size,
            base::KeyedEngine(in_.draws, base::Purpose::synthesis, who,
                              0x80000000U + static_cast<std::uint32_t>(what))};
  }

  std::uint32_t fill(std::uint32_t begin, std::int64_t agents, Status status, Kind kind) {
    const auto size = static_cast<std::uint32_t>(agents);
    const bool away = kind == Kind::away;
    std::array<double, age_bands.size()> ages{};
    for (std::size_t b = 0; b < ages.size(); ++b) {
      ages[b] = away ? age_bands[b].away : age_bands[b].at_home;
    }
    const double women = kind == Kind::entrant ? 0.48 : away ? women_away : women_home;
    const County& county = in_.tables.counties[county_];
    const double poor = county.labour_force > 0 ? county.formerly_poor / county.labour_force : 0;
    const auto age = shuffled(ages, size, status, 0);
    const auto schooling = shuffled(away ? schooling_away : schooling_home, size, status, 1);
    const auto sex = shuffled(std::array{1 - women, women}, size, status, 2);
    const auto poverty = shuffled(std::array{1 - poor, poor}, size, status, 3);
    const auto skill = shuffled(skill_shares, size, status, 4);
    for (std::uint32_t i = 0; i < size; ++i) {
      Worker& worker = first_[begin + i];
      worker.origin = static_cast<std::uint8_t>(county_);
      worker.set_status(status);
      worker.education_bits = schooling[i] & 7U;
      worker.female = sex[i] & 1U;
      worker.poor = poverty[i] & 1U;
      worker.skill = skill[i] & 3U;
      draw_rest(worker, first_id_ + begin + i, kind, age_bands[age[i]]);
    }
    return begin + size;
  }

  void draw_rest(Worker& worker, std::uint32_t id, Kind kind, const AgeBand& band) {
    const base::Block a = in_.draws.block(base::Purpose::synthesis, id, 0);
    const base::Block b = in_.draws.block(base::Purpose::synthesis, id, 1);
    const int now = in_.now.index;
    const double span = (band.to - band.from + 1) * 12;
    int age = band.from * 12 + static_cast<int>(a.uniform(0) * span);
    if (kind == Kind::entrant) age = 16 * 12 - 1 - static_cast<int>(a.uniform(0) * in_.months);
    worker.birth = static_cast<std::uint16_t>(now - age) & 2047U;
    worker.set(flag::insured, a.uniform(1) < in_.levels.insured_share);
    worker.set(flag::observed, a.uniform(2) < in_.levels.observed_share);
    if (age >= 25 * 12 && age < 45 * 12 && a.uniform(3) < child_share) {
      const int child_age = static_cast<int>(b.uniform(0) * 16);
      worker.child = static_cast<std::uint8_t>(in_.now.year() - child_age - 1990);
    }
    if (worker.status() == Status::elsewhere) worker.place = place_elsewhere;
    if (worker.status() != Status::in_post) return;
    worker.experienced = 1;
    if (worker.child != no_child) worker.set(flag::child_with, b.uniform(1) < child_with_share);
    const int stay = elapsed_months(mean_stay, b.uniform(2));
    const int tenure = std::min(stay, elapsed_months(mean_tenure, b.uniform(3)));
    worker.stay_start = static_cast<std::uint16_t>(now - 1 - stay);
    worker.job_start = static_cast<std::uint16_t>(now - 1 - tenure);
  }

  const SynthesisInputs& in_;
  std::size_t county_;
  const CountyCounts& counts_;
  Worker* first_;
  std::uint32_t first_id_;
};

/// Agents of each county by market, searchers included.
std::vector<std::vector<std::int64_t>> count_markets(const SynthesisInputs& in,
                                                     const std::vector<CountyCounts>& counts) {
  std::vector<std::vector<std::int64_t>> markets;
  for (std::size_t o = 0; o < counts.size(); ++o) {
    const auto shares =
        initial_market_shares(in.tables, base::CountyId(static_cast<std::uint8_t>(o)));
    markets.push_back(base::largest_remainder(shares, counts[o].in_zhejiang));
  }
  return markets;
}

/// Posts filled at the start in each firm: the market's workers less its searchers, spread over
/// the firms in proportion to their posts, so that vacancies are spread as well.
std::vector<std::int64_t> firm_quotas(const std::vector<std::vector<std::int64_t>>& markets,
                                      const Employers& employers, double searching_share) {
  std::vector<std::int64_t> quotas;
  for (std::size_t m = 0; m + 1 < employers.market_begin.size(); ++m) {
    std::int64_t workers = 0, posts = 0;
    for (const auto& county : markets) workers += county[m];
    const std::size_t begin = employers.market_begin[m], end = employers.market_begin[m + 1];
    const std::vector<double> weights(employers.posts.begin() + static_cast<std::ptrdiff_t>(begin),
                                      employers.posts.begin() + static_cast<std::ptrdiff_t>(end));
    for (const double weight : weights) posts += static_cast<std::int64_t>(weight);
    const auto employed = std::min(
        static_cast<std::int64_t>(static_cast<double>(workers) * (1 - searching_share)), posts);
    const auto filled = base::largest_remainder(weights, employed);
    quotas.insert(quotas.end(), filled.begin(), filled.end());
  }
  return quotas;
}

/// Puts the workers of one county in Zhejiang into posts, the rest on the search.
void place_in_zhejiang(const std::vector<std::int64_t>& markets, double searching_share,
                       std::vector<std::size_t>& cursor, const std::vector<std::int64_t>& quotas,
                       Employers& employers, Worker* next) {
  for (std::size_t m = 0; m < markets.size(); ++m) {
    const auto searching =
        static_cast<std::int64_t>(static_cast<double>(markets[m]) * searching_share + 0.5);
    for (std::int64_t i = 0; i < markets[m]; ++i, ++next) {
      next->place = static_cast<std::uint8_t>(m / base::sector_count);
      std::size_t& e = cursor[m];
      const std::size_t end = employers.market_begin[m + 1];
      while (e < end && employers.filled[e] >= quotas[e]) ++e;
      if (i < searching || e == end) {
        next->set_status(Status::searching);
        next->employer = static_cast<std::uint16_t>(market_code + m);
      } else {
        next->employer = static_cast<std::uint16_t>(e);
        ++employers.filled[e];
      }
    }
  }
}

void place_in_local_posts(std::size_t county, std::int64_t agents, Employers& employers,
                          Worker* first) {
  const std::size_t local = employers.local_begin + county;
  for (std::int64_t i = 0; i < agents; ++i) {
    first[i].employer = static_cast<std::uint16_t>(local);
    ++employers.filled[local];
  }
  base::ensure(employers.filled[local] <= employers.posts[local],
               "a county has posts for its workers in local posts");
}

}  // namespace

Population::Population(std::vector<std::uint32_t> county_begin)
    : county_begin_(std::move(county_begin)),
      workers_(new Worker[size()]),
      due_(new std::uint8_t[(std::size_t{size()} + 127) / 64 * 64]) {
  std::fill_n(due_.get(), (std::size_t{size()} + 127) / 64 * 64, never);
  for (std::size_t o = 0; o + 1 < county_begin_.size(); ++o) {
    for (std::uint32_t begin = county_begin_[o]; begin < county_begin_[o + 1];
         begin += piece_size) {
      pieces_.push_back({base::CountyId(static_cast<std::uint8_t>(o)), begin,
                         std::min(begin + piece_size, county_begin_[o + 1])});
    }
  }
}

std::vector<double> initial_market_shares(const Tables& tables, base::CountyId county) {
  std::vector<double> shares;
  for (std::size_t c = 0; c < tables.cities.size(); ++c) {
    const double distance =
        tables.trip(county, base::CityId(static_cast<std::uint8_t>(c))).distance;
    const double nearness = base::exp(-0.25 * base::log(std::max(distance, 1.0)));
    for (const double posts : tables.city_sector[c]) shares.push_back(posts * nearness);
  }
  return shares;
}

Population empty_population(const SynthesisInputs& in) {
  return Population(first_workers(count_counties(in)));
}

Population synthesise_population(const SynthesisInputs& in, Employers& employers,
                                 base::ThreadPool& pool) {
  const auto counts = count_counties(in);
  const std::vector<std::uint32_t> begin = first_workers(counts);
  Population population(begin);
  pool.for_each(static_cast<int>(counts.size()), [&](int o, int) {
    const auto county = static_cast<std::size_t>(o);
    CountyBuilder(in, county, counts[county], population.workers() + begin[county], begin[county])
        .build();
  });

  const auto markets = count_markets(in, counts);
  const double searching = in.levels.searching_share;
  const auto quotas = firm_quotas(markets, employers, searching);
  std::vector<std::size_t> cursor(employers.market_begin.begin(), employers.market_begin.end() - 1);
  for (std::size_t o = 0; o < counts.size(); ++o) {
    Worker* first = population.workers() + begin[o];
    place_in_zhejiang(markets[o], searching, cursor, quotas, employers, first);
    place_in_local_posts(o, counts[o].local, employers, first + counts[o].in_zhejiang);
  }
  return population;
}

}  // namespace chuanzhe::world
