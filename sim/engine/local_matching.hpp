// Who gets which post of the own county (docs/model.md, Matching): the formerly poor first, within
// the posts reserved for them, then everybody by lottery. A county without posts of policies has
// one employer, and the lottery alone decides.
#pragma once

#include <cstdint>
#include <vector>

namespace chuanzhe::engine {

/// One of a county's employers at the barrier.
struct LocalOpening {
  std::size_t employer = 0;
  std::int32_t open = 0;      ///< posts [agents]
  std::int32_t reserved = 0;  ///< of them, first for the formerly poor
  std::uint32_t groups = 0;   ///< who may take a post, bits of world::GroupWord; 0 = everybody
};
struct LocalApplicant {
  std::uint32_t lottery = 0;  ///< smallest first
  std::uint32_t worker = 0;
  std::uint32_t pick = 0;        ///< keyed word that picks one of the posts still open
  std::uint32_t group_bits = 0;  ///< the worker's words among world::GroupWord
  bool poor = false;
};
struct LocalHire {
  std::uint32_t worker = 0;
  std::size_t employer = 0;
};

/// Fills a county's posts; every post open to an applicant is as likely as any other.
std::vector<LocalHire> fill_local_posts(std::vector<LocalApplicant> applicants,
                                        std::vector<LocalOpening> openings);

}  // namespace chuanzhe::engine
