#include "engine/barrier.hpp"

#include <algorithm>

#include "engine/courses.hpp"
#include "engine/local_matching.hpp"
#include "engine/market_posts.hpp"
#include "engine/responses.hpp"
#include "engine/school_places.hpp"
#include "engine/sellers.hpp"
#include "engine/technical_school.hpp"
#include "engine/trace_matching.hpp"
#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

constexpr int rounds = 3;                   // applications of one contact (docs/model.md, Matching)
constexpr std::uint32_t most_looks = 1024;  // posts looked at for one application

/// A seeker who applies. Most are hired at once, so further employers are looked for only when a
/// round is reached; the draws are keyed by round, so that nothing depends on when.
struct Contact {
  std::uint32_t worker;
  std::uint8_t priority;                        // of its applications
  std::array<std::uint16_t, rounds> employers;  // of the rounds so far; no_employer where none
};

/// Share of posts open per employer and its largest value by market.
struct Openings {
  PolicyOpenings of_policies;
  std::vector<double> share;
  std::array<double, base::market_count> largest{};
};

Openings find_openings(const State& state) {
  const world::Employers& employers = state.employers;
  Openings open{PolicyOpenings(state), {}, {}};
  open.share.resize(employers.local_begin);
  for (std::size_t e = 0; e < employers.local_begin; ++e) {
    if (state.measured_posts[e] == 0) continue;
    open.share[e] = has_ample_posts(state.inputs)
                        ? 1
                        : static_cast<double>(employers.vacancies(e)) / state.measured_posts[e];
    double& largest = open.largest[employers.market[e]];
    largest = std::max(largest, open.share[e]);
  }
  return open;
}

/// Who applies in a market, as the posts stood when the barrier began.
struct Applicant {
  const State& state;
  const Openings& open;
  const MonthContext& context;
  std::uint8_t market;
  std::uint32_t worker;

  bool barred() const {
    return !state.selective.empty() && is_barred(state.population.workers()[worker], context.month);
  }
  std::uint16_t pick_of_policies(std::span<const std::uint16_t> applied) const;
  std::uint16_t pick_ordinary(std::span<const std::uint16_t> applied) const;
};

/// A policy's employer, or no_employer when an ordinary one is picked.
std::uint16_t Applicant::pick_of_policies(std::span<const std::uint16_t> applied) const {
  const double u = state.draws.uniform(base::Purpose::policy_post, worker,
                                       static_cast<std::uint32_t>(context.tick),
                                       static_cast<std::uint32_t>(1 + applied.size()));
  const std::uint32_t groups =
      behaviour::group_bits(state.population.workers()[worker], context.month);
  return open.of_policies.pick(market, u, groups, barred(), applied);
}

/// A race with frozen shocks by employer, weights open posts x pull of pay, without replacement.
std::uint16_t Applicant::pick_ordinary(std::span<const std::uint16_t> applied) const {
  const std::size_t first = state.employers.market_begin[market];
  const bool selected = barred();
  const auto ratio = [&](int j, double) {
    const auto e = static_cast<std::uint16_t>(first + static_cast<std::size_t>(j));
    for (const std::uint16_t before : applied) {
      if (before == e) return 0.0;
    }
    return selected && state.selective[e] != 0 ? 0.0 : open.share[e];
  };
  const behaviour::DecisionKey key = {worker, static_cast<std::uint32_t>(context.tick),
                                      static_cast<std::uint32_t>(applied.size())};
  const auto winner =
      behaviour::race(state.draws, base::Purpose::employer, key, state.employer_measure[market],
                      open.largest[market], ratio, {}, most_looks);
  if (winner.alternative < 0) return world::no_employer;
  return static_cast<std::uint16_t>(first + static_cast<std::size_t>(winner.alternative));
}

/// The employer of the next round after those `applied` to; no_employer where none is found.
std::uint16_t next_employer(const Applicant& applicant, std::span<const std::uint16_t> applied) {
  const bool ordinary_open = applicant.open.largest[applicant.market] > 0;
  const bool found_none = !applied.empty() && applied.back() == world::no_employer;
  if (ordinary_open && found_none) return world::no_employer;  // no later round finds one either
  if (!applicant.open.of_policies.empty(applicant.market)) {
    const std::uint16_t employer = applicant.pick_of_policies(applied);
    if (employer != world::no_employer) return employer;
  }
  return ordinary_open ? applicant.pick_ordinary(applied) : world::no_employer;
}

