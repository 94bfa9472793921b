#include "policy/levers/levers.hpp"

#include <algorithm>

namespace chuanzhe::policy {
namespace {

class RecruitmentFairs : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "recruitment_fairs",
        "Fairs in the counties, one main venue with linked sub-venues (Hangzhou's 1+N).",
        "everybody of a county in scope, towards the cities in scope, in the months of the fairs",
        "a sum a fair; an online fair costs half (assumed)",
        "over 4,100 events with 2.8 million posts in 2021, Hangzhou's with more than 60 sub-venues "
        "(Zhejiang labour cooperation report, 2022-06-24); effects assumed"};
    return info;
  }

  base::Fields fields() override {
    return {{"fairs", &fairs_, "1", 0, 100000, "fairs a year",
             "4,100 in 2021 from all provinces "
             "(Zhejiang labour cooperation report, 2022-06-24)",
             base::Grade::official},
            {"sites", &sites_, "1", 0, 1000, "counties reached by a venue, 0 = all in scope",
             "more than 60 in 13 provinces (Zhejiang labour cooperation report, 2022-06-24)",
             base::Grade::official},
            {"online_share", &online_share_, "1", 0, 1, "fairs held online", "assumed",
             base::Grade::assumption},
            {"attention", &attention_, "1", 0, 0.4, "gain of a city's choice weight that month",
             "assumed 0.05; about one hire per 10 to 12 firms at a fair (Abebe et al., WPS8092)",
             base::Grade::assumption},
            {"remote", &remote_, "1", 0, 0.6, "probability of a hire from home", "assumed 0.15",
             base::Grade::assumption},
            {"per_fair", &per_fair_, "CNY", 0, 1e8, "cost of one fair", "assumed 30,000",
             base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (fairs_ == 0) return;
    const auto counties = static_cast<double>(std::min<std::size_t>(reach.counties.count(), 183));
    const double covered = sites_ == 0 ? 1 : std::min(1.0, static_cast<double>(sites_) / counties);
    if (attention_ > 0 || remote_ > 0) {
      offers.information.push_back({reach, {}, attention_ * covered, remote_ * covered});
    }
    const auto yearly = static_cast<std::int64_t>(
        static_cast<double>(per_fair_.value * fairs_) * (1 - online_share_ / 2) + 0.5);
    offers.expenses.push_back(
        {reach.policy, base::part_of(base::Fen{yearly}, reach.months_before(offers.month),
                                     reach.months_a_year())});
  }

  /// Fairs that are paid for and neither inform nor hire.
  std::vector<Remark> remarks(const Scope& /*scope*/,
                              const world::Tables& /*tables*/) const override {
    if (fairs_ == 0 || attention_ > 0 || remote_ > 0) return {};
    return {{"fairs",
             "fairs are paid for without any effect (attention and remote are 0); set one of the "
             "two or drop the policy"}};
  }

 private:
  std::int64_t fairs_ = 0, sites_ = 0;
  double online_share_ = 0.5, attention_ = 0, remote_ = 0;
  base::Fen per_fair_ = base::fen_from_yuan(30000);
};

}  // namespace

std::unique_ptr<Lever> make_recruitment_fairs() { return std::make_unique<RecruitmentFairs>(); }

}  // namespace chuanzhe::policy
