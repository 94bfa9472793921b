#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class Ecommerce : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "ecommerce",
        "Training in selling online and in starting a business, for workers at home.",
        "at home, without a trade; seats by lottery among them",
        "per trainee to the operator, on admission",
        "named by the Zhejiang labour cooperation report, 2022-06-24; the nationwide e-commerce "
        "trial found little gain for rural producers (Couture, Faber, Gu and Liu 2021)",
        LeverInfo::Season::all_year,
        world::group_bits({GroupWord::untrained})};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {{"trainees", &trainees_, "persons/year", 0, 1e7,
             "seats a year in the whole scope, spread evenly over its months", "assumed",
             Grade::assumption},
            {"cost", &cost_, "CNY", 0, 100000, "paid to the operator per trainee", "assumed",
             Grade::assumption},
            {"income_effect", &income_effect_, "1", 0, 0.05,
             "gain of the value of work at home, as a share",
             "Couture, Faber, Gu and Liu 2021: little for producers", Grade::estimate},
            {"p_start", &start_share_, "1", 0, 1,
             "share of the trainees who start a business with one local post", "assumed",
             Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (trainees_ == 0) return;
    offers.sellers.push_back({reach, trainees_, cost_, income_effect_, start_share_});
  }

 private:
  std::int64_t trainees_ = 0;
  base::Fen cost_ = base::fen_from_yuan(1500);
  double income_effect_ = 0.01, start_share_ = 0.01;
};

}  // namespace

std::unique_ptr<Lever> make_ecommerce() { return std::make_unique<Ecommerce>(); }

}  // namespace chuanzhe::policy
