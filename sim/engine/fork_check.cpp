#include "engine/fork_check.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace chuanzhe::engine {
namespace {

constexpr const char* always = "it acts from the first month on";

/// Years of a series matter in their own year only; years not named are 0.
bool same_years(const base::YearSeries& a, const base::YearSeries& b, int last_year) {
  const auto agrees = [last_year](const base::YearSeries& one, const base::YearSeries& other) {
    return std::all_of(one.begin(), one.end(), [&](const auto& entry) {
      const auto found = other.find(entry.first);
      const double value = found == other.end() ? 0 : found->second;
      return entry.first > last_year || entry.second == value;
    });
  };
  return agrees(a, b) && agrees(b, a);
}

/// `last` is the last month before the fork.
class FieldComparison {
 public:
  explicit FieldComparison(base::Month last) : last_(last) {}

  bool same(const base::FieldTarget& a, const base::FieldTarget& b) const {
    return std::visit(
        [&](const auto& one) {
          const auto* other = std::get_if<std::decay_t<decltype(one)>>(&b);
          return other != nullptr && equal(one, *other);
        },
        a);
  }

 private:
  template <class Value>
  static bool equal(Value* a, Value* b) {
    return *a == *b;
  }
  bool equal(base::YearSeries* a, base::YearSeries* b) const {
    return same_years(*a, *b, last_.year());
  }
  static bool equal(base::PlacePairs* a, base::PlacePairs* b) {
    return a->twinned == b->twinned && a->listed == b->listed;
  }
  static bool equal(const base::Choice& a, const base::Choice& b) { return *a.index == *b.index; }

  base::Month last_;
};

class ForkCheck {
 public:
  ForkCheck(const RunInputs& base, const RunInputs& fork, base::Month month)
      : base_(base), fork_(fork), month_(month), values_(month - 1) {}

  std::vector<EarlyDifference> run() {
    compare_settings();
    behaviour::Parameters base_model = base_.model, fork_model = fork_.model;
    compare_fields(behaviour::fields_of(base_model), behaviour::fields_of(fork_model), "model",
                   always);
    for (const policy::Policy& policy : base_.policies) compare_begun(policy);
    for (const policy::Policy& policy : fork_.policies) {
      if (begun(policy) && find(base_, policy.id) == nullptr) {
        report("policies." + policy.id + ".from",
               "the base has no such policy, and it begins before the fork");
      }
    }
    return std::move(found_);
  }

 private:
  void report(std::string key, std::string why) {
    found_.push_back({std::move(key), std::move(why)});
  }
  void require(bool same, const std::string& key, const char* why) {
    if (!same) report(key, why);
  }

  void compare_settings() {
    const RunSettings& a = base_.settings;
    const RunSettings& b = fork_.settings;
    require(a.start == b.start, "run.start", always);
    require(a.burn_in == b.burn_in, "run.burn_in", always);
    require(a.persons_per_agent == b.persons_per_agent, "run.persons_per_agent", always);
    require(a.seed == b.seed, "run.seed", always);
    require(b.replicates <= a.replicates, "run.replicates", "the base has fewer replicates");
    require(a.end + static_cast<int>(a.spare_months) == b.end + static_cast<int>(b.spare_months),
            "run.end", "lives are planned until run.end + run.spare_months");
    require(base_.trajectory_share == fork_.trajectory_share, "output.trajectory_share", always);
    require(base_.life_hash == fork_.life_hash, "output.life_hash", always);
    const Experiment& c = base_.experiment;
    const Experiment& d = fork_.experiment;
    require(c.isolated == d.isolated && c.banned == d.banned, "experiment", always);
  }

  void compare_fields(const base::Fields& a, const base::Fields& b, const std::string& path,
                      const char* why) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      require(values_.same(a[i].target, b[i].target), path + "." + std::string(a[i].key), why);
    }
  }

  bool begun(const policy::Policy& policy) const { return policy.scope.from < month_; }

  static const policy::Policy* find(const RunInputs& inputs, const std::string& id) {
    for (const policy::Policy& policy : inputs.policies) {
      if (policy.id == id) return &policy;
    }
    return nullptr;
  }

  /// A policy that has begun must be the same in both.
  void compare_begun(const policy::Policy& a) {
    const policy::Policy* b = find(fork_, a.id);
    const std::string path = "policies." + a.id;
    if (!begun(a)) {
      if (b != nullptr && begun(*b)) report(path + ".from", "in the base it begins later");
      return;
    }
    if (b == nullptr) return report(path, "the base's policy has begun before the fork");
    constexpr const char* why = "the policy begins before the fork";
    if (a.lever->info().name != b->lever->info().name) return report(path + ".lever", why);
    compare_fields(a.lever->fields(), b->lever->fields(), path, why);
    compare_scopes(a.scope, b->scope, path, why);
  }

  void compare_scopes(const policy::Scope& a, policy::Scope b, const std::string& path,
                      const char* why) {
    if (a.to >= month_ - 1 && b.to >= month_ - 1) b.to = a.to;
    if (a == b) return;
    const std::size_t before = found_.size();
    require(a.from == b.from, path + ".from", why);
    require(a.to == b.to, path + ".to", why);
    require(a.cities == b.cities, path + ".cities", why);
    require(a.counties == b.counties, path + ".counties", why);
    require(a.sectors == b.sectors, path + ".sectors", why);
    require(a.sizes == b.sizes, path + ".employer_sizes", why);
    require(a.groups == b.groups, path + ".groups", why);
    require(a.take_up == b.take_up, path + ".take_up", why);
    require(a.budget_cap == b.budget_cap, path + ".budget_cap", why);
    require(a.payer == b.payer, path + ".payer", why);
    require(a.months == b.months, path + ".months", why);
    if (found_.size() == before) report(path, why);
  }

  const RunInputs& base_;
  const RunInputs& fork_;
  base::Month month_;
  FieldComparison values_;
  std::vector<EarlyDifference> found_;
};

}  // namespace

std::vector<EarlyDifference> early_differences(const RunInputs& base, const RunInputs& fork,
                                               base::Month month) {
  return ForkCheck(base, fork, month).run();
}

void require_fork(const RunInputs& base, const RunInputs& fork, base::Month month) {
  std::vector<base::Problem> problems;
  for (const EarlyDifference& difference : early_differences(base, fork, month)) {
    base::Problem problem;
    problem.text = difference.key + " differs from the base before the fork in " +
                   base::to_string(month) + " (" + difference.why +
                   "); set it as in the base, or run without a fork";
    problems.push_back(std::move(problem));
  }
  if (!problems.empty()) throw base::InputError(std::move(problems));
}

}  // namespace chuanzhe::engine
