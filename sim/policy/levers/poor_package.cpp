#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class PoorPackage : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "poor_package",
        "Cash for the formerly poor who keep a contract of a year or more.",
        "formerly poor, in post in Zhejiang, in scope",
        "once with the first month, then monthly; paid back by who quits before the contract ends",
        "Nanxun 2020: 1,000 once and up to 21,000 in the year (ttnews.xyz 5e58c287); Sanmen: 2,000 "
        "a "
        "month, yet about 80 workers (yybnet.net 10206905)",
        LeverInfo::Season::all_year,
        world::group_bits({GroupWord::poor})};
    return info;
  }

  base::Fields fields() override {
    return {
        {"monthly", &monthly_, "CNY/month", 0, 20000, "paid every month of the contract",
         "Sanmen 2,000 (yybnet.net 10206905)", base::Grade::official},
        {"once", &once_, "CNY", 0, 50000, "paid with the first month",
         "Nanxun 1,000 (ttnews.xyz 5e58c287)", base::Grade::official},
        {"contract_months", &contract_months_, "month", 1, 60, "length of the contract",
         "Nanxun: a year (ttnews.xyz 5e58c287)", base::Grade::official},
        {"clawed_back", &clawed_back_, "", 0, 0,
         "whether who quits within the contract pays everything back (without a budget cap only)",
         "assumed", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (monthly_.value == 0 && once_.value == 0) return;
    terms::MonthlyCash cash;
    cash.reach = reach;
    cash.amount = monthly_;
    cash.maximum_months = static_cast<int>(contract_months_);
    cash.poor_only = true;
    cash.once = once_;
    cash.clawed_back = clawed_back_;
    offers.monthly.push_back(cash);
  }

 private:
  base::Fen monthly_, once_;
  std::int64_t contract_months_ = 12;
  bool clawed_back_ = true;
};

}  // namespace

std::unique_ptr<Lever> make_poor_package() { return std::make_unique<PoorPackage>(); }

}  // namespace chuanzhe::policy
