// The synthetic population: workers of each county in one block, drawn from margins with
// largest-remainder rounding and keyed shuffles. Ages differ between those at home and those away
// (NBS monitoring survey 2021 for migrants; ages at home assumed, docs/data.md).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/draws.hpp"
#include "base/parallel.hpp"
#include "world/employers.hpp"
#include "world/tables.hpp"
#include "world/worker.hpp"

namespace chuanzhe::world {

/// Levels the population starts from [persons] and shares.
struct InitialLevels {
  double zhejiang = 1774000;         ///< Sichuan workers in Zhejiang (S3)
  double local = 7.0e6;              ///< in posts of the own county (T4, assumed)
  double searching_share = 0.06;     ///< of those in Zhejiang, assumed
  double insured_share = 0.6;        ///< of workers if in Zhejiang, assumed
  double entrants_per_year = 0.010;  ///< share of the labour force turning 16 a year, assumed
  double observed_share = 0.01;      ///< of workers whose events are recorded
};

/// A run of workers of one county, small enough to be one piece of work.
struct Piece {
  base::CountyId county;
  std::uint32_t begin = 0, end = 0;
};

class Population {
 public:
  Population(std::vector<std::uint32_t> county_begin);
  std::uint32_t size() const { return county_begin_.back(); }
  Worker* workers() { return workers_.get(); }
  const Worker* workers() const { return workers_.get(); }
  /// Tick of each worker's next event; see engine/schedule.hpp. Padded to a multiple of 64.
  std::uint8_t* due() { return due_.get(); }
  const std::vector<std::uint32_t>& county_begin() const { return county_begin_; }
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  std::vector<std::uint32_t> county_begin_;  ///< first worker of each county, size counties + 1
  std::vector<Piece> pieces_;
  std::unique_ptr<Worker[]> workers_;
  std::unique_ptr<std::uint8_t[]> due_;
};

/// What synthesis needs to know.
struct SynthesisInputs {
  const Tables& tables;
  InitialLevels levels;
  base::Month now;  ///< first month of the burn-in
  int months = 0;   ///< length of the run with burn-in; sets the number of entrants
  int persons_per_agent = 1;
  const base::Draws& draws;
};

/// Fills `employers.filled` as workers are put into posts.
Population synthesise_population(const SynthesisInputs& inputs, Employers& employers,
                                 base::ThreadPool& pool);

/// Room for the same workers, all of them blank.
Population empty_population(const SynthesisInputs& inputs);

/// Share of county workers by market when the population is drawn: posts times distance^-0.25.
std::vector<double> initial_market_shares(const Tables& tables, base::CountyId county);

}  // namespace chuanzhe::world
