// Money paid for what would have happened anyway (docs/lives.md, Deadweight): every payment of the
// policy run rewards an act, and the same worker's life in the base run tells whether the act was
// done there too. By worker, never a ratio of means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "study/coherence.hpp"

namespace chuanzhe::study {

/// What a payment rewards.
enum class Act : std::uint8_t {
  in_post,       ///< in a post in Zhejiang this month
  stayed,        ///< in Zhejiang over the festival, this month
  visited,       ///< went home for the festival, this month or the month before
  back_at_post,  ///< back at the same post after the festival, this month
  moved,         ///< came to Zhejiang, in the same calendar year
  travelled,     ///< came or came back, within a month of this one
  took_course,   ///< began a course, in the same calendar year
  in_school,     ///< in a technical school this month
  none,          ///< the lever pays workers for no act that the model knows
};

/// The act that a lever's payments to workers reward, and how it is told to a reader.
struct ActRow {
  std::string_view lever;
  Act act;
  std::string_view text;
};
const std::vector<ActRow>& act_rows();
ActRow act_of(std::string_view lever);

/// Whether the act of a payment in `step` was done in a life.
bool has_done(Act act, int step, base::Month start, std::span<const DatedEvent> events,
              std::span<const Spot> spots);

/// One policy of the policy run, one replicate; observed workers only, in persons they stand for.
struct Deadweight {
  std::size_t policy = 0;       ///< place along the policies
  std::int64_t fen = 0;         ///< paid less paid back
  std::int64_t fen_paid = 0;    ///< paid
  std::int64_t fen_anyway = 0;  ///< of it, for acts that were done in the base run too
  std::int64_t payments = 0, payments_anyway = 0;
  std::int64_t recipients = 0;         ///< workers paid at least once
  std::int64_t recipients_anyway = 0;  ///< of them, workers who did all of it in the base run too

  double share_of_money() const {
    return static_cast<double>(fen_anyway) / static_cast<double>(fen_paid);
  }
  double share_of_recipients() const {
    return static_cast<double>(recipients_anyway) / static_cast<double>(recipients);
  }
};

/// Along the policies of the policy run.
std::vector<Deadweight> deadweight(const LifePair& pair);

}  // namespace chuanzhe::study
