#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

constexpr auto projects_source = "Zhejiang labour cooperation report, 2022-06-24: 10 projects";

/// Posts of demonstration projects under Sichuan's "10+3" agriculture system (model.md, Posts of
/// policies): local posts like those of parks, counted by project.
class FarmChain : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "farm_chain",
        "Opens posts in demonstration projects of Sichuan's 10+3 farm chains, in proportion to the "
        "counties' labour force.",
        "applicants for posts of their own county, in the groups of the scope; cities, sectors and "
        "take_up do not apply; posts stay open when the policy ends",
        "subsidy_per_post for every post that opens, to the firm; a used-up budget opens no more "
        "posts before January",
        "10 demonstration projects, posts not told (Zhejiang labour cooperation report, "
        "2022-06-24)"};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {{"projects", &projects_, "projects", 0, 10000, "projects in the whole scope",
             projects_source, Grade::official},
            {"posts_per_project", &posts_per_project_, "persons", 0, 100000,
             "posts of a project when the ramp is over", "assumed; no official figure",
             Grade::assumption},
            {"ramp_months", &ramp_months_, "month", 1, 600,
             "months over which the posts open evenly", "assumed", Grade::assumption},
            {"wage", &wage_, "CNY/month", 0, 100000, "pay of a post, 0 = the county's local wage",
             "assumed equal; no official figure", Grade::assumption},
            {"poor_share", &poor_share_, "1", 0, 1,
             "share of the posts reserved first for the formerly poor", "assumed as in parks",
             Grade::assumption},
            {"subsidy_per_post", &subsidy_, "CNY", 0, 1e6, "paid to the firm when a post opens",
             "no official figure", Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (projects_ == 0 || posts_per_project_ == 0) return;
    offers.local_posts.push_back({reach, projects_ * posts_per_project_,
                                  static_cast<int>(ramp_months_), wage_, poor_share_, subsidy_});
  }

 private:
  std::int64_t projects_ = 0, posts_per_project_ = 50, ramp_months_ = 12;
  base::Fen wage_, subsidy_;
  double poor_share_ = 0.27;
};

}  // namespace

std::unique_ptr<Lever> make_farm_chain() { return std::make_unique<FarmChain>(); }

}  // namespace chuanzhe::policy
