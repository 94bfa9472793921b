// Random numbers (docs/decisions/0001-random-numbers.md). Every draw is a pure function of a key
// (seed and replicate) and a counter (purpose, who, month, k): no generator is stored, the order
// of evaluation does not matter, and a policy changes a worker's life only where it reaches it.
#pragma once

#include <array>
#include <cstdint>

#include <Random123/philox.h>

#include "base/exponential.hpp"

namespace chuanzhe::base {

/// What a draw is for. Only ever appended to: the number is part of every counter.
enum class Purpose : std::uint32_t {
  clock,         ///< gaps of the candidate events outside Zhejiang
  mark,          ///< cause and acceptance of a candidate event
  taste,         ///< exponential race of a choice of destination
  fixed_taste,   ///< shocks of the alternatives outside the race (same post, same market)
  event,         ///< waiting time and cause of the events in Zhejiang
  channel,       ///< search from home or on the spot
  contact,       ///< a seeker's contact in a month
  employer,      ///< which employers a seeker applies to
  allocation,    ///< order of applicants at an employer
  festival,      ///< go or stay, and the days of travel
  take_up,       ///< whether a worker claims what a lever offers
  budget,        ///< order of claims under a cap
  trait,         ///< renter or not
  retirement,    ///< age at retirement
  sample,        ///< whose events are recorded
  synthesis,     ///< attributes of the initial population
  firm_size,     ///< posts of an employer
  firm_pay,      ///< pay of an employer
  registration,  ///< whether a worker is on the employment platform
  liquidity,     ///< whether a worker can pay for a first journey
  seat,          ///< who gets a chartered seat
  detection,     ///< when leavers are noticed
  policy_post,   ///< which of the ordinary posts and those of policies an applicant asks for
  course_seat,   ///< order in which workers are asked for the seats of courses
  course,        ///< completion of a course
  school,        ///< entrants, drop-outs and graduates of technical schools
  design,        ///< points of a sweep's design
  bootstrap,     ///< resamples of a sweep's runs
  points,        ///< order of those with equal residence points
  seller,        ///< which sellers open a post
  attachment,    ///< a worker's own attachment to home
  nested_taste,  ///< shocks of the nested choice
  contract,      ///< whether a contract is renewed
  attribution,   ///< orders in which the policies of a package are introduced
  selection,     ///< which employers take no older or unschooled workers
};

/// The key of all draws of one replicate; only made from a seed.
struct DrawKey {
  r123::Philox4x32::key_type words{};
};
DrawKey make_key(std::uint64_t seed, std::uint32_t replicate);

/// Four independent 32-bit words for four needs.
struct Block {
  std::array<std::uint32_t, 4> word;
  /// Uniform in (0, 1): never 0, never 1.
  double uniform(int i) const {
    return (static_cast<double>(word[static_cast<std::size_t>(i)]) + 0.5) * 0x1p-32;
  }
  double exponential(int i) const {  ///< mean 1
    return exponential_of(word[static_cast<std::size_t>(i)]);
  }
  /// exponential(i) < limit, mostly without a logarithm: -ln u >= 1 - u.
  bool exponential_below(int i, double limit) const {
    return 1 - uniform(i) < limit && exponential(i) < limit;
  }
};

/// Mixes 64 bits (finaliser of SplitMix64: Steele, Lea and Flood 2014, OOPSLA).
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

class Draws {
 public:
  explicit Draws(DrawKey key) : key_(key) {}

  Block block(Purpose purpose, std::uint32_t who, std::uint32_t month, std::uint32_t k = 0) const {
    const auto out =
        r123::Philox4x32()({{static_cast<std::uint32_t>(purpose), who, month, k}}, key_.words);
    return {{out[0], out[1], out[2], out[3]}};
  }
  double uniform(Purpose purpose, std::uint32_t who, std::uint32_t month,
                 std::uint32_t k = 0) const {
    return block(purpose, who, month, k).uniform(0);
  }
  /// 64 bits for traits that are asked for in every month: a fifth of the time of a block.
  std::uint64_t trait(Purpose purpose, std::uint32_t who) const {
    const std::uint64_t key = std::uint64_t{key_.words[0]} << 32U | key_.words[1];
    return mix(mix(key + static_cast<std::uint64_t>(purpose) * 0x9e3779b97f4a7c15U) + who);
  }

 private:
  DrawKey key_;
};

/// A UniformRandomNumberGenerator over one keyed stream, for Boost.Random distributions that take
/// a variable number of values (population synthesis only).
class KeyedEngine {
 public:
  using result_type = std::uint32_t;
  KeyedEngine(const Draws& draws, Purpose purpose, std::uint32_t who, std::uint32_t month)
      : draws_(draws), purpose_(purpose), who_(who), month_(month) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xffffffffU; }
  result_type operator()() {
    if (next_ == 4) {
      block_ = draws_.block(purpose_, who_, month_, k_++);
      next_ = 0;
    }
    return block_.word[next_++];
  }

 private:
  Draws draws_;
  Purpose purpose_;
  std::uint32_t who_, month_, k_ = 0;
  std::size_t next_ = 4;
  Block block_{};
};

}  // namespace chuanzhe::base