/// Contacts by market, in order of workers.
using Contacts = std::array<std::vector<Contact>, base::market_count>;

/// Factor on the contact hazard of seekers registered on a platform of the city they seek in.
double match_gain(const State& state, const MonthContext& context, const Seeker& seeker) {
  double gain = 1;
  const base::CityId city = base::city_of(base::MarketId(seeker.market));
  for (const terms::Platform& platform : context.offers.platforms) {
    const world::Worker& worker = state.population.workers()[seeker.worker];
    if (behaviour::registered(platform, state.largest_coverage, worker, seeker.worker, city,
                              state.draws)) {
      gain *= 1 + platform.match_gain;
    }
  }
  return gain;
}

Contacts make_contacts(const State& state, const MonthContext& context, const Openings& open,
                       base::ThreadPool& pool) {
  const int tick = context.tick;
  std::array<double, base::market_count> hazard{};
  for (std::size_t m = 0; m < hazard.size(); ++m) {
    hazard[m] = contact_hazard(state.inputs.model, state.tightness[m]);
  }
  std::vector<Contacts> by_piece(state.pieces.size());
  pool.for_each(static_cast<int>(state.pieces.size()), [&](int piece, int) {
    const auto p = static_cast<std::size_t>(piece);
    for (const Seeker& seeker : state.pieces[p].seekers) {
      const double u = state.draws.uniform(base::Purpose::contact, seeker.worker,
                                           static_cast<std::uint32_t>(tick));
      const double mu = hazard[seeker.market] * match_gain(state, context, seeker);
      const double chance = seeker_contact_probability(state.inputs.model, mu, seeker);
      trace_contact(state, context, seeker, chance, u);
      if (u >= chance) continue;
      Contact contact{seeker.worker, static_cast<std::uint8_t>(seeker.placed ? 0 : 1), {}};
      contact.employers[0] =
          next_employer({state, open, context, seeker.market, seeker.worker}, {});
      by_piece[p][seeker.market].push_back(contact);
    }
  });
  Contacts contacts;
  for (const Contacts& piece : by_piece) {
    for (std::size_t m = 0; m < piece.size(); ++m) {
      contacts[m].insert(contacts[m].end(), piece[m].begin(), piece[m].end());
    }
  }
  return contacts;
}

/// Place in the queue of an employer, the smallest first.
std::uint8_t priority_at(const State& state, const Contact& contact, std::size_t employer) {
  const MarketEmployer* post = state.policy_posts.market_employer(employer);
  const bool poor = state.population.workers()[contact.worker].poor != 0;
  return post != nullptr && post->poor_first && poor ? std::uint8_t{0} : contact.priority;
}

/// Key of an employer's lottery. The number of a policy's employer depends on what other policies
/// there are, so that its policy and market stand for it.
std::uint32_t lottery_key(const State& state, std::size_t employer, std::size_t round) {
  constexpr std::uint32_t of_policies = 0x80000000U;
  const MarketEmployer* post = state.policy_posts.market_employer(employer);
  if (post == nullptr) return static_cast<std::uint32_t>(employer << 2 | round);
  const std::uint32_t policy = policy::policy_key(state.inputs.policies[post->policy.value]);
  return of_policies | (policy + post->market.value * 0x9e3779b1U) << 2 |
         static_cast<std::uint32_t>(round);
}

/// Fills the posts of one market in three rounds; returns the number hired. Markets share neither
/// employers nor, as a worker has one application a month, workers.
std::int32_t match_market(const State& state, const MonthContext& context, const Openings& open,
                          std::uint8_t market, std::vector<Contact> contacts, Visitor& visitor) {
  const auto month = static_cast<std::uint32_t>(context.tick);
  const world::Worker* workers = state.population.workers();
  std::int32_t hires = 0;
  for (std::size_t round = 0; round < rounds && !contacts.empty(); ++round) {
    std::vector<Application> applications;
    for (Contact& contact : contacts) {
      if (round > 0) {
        contact.employers[round] = next_employer({state, open, context, market, contact.worker},
                                                 std::span(contact.employers).first(round));
      }
      const std::uint16_t e = contact.employers[round];
      if (e == world::no_employer) continue;
      const auto lottery = state.draws.block(base::Purpose::allocation, contact.worker, month,
                                             lottery_key(state, e, round));
      applications.push_back({e, priority_at(state, contact, e), lottery.word[0], contact.worker});
    }
    trace_round(state, applications);
    for (const Application& hired : admit(std::move(applications), state.employers)) {
      visitor.hire(hired.worker, hired.employer);
      trace_hire(state, hired.worker);
      ++hires;
    }
    std::erase_if(contacts, [&](const Contact& contact) {
      return workers[contact.worker].status() == world::Status::in_post;
    });
  }
  return hires;
}

