#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class ReturnBonus : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "return_bonus",
        "Pays festival goers who come back to the same post.",
        "went home for the festival from a post in Zhejiang, back at it in the return month",
        "per worker who is back at the same post",
        "assumed",
        LeverInfo::Season::festival_return};
    return info;
  }

  base::Fields fields() override {
    return {{"amount", &amount_, "CNY", 0, 20000, "paid on return", "assumed",
             base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (amount_.value == 0) return;
    offers.back.push_back({reach, amount_});
  }

 private:
  base::Fen amount_;
};

}  // namespace

std::unique_ptr<Lever> make_return_bonus() { return std::make_unique<ReturnBonus>(); }

}  // namespace chuanzhe::policy
