#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class Workstations : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "workstations", "Offices of a city in a county that inform and hire on the spot.",
        "everybody of a county with a workstation, towards its city",
        "set-up in the first month, running cost, rewards by workers who came, to who runs it",
        "195 outside the province (Zhejiang labour cooperation report, 2022-06-24); rewards as in "
        "Fuzhou (fzrcjt.com 628df251)"};
    return info;
  }

  base::Fields fields() override {
    return {{"pairs", &pairs_, "", 0, 0, "counties and cities with a workstation",
             "68 twinned counties (Zhejiang labour cooperation report, 2022-06-24)",
             base::Grade::official},
            {"attention", &attention_, "1", 0, 0.4, "gain of the city's choice weight",
             "assumed 0.10", base::Grade::assumption},
            {"remote", &remote_, "1", 0, 0.6, "probability of a hire from home", "assumed 0.25",
             base::Grade::assumption},
            {"stations", &stations_, "1", 0, 10000, "workstations that are paid for",
             "195 (Zhejiang labour cooperation report, 2022-06-24)", base::Grade::official},
            {"set_up", &set_up_, "CNY", 0, 1e8, "set-up of one workstation",
             "Fuzhou 80,000 (fzrcjt.com 628df251)", base::Grade::official},
            {"per_year", &per_year_, "CNY/year", 0, 1e8, "running one workstation",
             "Fuzhou 60,000 (fzrcjt.com 628df251)", base::Grade::official},
            {"first_reward", &first_, "CNY", 0, 1e8, "for the first 50 workers of a year",
             "Fuzhou 20,000 (fzrcjt.com 628df251)", base::Grade::official},
            {"further_reward", &further_, "CNY", 0, 1e8, "for every 50 workers more",
             "Fuzhou 10,000 (fzrcjt.com 628df251)", base::Grade::official},
            {"most_reward", &most_, "CNY/year", 0, 1e9, "largest reward of a workstation",
             "Fuzhou 50,000 (fzrcjt.com 628df251)", base::Grade::official}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (attention_ > 0 || remote_ > 0) {
      offers.information.push_back({reach, pairs_, attention_, remote_});
    }
    if (stations_ == 0) return;
    offers.placements.push_back({reach, pairs_, 50, first_, further_, most_});
    base::Fen cost = base::part_of_year(per_year_ * stations_, offers.month.month_of_year());
    if (offers.month == reach.from) cost += set_up_ * stations_;
    if (cost.value != 0) offers.expenses.push_back({reach.policy, cost});
  }

  /// Stations that are paid for and neither inform nor hire.
  std::vector<Remark> remarks(const Scope& /*scope*/,
                              const world::Tables& /*tables*/) const override {
    if (stations_ == 0 || attention_ > 0 || remote_ > 0) return {};
    return {{"stations",
             "stations are paid for without any effect (attention and remote are 0); set one of "
             "the two or drop the policy"}};
  }

 private:
  base::PlacePairs pairs_{true, {}};
  double attention_ = 0, remote_ = 0;
  std::int64_t stations_ = 0;
  base::Fen set_up_ = base::fen_from_yuan(80000), per_year_ = base::fen_from_yuan(60000),
            first_ = base::fen_from_yuan(20000), further_ = base::fen_from_yuan(10000),
            most_ = base::fen_from_yuan(50000);
};

}  // namespace

std::unique_ptr<Lever> make_workstations() { return std::make_unique<Workstations>(); }

}  // namespace chuanzhe::policy
