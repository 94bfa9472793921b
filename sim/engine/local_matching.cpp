#include "engine/local_matching.hpp"

#include <algorithm>
#include <tuple>

#include "world/groups.hpp"

namespace chuanzhe::engine {
namespace {

enum class Round { reserved, everybody };

std::int32_t places(const LocalOpening& opening, const LocalApplicant& applicant, Round round) {
  if (!world::in_groups(opening.groups, applicant.group_bits)) return 0;
  return round == Round::reserved ? opening.reserved : opening.open;
}

/// The opening of the post that the applicant's word picks; null when none is open.
LocalOpening* pick(std::vector<LocalOpening>& openings, const LocalApplicant& applicant,
                   Round round) {
  std::uint64_t open = 0;
  for (const LocalOpening& opening : openings) {
    open += static_cast<std::uint64_t>(places(opening, applicant, round));
  }
  std::uint64_t post = applicant.pick * open >> 32;
  for (LocalOpening& opening : openings) {
    const auto here = static_cast<std::uint64_t>(places(opening, applicant, round));
    if (post < here) return &opening;
    post -= here;
  }
  return nullptr;
}

/// Hires in order of applicants; returns who is left.
std::vector<LocalApplicant> hire_in_order(const std::vector<LocalApplicant>& applicants,
                                          std::vector<LocalOpening>& openings, Round round,
                                          std::vector<LocalHire>& hires) {
  std::vector<LocalApplicant> left;
  for (const LocalApplicant& applicant : applicants) {
    LocalOpening* opening = nullptr;
    if (applicant.poor || round == Round::everybody) opening = pick(openings, applicant, round);
    if (opening == nullptr) {
      left.push_back(applicant);
      continue;
    }
    --opening->open;
    if (round == Round::reserved) --opening->reserved;
    hires.push_back({applicant.worker, opening->employer});
  }
  return left;
}

}  // namespace

std::vector<LocalHire> fill_local_posts(std::vector<LocalApplicant> applicants,
                                        std::vector<LocalOpening> openings) {
  std::sort(applicants.begin(), applicants.end(),
            [](const LocalApplicant& a, const LocalApplicant& b) {
              return std::tie(a.lottery, a.worker) < std::tie(b.lottery, b.worker);
            });
  std::vector<LocalHire> hires;
  const auto left = hire_in_order(applicants, openings, Round::reserved, hires);
  hire_in_order(left, openings, Round::everybody, hires);
  return hires;
}

}  // namespace chuanzhe::engine
