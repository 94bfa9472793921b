#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class StayBonus : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "stay_bonus",
        "Pays workers who stay on post over the Spring Festival.",
        "in post in Zhejiang in the decision month, in scope; insured only if so set",
        "per worker who stays, also those who would have stayed anyway",
        "Ningbo 2022: up to 500 CNY; Shaoxing 2022: 500 to 1,000; Jinhua 2022: vouchers of 800",
        LeverInfo::Season::festival_decision};
    return info;
  }

  base::Fields fields() override {
    constexpr auto seen = "Ningbo 2022: up to 500 CNY (dbw.cn)";
    return {{"gov", &gov_, "CNY", 0, 20000, "cash from the policy's payer", seen,
             base::Grade::official},
            {"employer", &employer_, "CNY", 0, 20000, "cash from the employer",
             "Shaoxing 2022: 500 to 1,000 through employers", base::Grade::official},
            {"voucher", &voucher_, "CNY", 0, 20000, "vouchers from the policy's payer",
             "Jinhua 2022: 16 vouchers of 50", base::Grade::official},
            {"voucher_value", &voucher_value_, "1", 0, 1,
             "what a voucher is worth to the worker, as a share of its cost", "assumed",
             base::Grade::assumption},
            {"insured_only", &insured_only_, "", 0, 0, "only insured workers are paid",
             "Hangzhou, Ningbo and Yiwu measures", base::Grade::estimate}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    const base::Fen paid = gov_ + employer_ + voucher_;
    if (paid.value == 0) return;
    const double worth = base::yuan(gov_ + employer_) + voucher_value_ * base::yuan(voucher_);
    offers.stay.push_back({reach, gov_ + voucher_, employer_, worth, insured_only_});
  }

  /// The insured of groups that have none.
  std::vector<Remark> remarks(const Scope& scope, const world::Tables& /*tables*/) const override {
    constexpr std::uint32_t insured = world::group_bits({GroupWord::insured});
    constexpr std::uint32_t uninsured = world::group_bits({GroupWord::uninsured});
    const bool only_uninsured = (scope.groups & (insured | uninsured)) == uninsured;
    if (!insured_only_ || !only_uninsured) return {};
    return {{"insured_only",
             "it can never reach anybody (insured_only is true and its groups are uninsured); set "
             "insured_only: false or change groups"}};
  }

 private:
  base::Fen gov_, employer_, voucher_;
  double voucher_value_ = 0.7;
  bool insured_only_ = true;
};

}  // namespace

std::unique_ptr<Lever> make_stay_bonus() { return std::make_unique<StayBonus>(); }

}  // namespace chuanzhe::policy
