#include "study/alignment.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace chuanzhe;
using Catch::Matchers::Contains;

namespace {

engine::RunDescription run() {
  engine::RunDescription run;
  run.seed = 7;
  run.replicates = 4;
  run.persons_per_agent = 20;
  run.version = "0.1.0";
  run.start = base::Month(2019, 1);
  run.end = base::Month(2025, 12);
  run.digests = {{"counties.csv", "abc"}, {"cities.csv", "def"}};
  run.axes[static_cast<int>(engine::Axis::county)].names = {"Qu", "Dazhu"};
  return run;
}

TEST_CASE("runs that are alike are aligned without a word", "[study]") {
  const auto base = run(), policy = run();

  const study::Alignment result = study::align({"a.h5", base}, {{"b.h5", policy}});

  CHECK(result.replicates == 4);
  CHECK(result.months == study::Period{base.start, base.end});
  CHECK(result.notes.empty());
}

TEST_CASE("what one run has more is left out in both orders, and said", "[study]") {
  const auto longer = run();
  auto shorter = run();
  shorter.end = base::Month(2024, 6);
  shorter.replicates = 3;
  const bool swapped = GENERATE(false, true);

  const study::Alignment result = swapped
                                      ? study::align({"short.h5", shorter}, {{"long.h5", longer}})
                                      : study::align({"long.h5", longer}, {{"short.h5", shorter}});

  CHECK(result.months.last == base::Month(2024, 6));
  CHECK(result.replicates == 3);
  REQUIRE(result.notes.size() == 2);
  CHECK_THAT(result.notes[0], Contains("long.h5 runs to 2025-12") && Contains("2024-06"));
  CHECK_THAT(result.notes[1], Contains("long.h5 has 4 replicates") && Contains("first 3"));
}

TEST_CASE("runs that are no pair are refused with the reason", "[study]") {
  using Change = void (*)(engine::RunDescription&);
  const auto [change, reason] = GENERATE(table<Change, std::string>({
      {[](engine::RunDescription& r) { r.seed = 8; },
       "has seed 8, but a.h5 has 7 (pairs share every random number, so their seeds are the same) "
       "run one of them again"},
      {[](engine::RunDescription& r) { r.persons_per_agent = 5; }, "persons_per_agent 5"},
      {[](engine::RunDescription& r) { r.start = base::Month(2020, 1); }, "starts in 2020-01"},
      {[](engine::RunDescription& r) { r.version = "0.2.0"; }, "version 0.2.0"},
      {[](engine::RunDescription& r) { r.digests[1].second = "xyz"; },
       "was made from other data than a.h5: cities.csv (the difference would mix data and policy)"},
      {[](engine::RunDescription& r) { r.digests.pop_back(); }, "other data than a.h5"},
      {[](engine::RunDescription& r) { r.axes[0].names = {"Qu"}; },
       "has another list of county than a.h5 (their cells cannot be matched)"},
  }));
  const auto base = run();
  auto policy = run();
  change(policy);

  CHECK_THROWS_WITH(study::align({"a.h5", base}, {{"b.h5", policy}}),
                    Contains("b.h5") && Contains(reason));
}

TEST_CASE("every reason is told at once", "[study]") {
  const auto base = run();
  auto seed = run(), version = run();
  seed.seed = 8;
  version.version = "0.2.0";

  try {
    study::align({"a.h5", base}, {{"b.h5", seed}, {"c.h5", version}});
    FAIL("not refused");
  } catch (const base::InputError& error) {
    CHECK(error.problems().size() == 2);
  }
}

}  // namespace