void match(State& state, const MonthContext& context, base::ThreadPool& pool) {
  const Openings open = find_openings(state);
  Contacts contacts = make_contacts(state, context, open, pool);
  std::vector<PieceOutput> late(base::market_count);  // events and claims of those hired
  pool.for_each(base::market_count, [&](int market, int thread) {
    const auto m = static_cast<std::size_t>(market);
    Visitor visitor(state, context, state.by_thread[static_cast<std::size_t>(thread)], late[m]);
    state.hires[m] = match_market(state, context, open, static_cast<std::uint8_t>(market),
                                  std::move(contacts[m]), visitor);
  });
  for (PieceOutput& market : late) state.pieces.push_back(std::move(market));
}

LocalApplicant local_applicant(const State& state, const MonthContext& context, std::uint32_t id) {
  const world::Worker& worker = state.population.workers()[id];
  const auto tick = static_cast<std::uint32_t>(context.tick);
  LocalApplicant applicant;
  applicant.lottery = state.draws.block(base::Purpose::allocation, id, tick, 0xffffffffU).word[0];
  applicant.worker = id;
  if (state.policy_posts.in_county[worker.origin].empty()) return applicant;
  applicant.pick = state.draws.block(base::Purpose::policy_post, id, tick).word[0];
  applicant.group_bits = behaviour::group_bits(worker, context.month);
  applicant.poor = worker.poor != 0;
  return applicant;
}

/// Who of these pieces of one county still wants a local post.
std::vector<LocalApplicant> local_applicants(const State& state, const MonthContext& context,
                                             std::span<const PieceOutput> pieces) {
  std::vector<LocalApplicant> applicants;
  for (const PieceOutput& piece : pieces) {
    for (const LocalApplication& application : piece.local) {
      const world::Status status = state.population.workers()[application.worker].status();
      if (status != world::Status::home && status != world::Status::elsewhere) continue;
      applicants.push_back(local_applicant(state, context, application.worker));
    }
  }
  return applicants;
}

std::vector<LocalOpening> local_openings(const State& state, std::size_t county) {
  const world::Employers& employers = state.employers;
  const std::size_t ordinary = employers.local(base::CountyId(static_cast<std::uint8_t>(county)));
  std::vector<LocalOpening> openings = {{ordinary, employers.vacancies(ordinary), 0, 0}};
  const PolicyPosts& posts = state.policy_posts;
  for (const std::size_t e : posts.in_county[county]) {
    openings.push_back({e, employers.vacancies(e), posts.reserved_open(employers, e),
                        posts.county[e - posts.first].groups});
  }
  return openings;
}

/// The first piece of each county, and the end.
std::vector<std::size_t> county_pieces(const State& state) {
  const auto& pieces = state.population.pieces();
  std::vector<std::size_t> begins;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    while (begins.size() <= pieces[p].county.value) begins.push_back(p);
  }
  begins.resize(static_cast<std::size_t>(state.counties()) + 1, pieces.size());
  return begins;
}

/// Counties share neither local posts nor workers.
void match_locally(State& state, const MonthContext& context, base::ThreadPool& pool) {
  const std::vector<std::size_t> begins = county_pieces(state);
  std::vector<PieceOutput> late(begins.size() - 1);
  pool.for_each(state.counties(), [&](int county, int thread) {
    const auto o = static_cast<std::size_t>(county);
    Visitor visitor(state, context, state.by_thread[static_cast<std::size_t>(thread)], late[o]);
    const auto pieces = std::span(state.pieces).subspan(begins[o], begins[o + 1] - begins[o]);
    std::vector<LocalApplicant> applicants = local_applicants(state, context, pieces);
    const std::vector<LocalOpening> openings = local_openings(state, o);
    trace_local(state, context, applicants, openings);
    for (const LocalHire& hired : fill_local_posts(std::move(applicants), openings)) {
      visitor.hire_locally(hired.worker, hired.employer);
      trace_hire(state, hired.worker);
    }
  });
  for (PieceOutput& county : late) state.pieces.push_back(std::move(county));
}

