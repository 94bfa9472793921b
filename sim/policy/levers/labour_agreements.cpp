#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class LabourAgreements : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "labour_agreements",
        "Agreements between counties and cities that make a city better known in a county.",
        "everybody of a county with an agreement, towards its city",
        "administration, a sum a year and agreement, to who runs it",
        "463 signed in 2021 (Zhejiang labour cooperation report, 2022-06-24); effect assumed"};
    return info;
  }

  base::Fields fields() override {
    return {{"pairs", &pairs_, "", 0, 0, "counties and cities with an agreement",
             "68 twinned counties (Zhejiang labour cooperation report, 2022-06-24)",
             base::Grade::official},
            {"attention", &attention_, "1", 0, 0.4, "gain of the city's choice weight",
             "assumed; trials of information alone found 0 to 0.4", base::Grade::assumption},
            {"signed", &signed_, "1", 0, 10000, "agreements that are paid for",
             "463 in 2021 at all levels (Zhejiang labour cooperation report, 2022-06-24)",
             base::Grade::official},
            {"per_year", &per_year_, "CNY/year", 0, 1e9, "administration of one agreement",
             "assumed", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (attention_ > 0) offers.information.push_back({reach, pairs_, attention_, 0});
    const base::Fen cost = base::part_of_year(per_year_ * signed_, offers.month.month_of_year());
    if (cost.value != 0) offers.expenses.push_back({reach.policy, cost});
  }

  /// Agreements that are paid for and inform nobody.
  std::vector<Remark> remarks(const Scope& /*scope*/,
                              const world::Tables& /*tables*/) const override {
    if (signed_ == 0 || attention_ > 0) return {};
    return {{"signed",
             "agreements are paid for without any effect (attention is 0); set attention or drop "
             "the policy"}};
  }

 private:
  base::PlacePairs pairs_{true, {}};
  double attention_ = 0;
  std::int64_t signed_ = 0;
  base::Fen per_year_ = base::fen_from_yuan(50000);
};

}  // namespace

std::unique_ptr<Lever> make_labour_agreements() { return std::make_unique<LabourAgreements>(); }

}  // namespace chuanzhe::policy
