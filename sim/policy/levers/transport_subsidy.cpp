#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

constexpr int per_year = 1;

class TransportSubsidy : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "transport_subsidy", "Pays part of the journey to a post in Zhejiang.",
        "hired in Zhejiang in a new stay, or back at the same post after the festival, in scope",
        "on hire or return (on departure if in advance), never more than the journey costs",
        "Ningbo 2022: 500 CNY beyond East China (dbw.cn)"};
    return info;
  }

  base::Fields fields() override {
    return {{"amount", &amount_, "CNY", 0, 20000, "paid per journey",
             "Ningbo 2022: 500 CNY beyond East China (dbw.cn)", base::Grade::official},
            {"cap_share", &cap_share_, "1", 0, 1, "largest share of the journey's cost paid",
             "assumed", base::Grade::assumption},
            {"per", base::Choice{&per_, {"move", "year"}}, "", 0, 0,
             "every journey, or once in a calendar year", "assumed", base::Grade::assumption},
            {"advance", &advance_, "", 0, 0,
             "paid before the journey, which opens it to who cannot pay for it", "assumed",
             base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (amount_.value == 0 || cap_share_ <= 0) return;
    offers.travel.push_back({reach, amount_, cap_share_, per_ == per_year, advance_});
  }

 private:
  base::Fen amount_;
  double cap_share_ = 1;
  int per_ = 0;
  bool advance_ = false;
};

}  // namespace

std::unique_ptr<Lever> make_transport_subsidy() { return std::make_unique<TransportSubsidy>(); }

}  // namespace chuanzhe::policy
