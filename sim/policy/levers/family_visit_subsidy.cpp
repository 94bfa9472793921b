#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class FamilyVisitSubsidy : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "family_visit_subsidy",
        "Pays for a visit home at the Spring Festival.",
        "in post in Zhejiang for the minimum tenure when the festival begins, in scope",
        "per visit; on return to the same post if paid_on_return",
        "named by the Zhejiang labour cooperation report, 2022-06-24; amounts assumed",
        LeverInfo::Season::festival_decision};
    return info;
  }

  base::Fields fields() override {
    return {{"amount", &amount_, "CNY", 0, 20000, "paid per visit",
             "working values 500 to 1,000, no official figure", base::Grade::assumption},
            {"min_tenure", &min_tenure_, "month", 0, 600, "months in the post needed", "assumed",
             base::Grade::assumption},
            {"paid_on_return", &paid_on_return_, "", 0, 0,
             "only paid to who is back at the same post", "assumed", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (amount_.value == 0) return;
    offers.visit.push_back({reach, amount_, static_cast<int>(min_tenure_), paid_on_return_});
  }

 private:
  base::Fen amount_;
  std::int64_t min_tenure_ = 6;
  bool paid_on_return_ = false;
};

}  // namespace

std::unique_ptr<Lever> make_family_visit_subsidy() {
  return std::make_unique<FamilyVisitSubsidy>();
}

}  // namespace chuanzhe::policy
