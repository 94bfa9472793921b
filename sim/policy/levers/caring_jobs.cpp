#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

constexpr int poor_before_others = 0;

std::string whole(double yuan) { return std::to_string(static_cast<std::int64_t>(yuan + 0.5)); }

class CaringJobs : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "caring_jobs",
        "Opens posts in Zhejiang for any age, skill and schooling, with a floor of pay.",
        "applicants in the cities and sectors of the scope, by their posts; its groups may take "
        "the posts; counties and take_up do not apply; posts stay open when the policy ends, "
        "without top-up",
        "what a worker's pay lacks to the floor, to the worker, and employer_subsidy, to the firm, "
        "for every filled post and month; a used-up budget pays neither before January",
        "Zhejiang labour cooperation report, 2022-06-24: 75,000 posts with basic pay above 4,500 "
        "CNY a month, nearly 10,000 formerly poor in them"};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {
        {"posts", &posts_, "persons", 0, 1e7, "posts in the whole scope when the ramp is over",
         "75,000 (Zhejiang labour cooperation report, 2022-06-24)", Grade::official},
        {"ramp_months", &ramp_months_, "month", 1, 600, "months over which the posts open evenly",
         "assumed", Grade::assumption},
        {"wage_floor", &wage_floor_, "CNY/month", 0, 100000, "pay is topped up to it, 0 = no floor",
         "basic pay above 4,500 (Zhejiang labour cooperation report, 2022-06-24)", Grade::official},
        {"priority", base::Choice{&priority_, {"poor", "none"}}, "", 0, 0,
         "whether the formerly poor are taken before other applicants",
         "Zhejiang labour cooperation report, 2022-06-24", Grade::estimate},
        {"additionality", &additionality_, "1", 0, 1,
         "share of the posts that is new; the others replace ordinary posts as these fall vacant",
         "assumed; no estimate is known", Grade::assumption},
        {"employer_subsidy", &subsidy_, "CNY/month", 0, 100000,
         "social-insurance subsidy to the firm for a filled post", "assumed; no official figure",
         Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (posts_ == 0) return;
    offers.caring.push_back({reach, posts_, static_cast<int>(ramp_months_), additionality_,
                             wage_floor_, subsidy_, priority_ == poor_before_others});
  }

  /// A floor that the law sets already.
  std::vector<Remark> remarks(const Scope& scope, const world::Tables& tables) const override {
    std::vector<Remark> found;
    if (wage_floor_.value == 0) return found;
    for (std::size_t c = 0; c < tables.cities.size(); ++c) {
      const world::City& city = tables.cities[c];
      if (!scope.cities[c] || base::yuan(wage_floor_) >= city.minimum_wage) continue;
      found.push_back({"wage_floor", "wage_floor " + whole(base::yuan(wage_floor_)) +
                                         " is below the minimum wage of " + city.name_en + ", " +
                                         whole(city.minimum_wage) + " CNY a month; raise it"});
    }
    return found;
  }

 private:
  std::int64_t posts_ = 0, ramp_months_ = 1;
  int priority_ = poor_before_others;
  double additionality_ = 0.5;
  base::Fen wage_floor_ = base::fen_from_yuan(4500), subsidy_ = base::fen_from_yuan(300);
};

}  // namespace

std::unique_ptr<Lever> make_caring_jobs() { return std::make_unique<CaringJobs>(); }

}  // namespace chuanzhe::policy
