#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class Parks : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "parks", "Opens posts in parks of Sichuan's counties, in proportion to their labour force.",
        "applicants for posts of their own county, in the groups of the scope; cities, sectors and "
        "take_up do not apply; posts stay open when the policy ends",
        "subsidy_per_post for every post that opens, to the firm; a used-up budget opens no more "
        "posts before January",
        "Zhejiang labour cooperation report, 2022-06-24: 60 parks, 255 firms, 40,000 posts"};
    return info;
  }

  base::Fields fields() override {
    return {{"posts", &posts_, "persons", 0, 1e7, "posts over all counties when the ramp is over",
             "Zhejiang labour cooperation report, 2022-06-24: 40,000", base::Grade::official},
            {"ramp_months", &ramp_months_, "month", 1, 600,
             "months over which the posts open evenly", "assumed", base::Grade::assumption},
            {"wage", &wage_, "CNY/month", 0, 100000, "pay of a post, 0 = the county's local wage",
             "assumed equal; no official figure", base::Grade::assumption},
            {"poor_share", &poor_share_, "1", 0, 1,
             "share of the posts reserved first for the formerly poor",
             "Zhejiang labour cooperation report, 2022-06-24: 5,136 of 18,723 hired, if among them",
             base::Grade::estimate},
            {"subsidy_per_post", &subsidy_, "CNY", 0, 1e6, "paid to the firm when a post opens",
             "no official figure", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (posts_ == 0) return;
    offers.local_posts.push_back(
        {reach, posts_, static_cast<int>(ramp_months_), wage_, poor_share_, subsidy_});
  }

 private:
  std::int64_t posts_ = 0, ramp_months_ = 12;
  base::Fen wage_, subsidy_;
  double poor_share_ = 0.27;
};

}  // namespace

std::unique_ptr<Lever> make_parks() { return std::make_unique<Parks>(); }

}  // namespace chuanzhe::policy
