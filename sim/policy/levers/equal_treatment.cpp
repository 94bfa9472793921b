#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class EqualTreatment : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "equal_treatment",
        "Opens policies with residents_only to workers lifted out of poverty.",
        "formerly poor workers of counties in scope",
        "none of its own; the opened policies pay",
        "named by the Zhejiang labour cooperation report, 2022-06-24; no estimate",
        LeverInfo::Season::all_year,
        world::group_bits({GroupWord::poor})};
    return info;
  }

  base::Fields fields() override {
    return {{"active", &active_, "", 0, 0, "whether it holds", "choice of the study",
             base::Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (active_) offers.equal.push_back({reach});
  }

 private:
  bool active_ = false;
};

}  // namespace

std::unique_ptr<Lever> make_equal_treatment() { return std::make_unique<EqualTreatment>(); }

}  // namespace chuanzhe::policy
