#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class RentSubsidy : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "rent_subsidy", "Monthly cash for workers who rent a room in a Zhejiang city.",
        "in post in Zhejiang, not housed by the employer, in scope",
        "the amount for every month paid",
        "named by the Zhejiang labour cooperation report, 2022-06-24; amounts assumed"};
    return info;
  }

  base::Fields fields() override {
    return {{"amount", &amount_, "CNY/month", 0, 20000, "paid every month",
             "working values 100 to 500, no official figure", base::Grade::assumption},
            {"max_months", &max_months_, "month", 0, 600,
             "longest payment in one post, 0 = no limit", "assumed", base::Grade::assumption},
            {"min_tenure", &min_tenure_, "month", 0, 600,
             "months in the post before the first payment", "assumed", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (amount_.value == 0) return;
    terms::MonthlyCash cash;
    cash.reach = reach;
    cash.amount = amount_;
    cash.maximum_months = static_cast<int>(max_months_);
    cash.minimum_tenure = static_cast<int>(min_tenure_);
    cash.renters_only = true;
    offers.monthly.push_back(cash);
  }

 private:
  base::Fen amount_;
  std::int64_t max_months_ = 12, min_tenure_ = 0;
};

}  // namespace

std::unique_ptr<Lever> make_rent_subsidy() { return std::make_unique<RentSubsidy>(); }

}  // namespace chuanzhe::policy
