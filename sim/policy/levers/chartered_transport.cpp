#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class CharteredTransport : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "chartered_transport",
        "Chartered buses and trains from the counties in the month of return and the one after.",
        "festival goers back at their post, and workers hired from home, of counties in scope",
        "the policy's share of a seat for every seat used, counted as a transfer in kind to its "
        "worker",
        "Sichuan moved 270,000 workers point to point in 2021 (sc.chinanews 2021-03-10)",
        LeverInfo::Season::festival_return_and_after};
    return info;
  }

  base::Fields fields() override {
    return {{"seats", &seats_, "persons", 0, 1e7, "seats a year", "choice of the study",
             base::Grade::assumption},
            {"cost_per_seat", &cost_per_seat_, "CNY", 0, 20000, "cost of a seat", "assumed 400",
             base::Grade::assumption},
            {"share", &share_, "1", 0, 1, "part of a seat that the policy pays", "assumed 0.5",
             base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (seats_ == 0) return;
    const base::Fen paid = base::fen_from_yuan(base::yuan(cost_per_seat_) * share_);
    offers.charters.push_back({reach, paid, seats_});
  }

 private:
  std::int64_t seats_ = 0;
  base::Fen cost_per_seat_ = base::fen_from_yuan(400);
  double share_ = 0.5;
};

}  // namespace

std::unique_ptr<Lever> make_chartered_transport() { return std::make_unique<CharteredTransport>(); }

}  // namespace chuanzhe::policy
