#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class EmploymentPlatform : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "employment_platform",
        "A digital platform that follows workers through entering, managing and leaving.",
        "registered workers of the counties and cities in scope",
        "a sum a year, and a sum for every registered worker in Zhejiang and month",
        "named by the Zhejiang labour cooperation report, 2022-06-24; effects assumed, digital "
        "search "
        "effects are small"};
    return info;
  }

  base::Fields fields() override {
    return {
        {"coverage", &coverage_, "1", 0, 1, "share of workers registered", "assumed 0.7",
         base::Grade::assumption},
        {"lag_months", &lag_months_, "month", 1, 24,
         "mean months until a registered leaver is noticed; 6 without a platform", "assumed",
         base::Grade::assumption},
        {"match_gain", &match_gain_, "1", 0, 0.3, "gain of registered seekers' contacts",
         "assumed 0.10", base::Grade::assumption},
        {"attention", &attention_, "1", 0, 0.4, "gain of a covered city's choice weight",
         "assumed 0.05 at full coverage", base::Grade::assumption},
        {"remote", &remote_, "1", 0, 0.6, "probability of a hire from home of the registered",
         "assumed 0.10", base::Grade::assumption},
        {"claim_share", &claim_share_, "1", 0, 1,
         "registered workers claim other offers at least with this probability",
         "assumed 0.85 against 0.6", base::Grade::assumption},
        {"outreach", &outreach_, "1", 0, 0.4,
         "gain of the choice weight of Zhejiang for registered former workers", "assumed 0.20",
         base::Grade::assumption},
        {"per_worker", &per_worker_, "CNY/month", 0, 1000,
         "running cost of a registered worker in Zhejiang", "assumed 0.5", base::Grade::assumption},
        {"per_year", &per_year_, "CNY/year", 0, 1e9, "fixed running cost", "assumed",
         base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (coverage_ <= 0) return;
    offers.platforms.push_back({reach, coverage_, lag_months_, match_gain_, remote_, claim_share_,
                                outreach_, per_worker_});
    if (attention_ > 0) offers.information.push_back({reach, {}, attention_ * coverage_, 0});
    const base::Fen cost = base::part_of_year(per_year_, offers.month.month_of_year());
    if (cost.value != 0) offers.expenses.push_back({reach.policy, cost});
  }

 private:
  double coverage_ = 0, lag_months_ = 1, match_gain_ = 0.10, attention_ = 0.05, remote_ = 0.10,
         claim_share_ = 0.85, outreach_ = 0.20;
  base::Fen per_worker_ = base::fen_from_yuan(0.5), per_year_;
};

}  // namespace

std::unique_ptr<Lever> make_employment_platform() { return std::make_unique<EmploymentPlatform>(); }

}  // namespace chuanzhe::policy
