#include "app/comparison_lives.hpp"

#include <fmt/format.h>

#include "output/replay.hpp"
#include "study/lives.hpp"

namespace chuanzhe::app {
namespace {

/// One replicate of one file.
struct Told {
  study::Lives lives;
  engine::RunDescription run;
};

Told tell(const ResultFile& file, int replicate, const study::Period& months) {
  Told told;
  study::LifeBook book([&](int, study::Lives lives) { told.lives = std::move(lives); });
  output::replay(file.path, book,
                 {.variables = std::vector<std::string>{},
                  .with_events = true,
                  .with_lives = true,
                  .replicates = 1,
                  .first_replicate = replicate,
                  .months = {{months.first, months.last}}});
  told.run = book.run();
  return told;
}

/// Why `file` cannot tell lives; empty when it can.
std::string absence(const ResultFile& file, const ResultFile& base, const study::Period& months) {
  const std::string path = file.path.string();
  if (file.run.trajectory_share <= 0) {
    return fmt::format("{} keeps no lives: run it with output.trajectory_share above 0", path);
  }
  if (file.run.trajectory_share < base.run.trajectory_share ||
      file.run.trajectory_share > base.run.trajectory_share) {
    return fmt::format(
        "{} and {} keep different lives: run both with the same "
        "output.trajectory_share",
        path, base.path.string());
  }
  if (file.run.start != months.first) {
    return path + " begins before the months compared, and lives are told from the start";
  }
  return "";
}

std::string absence(const ComparedFiles& files) {
  std::string why = absence(files.base, files.base, files.plan.months);
  for (const ResultFile& policy : files.policies) {
    if (why.empty()) why = absence(policy, files.base, files.plan.months);
  }
  return why;
}

}  // namespace

study::LifeReading read_lives(const ComparedFiles& files) {
  study::LifeReading reading;
  reading.absent = absence(files);
  if (!reading.absent.empty()) return reading;
  reading.by_policy.resize(files.policies.size());
  for (int pair = 0; pair < files.plan.pairs; ++pair) {
    const Told base = tell(files.base, pair, files.plan.months);
    for (std::size_t p = 0; p < files.policies.size(); ++p) {
      const Told policy = tell(files.policies[p], pair, files.plan.months);
      reading.by_policy[p].push_back(
          study::life_figures({base.lives, policy.lives, base.run, policy.run}));
    }
  }
  return reading;
}

}  // namespace chuanzhe::app
