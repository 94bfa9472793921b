#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class HireSubsidyLever : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "hire_subsidy",
        "Pays firms of Zhejiang for new workers who stay, and so makes them open posts.",
        "firms in the cities and sectors of the scope, for workers of its counties and groups "
        "hired under the policy and kept for kept_months; extra vacancies are response x "
        "additionality x once / 1,000 of the market's vacancies, none while the budget is used up",
        "once to the firm and intermediary to who placed the worker, when the months are over",
        "Huzhou 2020: 1,000 to the firm and 200 to the intermediary; Ningbo up to 50,000 a firm"};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {{"once", &once_, "CNY", 0, 100000, "paid to the firm for a hire",
             "Huzhou 2020: 1,000 for a new worker", Grade::official},
            {"intermediary", &intermediary_, "CNY", 0, 100000, "paid to who placed the worker",
             "Huzhou 2020: 200", Grade::official},
            {"kept_months", &kept_months_, "month", 1, 60, "months in the post before the payment",
             "model.md: at least 3", Grade::estimate},
            {"response", &response_, "1", 0, 1, "extra vacancies, as a share, per 1,000 CNY",
             "assumed", Grade::assumption},
            {"additionality", &additionality_, "1", 0, 1,
             "share of the extra vacancies that would not have been opened anyway", "assumed",
             Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (once_.value == 0 && intermediary_.value == 0) return;
    const double gain = response_ * additionality_ * base::yuan(once_) / 1000;
    offers.hiring.push_back({reach, once_, intermediary_, static_cast<int>(kept_months_), gain});
  }

 private:
  base::Fen once_, intermediary_;
  std::int64_t kept_months_ = 3;
  double response_ = 0.02, additionality_ = 0.3;
};

}  // namespace

std::unique_ptr<Lever> make_hire_subsidy() { return std::make_unique<HireSubsidyLever>(); }

}  // namespace chuanzhe::policy
