#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

class TechnicalSchool : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "technical_school",
        "Seats in technical schools for the young of the counties, and posts for graduates.",
        "aged 15 to 18 at home in the scope's counties, without vocational schooling, the formerly "
        "poor first, then by lottery; graduates are placed in the scope's cities and sectors",
        "stipend and tuition for every school year begun, in September, also after the policy's "
        "last month for those already in school",
        "3,681 rural students from twinned areas enrolled (Zhejiang labour cooperation report, "
        "2022-06-24)",
        LeverInfo::Season::september,
        world::group_bits({GroupWord::age_16_29, GroupWord::edu_none, GroupWord::edu_primary,
                           GroupWord::edu_junior, GroupWord::edu_senior})};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {{"seats", &seats_, "persons/year", 0, 1e6, "seats that open every September",
             "3,681 in 2021 (Zhejiang labour cooperation report, 2022-06-24)", Grade::official},
            {"years", &years_, "year", 1, 6, "length of the school", "assumed", Grade::assumption},
            {"dropout", &dropout_, "1/month", 0, 1, "hazard of dropping out", "assumed",
             Grade::assumption},
            {"placement", &placement_, "1", 0, 1,
             "share of the graduates for whom the school applies, before other applicants",
             "assumed", Grade::assumption},
            {"stipend", &stipend_, "CNY/year", 0, 100000, "paid to the student", "assumed",
             Grade::assumption},
            {"tuition", &tuition_, "CNY/year", 0, 100000, "paid to the school", "assumed",
             Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (seats_ == 0) return;
    offers.schools.push_back(
        {reach, seats_, static_cast<int>(years_), dropout_, placement_, stipend_, tuition_});
  }

 private:
  std::int64_t seats_ = 0, years_ = 3;
  double dropout_ = 0.005, placement_ = 0.8;
  base::Fen stipend_ = base::fen_from_yuan(3000), tuition_ = base::fen_from_yuan(10000);
};

}  // namespace

std::unique_ptr<Lever> make_technical_school() { return std::make_unique<TechnicalSchool>(); }

}  // namespace chuanzhe::policy
