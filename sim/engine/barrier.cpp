#include "engine/barrier.hpp"

#include <algorithm>

#include "engine/visit.hpp"

namespace chuanzhe::engine {
namespace {

constexpr int rounds = 3;                   // applications of one contact (docs/model.md, Matching)
constexpr std::uint32_t most_looks = 1024;  // posts looked at for one application

struct Contact {
  std::uint32_t worker;
  std::array<std::uint16_t, rounds> employers;  // no_employer where fewer were found
};

/// Share of posts open per employer and its largest value by market.
struct Openings {
  std::vector<double> share;
  std::array<double, base::market_count> largest{};
};

Openings find_openings(const world::Employers& employers) {
  Openings open;
  open.share.resize(employers.local_begin);
  for (std::size_t e = 0; e < employers.local_begin; ++e) {
    if (employers.posts[e] == 0) continue;
    open.share[e] = static_cast<double>(employers.vacancies(e)) / employers.posts[e];
    double& largest = open.largest[employers.market[e]];
    largest = std::max(largest, open.share[e]);
  }
  return open;
}

/// The employers a contact applies to, best first: a race with frozen shocks by employer, weights
/// open posts x pull of pay, without replacement.
Contact apply(const State& state, const Openings& open, const Seeker& seeker, int tick) {
  Contact contact{seeker.worker, {}};
  contact.employers.fill(world::no_employer);
  const double largest = open.largest[seeker.market];
  if (largest <= 0) return contact;
  const std::size_t first = state.employers.market_begin[seeker.market];
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto ratio = [&](int j) {
      const auto e = static_cast<std::uint16_t>(first + static_cast<std::size_t>(j));
      for (std::size_t r = 0; r < round; ++r) {
        if (contact.employers[r] == e) return 0.0;
      }
      return open.share[e];
    };
    const behaviour::DecisionKey key = {seeker.worker, static_cast<std::uint32_t>(tick),
                                        static_cast<std::uint32_t>(round)};
    const auto winner =
        behaviour::race(state.draws, base::Purpose::employer, key,
                        state.employer_measure[seeker.market], largest, ratio, {}, most_looks);
    if (winner.alternative < 0) break;
    contact.employers[round] =
        static_cast<std::uint16_t>(first + static_cast<std::size_t>(winner.alternative));
  }
  return contact;
}

std::vector<Contact> make_contacts(State& state, int tick, base::ThreadPool& pool) {
  const Openings open = find_openings(state.employers);
  std::array<double, base::market_count> hazard{};
  for (std::size_t m = 0; m < hazard.size(); ++m) {
    hazard[m] = contact_hazard(state.inputs.model, state.tightness[m]);
  }
  std::vector<std::vector<Contact>> by_piece(state.pieces.size());
  pool.for_each(static_cast<int>(state.pieces.size()), [&](int piece, int) {
    const auto p = static_cast<std::size_t>(piece);
    for (const Seeker& seeker : state.pieces[p].seekers) {
      const double u = state.draws.uniform(base::Purpose::contact, seeker.worker,
                                           static_cast<std::uint32_t>(tick));
      const double exposure = static_cast<double>(seeker.exposure);
      if (u >= contact_probability(hazard[seeker.market], exposure)) continue;
      by_piece[p].push_back(apply(state, open, seeker, tick));
    }
  });
  std::vector<Contact> contacts;
  for (const auto& piece : by_piece) contacts.insert(contacts.end(), piece.begin(), piece.end());
  return contacts;
}

void match(State& state, int tick, std::vector<Contact> contacts, Visitor& visitor) {
  const auto month = static_cast<std::uint32_t>(tick);
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<Application> applications;
    for (const Contact& contact : contacts) {
      const std::uint16_t e = contact.employers[round];
      if (e == world::no_employer) continue;
      const auto lottery =
          state.draws.block(base::Purpose::allocation, contact.worker, month,
                            std::uint32_t{e} << 2 | static_cast<std::uint32_t>(round));
      applications.push_back({e, 1, lottery.word[0], contact.worker});
    }
    const world::Worker* workers = state.population.workers();
    const auto employed = [&](std::uint32_t worker) {
      return workers[worker].status() == world::Status::in_post;
    };
    for (const Application& hired : admit(std::move(applications), state.employers)) {
      if (employed(hired.worker)) continue;
      visitor.hire(hired.worker, hired.employer);
      ++state.hires[state.employers.market[hired.employer]];
    }
    std::erase_if(contacts, [&](const Contact& c) { return employed(c.worker); });
  }
}

void match_locally(State& state, int tick, Visitor& visitor) {
  std::vector<Application> applications;
  const world::Worker* workers = state.population.workers();
  for (const PieceOutput& piece : state.pieces) {
    for (const LocalApplication& application : piece.local) {
      const world::Worker& worker = workers[application.worker];
      const world::Status status = worker.status();
      if (status != world::Status::home && status != world::Status::elsewhere) continue;
      const auto lottery = state.draws.block(base::Purpose::allocation, application.worker,
                                             static_cast<std::uint32_t>(tick), 0xffffffffU);
      const auto employer = state.employers.local(base::CountyId(worker.origin));
      applications.push_back(
          {static_cast<std::uint16_t>(employer), 1, lottery.word[0], application.worker});
    }
  }
  for (const Application& hired : admit(std::move(applications), state.employers)) {
    if (workers[hired.worker].status() != world::Status::local_job) {
      visitor.hire_locally(hired.worker);
    }
  }
}

/// Pays what capped budgets still hold; uncapped claims were booked when made.
void settle_claims(State& state, const MonthContext& context) {
  std::vector<std::vector<Claim>> by_policy(state.inputs.policies.size());
  for (const PieceOutput& piece : state.pieces) {
    for (const Claim& claim : piece.claims) by_policy[claim.policy.value].push_back(claim);
  }
  for (std::size_t p = 0; p < by_policy.size(); ++p) {
    const base::PolicyId policy(static_cast<std::uint8_t>(p));
    const auto left = budget_left(state, policy);
    if (!left) continue;
    for (const Claim& claim : ration(std::move(by_policy[p]), *left, state.draws, context.tick)) {
      const world::Worker& worker = state.population.workers()[claim.worker];
      const std::size_t cell =
          p * world::group_count + static_cast<std::size_t>(worker.group(context.month));
      state.total.paid[cell] += claim.fen;
      ++state.total.recipients[cell];
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
                          int tick) {
  struct Ticket {
    std::uint32_t lottery;
    Claim claim;
  };
  std::vector<Ticket> tickets;
  for (const Claim& claim : claims) {
    const auto block = draws.block(base::Purpose::budget, claim.worker,
                                   static_cast<std::uint32_t>(tick), claim.policy.value);
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
  std::fill(state.hires.begin(), state.hires.end(), 0);
  auto contacts = make_contacts(state, context.tick, pool);
  PieceOutput late;  // events and claims of those hired
  Visitor visitor(state, context, state.total, late);
  match(state, context.tick, std::move(contacts), visitor);
  match_locally(state, context.tick, visitor);
  state.pieces.push_back(std::move(late));
  settle_claims(state, context);
}

}  // namespace chuanzhe::engine
