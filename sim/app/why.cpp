#include <iostream>

#include <fmt/format.h>

#include "app/options.hpp"
#include "output/replay.hpp"
#include "scenario/stored.hpp"
#include "study/biography.hpp"

namespace chuanzhe::app {
namespace {

/// What is asked for.
struct LifeQuestion {
  std::uint32_t worker = 0;
  int replicate = 0, months = 12;
  std::string data = "scenarios/data";
};

OptionList why_options() {
  OptionList options;
  options.number<std::int64_t>("worker", "ID", "number of the worker");
  options.number<std::int64_t>("replicate", "N", "which replicate, default 0");
  options.number<std::int64_t>("months", "N", "months told from the first difference, default 12");
  options.text("data", "DIR", "tables to run with; default scenarios/data");
  return options;
}

std::int64_t whole(const Parsed& parsed, const char* key, std::int64_t otherwise,
                   std::int64_t least, std::int64_t most) {
  const std::int64_t value = parsed.has(key) ? parsed.number<std::int64_t>(key) : otherwise;
  if (value >= least && value <= most) return value;
  throw base::InputError({}, fmt::format("--{} is {} (legal are {} to {}) choose one of these", key,
                                         value, least, most));
}

LifeQuestion question_of(const Parsed& parsed, const engine::RunDescription& run) {
  if (!parsed.has("worker")) {
    throw base::InputError({},
                           "no worker is named; write --worker and a number, for example one "
                           "of sampled_worker in the result");
  }
  LifeQuestion question;
  question.worker = static_cast<std::uint32_t>(whole(parsed, "worker", 0, 0, 0xfffffffe));
  question.replicate = static_cast<int>(whole(parsed, "replicate", 0, 0, run.replicates - 1));
  question.months = static_cast<int>(whole(parsed, "months", 12, 1, 250));
  question.data = parsed.text("data", question.data);
  return question;
}

void refuse_other_pairs(const engine::RunDescription& base, const engine::RunDescription& policy) {
  const bool pairs = base.seed == policy.seed && base.start == policy.start &&
                     base.persons_per_agent == policy.persons_per_agent &&
                     base.digests == policy.digests;
  if (pairs) return;
  throw base::InputError({},
                         "the two results do not pair (seed, start, persons_per_agent or data "
                         "differ) run one of them again with those of the other");
}

/// Runs one replicate of a stored scenario again and watches the worker.
study::LifeRecord live_again(const std::string& file, const engine::RunDescription& run,
                             const LifeQuestion& question) {
  const scenario::Scenario scenario =
      scenario::load_stored({run.resolved_yaml, file}, question.data, run.digests);
  study::LifeRecord record{run, engine::Tracer(question.worker), {}};
  engine::RunInputs inputs = scenario.inputs();
  inputs.trajectory_share = 0;
  inputs.life_hash = false;
  inputs.tracer = &record.tracer;
  study::LifeBook book([&](int, study::Lives lives) {
    if (!lives.workers.empty()) record.lives = std::move(lives);
  });
  record.run = engine::describe(inputs);
  book.begin(record.run);
  engine::run_one(inputs, question.replicate, &book);
  book.finish();
  if (!record.lives.workers.empty()) return record;
  throw base::InputError({file}, fmt::format("has no worker {} (ids run from 0 to the number of "
                                             "agents less one) choose a smaller number",
                                             question.worker));
}

}  // namespace

int why_command(const Words& words) {
  const Parsed parsed = parse(words, why_options(), "why --worker ID BASE.h5 POLICY.h5 [OPTIONS]");
  if (parsed.help) return exit_done;
  const Words files = parsed.words("file");
  if (files.size() != 2) {
    throw base::InputError({}, "two result files are needed; name the base run and the policy run");
  }
  const engine::RunDescription base = output::read_description(files[0]);
  const engine::RunDescription policy = output::read_description(files[1]);
  refuse_other_pairs(base, policy);
  const LifeQuestion question = question_of(parsed, base);
  std::cout << study::biography(live_again(files[0], base, question),
                                live_again(files[1], policy, question), question.months);
  return exit_done;
}

}  // namespace chuanzhe::app
