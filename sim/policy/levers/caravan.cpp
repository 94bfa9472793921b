#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class Caravan : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "caravan", "A recruitment caravan that visits counties one after another.",
        "everybody of the counties of its route it stands in this month, towards the cities in "
        "scope; counties of the scope do not apply",
        "a sum for every county visited",
        "Shaoxing's caravan into villages (Zhejiang labour cooperation report, 2022-06-24); "
        "effects assumed twice those of a fair"};
    return info;
  }

  base::Fields fields() override {
    return {{"route", &route_, "", 0, 0, "counties in the order of the journey",
             "choice of the study", base::Grade::assumption},
            {"per_month", &per_month_, "1", 1, 60, "counties visited in a month", "assumed",
             base::Grade::assumption},
            {"attention", &attention_, "1", 0, 0.4, "gain of a city's choice weight that month",
             "assumed 0.10, twice a fair's", base::Grade::assumption},
            {"remote", &remote_, "1", 0, 0.6, "probability of a hire from home", "assumed 0.30",
             base::Grade::assumption},
            {"per_county", &per_county_, "CNY", 0, 1e8, "cost of one county's visit",
             "assumed 30,000", base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    terms::Reach here = reach;
    here.counties.reset();
    const std::int64_t first = (offers.month - reach.from) * per_month_;
    std::int64_t visited = 0;
    for (std::int64_t stop = first; stop >= 0 && stop < first + per_month_; ++stop) {
      if (stop >= static_cast<std::int64_t>(route_.size())) break;
      here.counties.set(route_[static_cast<std::size_t>(stop)].value);
      ++visited;
    }
    if (visited == 0) return;
    if (attention_ > 0 || remote_ > 0)
      offers.information.push_back({here, {}, attention_, remote_});
    if (per_county_.value != 0) offers.expenses.push_back({reach.policy, per_county_ * visited});
  }

 private:
  base::Route route_;
  std::int64_t per_month_ = 4;
  double attention_ = 0.10, remote_ = 0.30;
  base::Fen per_county_ = base::fen_from_yuan(30000);
};

}  // namespace

std::unique_ptr<Lever> make_caravan() { return std::make_unique<Caravan>(); }

}  // namespace chuanzhe::policy