/// Pays what capped budgets still hold; uncapped claims were booked when made.
void settle_claims(State& state, const MonthContext& context) {
  Ledger& ledger = state.by_thread.front().ledger;
  std::vector<std::vector<Claim>> by_policy(state.inputs.policies.size());
  for (const PieceOutput& piece : state.pieces) {
    for (const Claim& claim : piece.claims) by_policy[claim.policy.value].push_back(claim);
  }
  for (std::size_t p = 0; p < by_policy.size(); ++p) {
    const base::PolicyId policy(static_cast<std::uint8_t>(p));
    if (by_policy[p].empty()) continue;
    const std::int64_t most = payable_now(state, context.offers, policy);
    const std::vector<Claim> paid = ration(by_policy[p], most, state.draws, context.tick,
                                           policy::policy_key(state.inputs.policies[p]));
    trace_claims(state, context, by_policy[p], paid);
    for (const Claim& claim : paid) {
      settle(claim, state.inputs, state.population.workers()[claim.worker], context.month, ledger);
      if (state.inputs.model.rent_passthrough > 0) {
        count_rent(state, context, claim, state.by_thread.front());
      }
    }
  }
}

}  // namespace

double contact_hazard(const behaviour::Parameters& model, double tightness) {
  if (tightness <= 0) return 0;
  return model.contact_rate * base::exp(model.contact_elasticity * base::log(tightness));
}

double contact_probability(double hazard, double exposure) {
  return 1 - base::exp(-hazard * exposure);
}

double seeker_contact_probability(const behaviour::Parameters& model, double hazard,
                                  const Seeker& seeker) {
  if (seeker.placed) return 1;
  const double more = seeker.trade_fits ? 1 + model.training_contact : 1;
  return contact_probability(hazard * more, static_cast<double>(seeker.exposure));
}

std::vector<Application> admit(std::vector<Application> applications,
                               const world::Employers& employers) {
  std::sort(applications.begin(), applications.end());
  std::vector<Application> admitted;
  std::int32_t open = 0;
  for (std::size_t i = 0; i < applications.size(); ++i) {
    const Application& a = applications[i];
    if (i == 0 || a.employer != applications[i - 1].employer) {
      open = employers.vacancies(a.employer);
    }
    if (open-- > 0) admitted.push_back(a);
  }
  return admitted;
}

std::vector<Claim> ration(std::vector<Claim> claims, std::int64_t budget, const base::Draws& draws,
                          int tick, std::uint32_t policy_key) {
  struct Ticket {
    std::uint32_t lottery;
    Claim claim;
  };
  std::vector<Ticket> tickets;
  for (const Claim& claim : claims) {
    const auto block = draws.block(base::Purpose::budget, claim.worker,
                                   static_cast<std::uint32_t>(tick), policy_key);
    tickets.push_back({block.word[0], claim});
  }
  std::sort(tickets.begin(), tickets.end(), [](const Ticket& a, const Ticket& b) {
    return std::tie(a.lottery, a.claim.worker, a.claim.fen) <
           std::tie(b.lottery, b.claim.worker, b.claim.fen);
  });
  std::vector<Claim> paid;
  for (const Ticket& ticket : tickets) {
    if (ticket.claim.fen > budget) break;
    budget -= ticket.claim.fen;
    paid.push_back(ticket.claim);
  }
  return paid;
}

void meet(State& state, const MonthContext& context, base::ThreadPool& pool) {
  match(state, context, pool);
  match_locally(state, context, pool);
  settle_claims(state, context);
  fill_schools(state, context, pool);
  fill_courses(state, context);
  train_sellers(state, context);
  fill_school_places(state, context, pool);
  settle_by_points(state, context, pool);
}

}  // namespace chuanzhe::engine
