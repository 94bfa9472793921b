#include "study/biography_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "behaviour/values.hpp"

namespace chuanzhe::study {
namespace {

using engine::Axis;
using engine::RunDescription;

const std::string& label(const RunDescription& run, Axis axis, std::size_t place) {
  return run.axes[static_cast<std::size_t>(axis)].names.at(place);
}

std::string market_words(const RunDescription& run, int market) {
  return label(run, Axis::city, static_cast<std::size_t>(market / base::sector_count)) + ", " +
         label(run, Axis::sector, static_cast<std::size_t>(market % base::sector_count));
}

std::string place_words(const RunDescription& run, std::uint8_t place) {
  if (place == world::place_home) return "the home county";
  if (place == world::place_elsewhere) return "elsewhere";
  return label(run, Axis::city, place);
}

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

double yuan_a_person(const RunDescription& run, std::int64_t fen) {
  return static_cast<double>(fen) / 100 / run.persons_per_agent;
}

std::string policies_words(const RunDescription& run, std::uint32_t reach) {
  std::string text;
  for (std::size_t p = 0; p < run.policy_levers.size() && p < 32; ++p) {
    if ((reach >> p & 1U) == 0) continue;
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", label(run, Axis::policy, p),
                        run.policy_levers[p]);
  }
  return text.empty() ? "none" : text;
}

}  // namespace

std::string introduction(const LifeRecord& record) {
  const auto& workers = record.lives.workers;
  const auto worker = std::find_if(workers.begin(), workers.end(),
                                   [&](const auto& w) { return w.worker == record.tracer.worker; });
  if (worker == workers.end()) return {};
  const RunDescription& run = record.run;
  std::string where = spaced(run.status_words.at(worker->status));
  if (worker->place < base::city_count) where += " in " + place_words(run, worker->place);
  if (worker->sector != engine::no_sector) where += ", " + label(run, Axis::sector, worker->sector);
  return fmt::format(
      "Worker {}, of {} (one for {} persons), group {}.\nAt the start, {}: {}.\n"
      "Policies that reach the worker: {}.\n",
      worker->worker, label(run, Axis::county, worker->county), run.persons_per_agent,
      label(run, Axis::group, worker->group), base::to_string(run.start), where,
      policies_words(run, worker->reach));
}

std::string decision_words(const engine::TracedDecision& decision) {
  if (decision.kind == engine::TracedKind::festival)
    return "Spring Festival: go home or stay [CNY once]";
  return "where to work [CNY/month]";
}

std::string option_words(const RunDescription& run, const engine::TracedDecision& decision,
                         int alternative) {
  if (decision.kind == engine::TracedKind::festival) return alternative == 1 ? "go home" : "stay";
  if (alternative < base::market_count) return market_words(run, alternative);
  if (alternative == behaviour::alternative_home) return "home";
  if (alternative == behaviour::alternative_local) return "a local post";
  if (alternative == behaviour::alternative_elsewhere) return "elsewhere";
  return "the same post or market";
}

std::string search_words(const RunDescription& run, const engine::TracedSearch& search) {
  std::string text = "seeks a post in the own county";
  if (search.market >= 0) {
    text = fmt::format("seeks a post in {}: contact {} (chance {:.3f}, draw {:.3f})",
                       market_words(run, search.market), search.has_contact() ? "made" : "not made",
                       search.probability, search.draw);
  }
  for (const engine::TracedApplication& application : search.applications) {
    const std::string who = application.employer < 0
                                ? std::string("the county's posts")
                                : fmt::format("employer {}", application.employer);
    text += fmt::format("; {}: {} open posts, {} applicants, place {} in the lottery: {}", who,
                        application.open_posts, application.applicants, application.place,
                        application.admitted ? "hired" : "not hired");
  }
  return text + "\n";
}

std::string claim_words(const RunDescription& run, const engine::TracedClaim& claim) {
  return fmt::format("claims {:.2f} CNY a person from {}, whose budget is capped: {}\n",
                     yuan_a_person(run, claim.fen),
                     label(run, Axis::policy, static_cast<std::size_t>(claim.policy)),
                     claim.paid ? "paid" : "lost in the lottery");
}

std::string event_words(const RunDescription& run, const engine::Event& event) {
  std::string text = spaced(run.event_words.at(event.type));
  if (event.from != event.to) {
    text +=
        fmt::format(", from {} to {}", place_words(run, event.from), place_words(run, event.to));
  } else {
    text += ", " + place_words(run, event.to);
  }
  text += "; at the end of the month " + spaced(run.status_words.at(event.status));
  if (event.sector != engine::no_sector) text += ", " + label(run, Axis::sector, event.sector);
  return text + "\n";
}

std::string payment_words(const RunDescription& run, const engine::Payment& payment) {
  return fmt::format("{} {:.2f} CNY a person {} {}\n", payment.fen < 0 ? "pays back" : "is paid",
                     std::abs(yuan_a_person(run, payment.fen)), payment.fen < 0 ? "to" : "by",
                     label(run, Axis::policy, payment.policy));
}

}  // namespace chuanzhe::study
