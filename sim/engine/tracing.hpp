// Watches one worker of a run and keeps why each decision came out as it did: the options seen, the
// terms of their values, the frozen shocks, contacts and rationing (docs/lives.md, Biographies).
// A run without a tracer tests one pointer at decisions and does nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/month.hpp"

namespace chuanzhe::engine {

/// A part of the value of an option, as a reader would call it.
struct TracedTerm {
  std::string name;
  double yuan = 0;  ///< [CNY/month of 2021], at the festival [CNY once]
};

struct TracedOption {
  int alternative = 0;            ///< as behaviour/values.hpp; festival: 0 stay, 1 go
  std::vector<TracedTerm> terms;  ///< they sum to the value
  std::optional<double> shock;    ///< frozen, in the unit of the terms; empty = later than any
  double value() const;           ///< sum of the terms
  double utility() const;         ///< with the shock
};

enum class TracedKind : std::uint8_t { choice, festival };

/// One decision.
struct TracedDecision {
  base::Month month;
  double time = 0;  ///< within the month [0, 1)
  TracedKind kind = TracedKind::choice;
  int chosen = 0;
  std::vector<TracedOption> options;  ///< best first
};

/// An application to an employer, or to the posts of the own county.
struct TracedApplication {
  int employer = 0;    ///< number; -1 = posts of the own county
  int open_posts = 0;  ///< before this round
  int applicants = 0;  ///< of the round
  int place = 0;       ///< in the order of admission, 1 = first
  bool admitted = false;
};

/// A month's search as the barrier saw it.
struct TracedSearch {
  base::Month month;
  int market = 0;          ///< -1 = the own county
  double probability = 1;  ///< of a contact
  double draw = 0;         ///< a contact when below the probability
  std::vector<TracedApplication> applications;
  bool has_contact() const { return draw < probability; }
};

/// A claim on a budget.
struct TracedClaim {
  base::Month month;
  int policy = 0;
  std::int64_t fen = 0;
  bool paid = true;
};

struct Tracer {
  explicit Tracer(std::uint32_t watched) : worker(watched) {}
  std::uint32_t worker;
  std::vector<TracedDecision> decisions;
  std::vector<TracedSearch> searches;
  std::vector<TracedClaim> rationed;  ///< claims that a budget may refuse
};

}  // namespace chuanzhe::engine
