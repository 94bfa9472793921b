#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

constexpr auto assumed = "assumed";
constexpr auto usual = "weights of a typical city, assumed";

class PointsSchooling : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "points_schooling",
        "School places and settlement for workers with a residence permit, by residence points.",
        "in post in a city in scope for the permit's months; places for children aged 6 to 14, "
        "most points first; settlement in November, by quota or from a number of points on",
        "a sum for every place taken and school year begun, to schools in September, also after "
        "the policy's last month for children already in school",
        "residence permits: State Council order 663 of 2015; settlement from 100 points: Hangzhou "
        "2023; sizes assumed",
        LeverInfo::Season::september_november,
        world::group_bits({GroupWord::experienced})};
    return info;
  }

  base::Fields fields() override {
    base::Fields fields = place_fields();
    const base::Fields more = point_fields();
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    using Settle = terms::Schooling::Settle;
    Settle settle = static_cast<Settle>(settle_);
    if (settle == Settle::quota && quota_ == 0) settle = Settle::none;
    if (places_ == 0 && settle == Settle::none) return;
    terms::Schooling schooling;
    schooling.reach = reach;
    schooling.points = {whole(stay_),       whole(insured_), whole(junior_), whole(senior_),
                        whole(vocational_), whole(college_), whole(skill_),  whole(young_)};
    schooling.permit_months = whole(permit_);
    schooling.places_a_year = places_;
    schooling.cost = cost_;
    schooling.settle = settle;
    schooling.quota_a_year = quota_;
    schooling.settle_points = whole(settle_points_);
    schooling.poor_first = tie_ == 1;
    offers.schooling.push_back(schooling);
  }

 private:
  static int whole(std::int64_t n) { return static_cast<int>(n); }

  base::Fields place_fields() {
    using base::Grade;
    return {{"school_places", &places_, "persons/year", 0, 1e6,
             "places that open every September in each city in scope", assumed, Grade::assumption},
            {"cost_place", &cost_, "CNY/year", 0, 1e6, "paid to schools per place and school year",
             assumed, Grade::assumption},
            {"settle", base::Choice{&settle_, {"none", "quota", "threshold"}}, "", 0, 0,
             "who may settle: nobody, the first of each city, or all from settle_points on",
             "Hangzhou: quota until 2023-07, then 100 points", Grade::official},
            {"settle_quota", &quota_, "persons/year", 0, 1e6,
             "who settle every November in each city in scope", assumed, Grade::assumption},
            {"settle_points", &settle_points_, "points", 0, 255, "points needed under threshold",
             "Hangzhou 2023-07: 100", Grade::official},
            {"permit_months", &permit_, "month", 0, 120, "months of the stay before the permit",
             "State Council order 663 of 2015, article 2: half a year", Grade::official},
            {"tie", base::Choice{&tie_, {"lottery", "poor_first"}}, "", 0, 0,
             "who is first among equal points", assumed, Grade::assumption}};
  }

  base::Fields point_fields() {
    using base::Grade;
    const auto row = [](std::string_view key, std::int64_t* target, std::string_view meaning) {
      return base::FieldRef{key, target, "points", 0, 255, meaning, usual, Grade::assumption};
    };
    return {row("points_stay", &stay_, "for every year of the stay, up to ten"),
            row("points_insured", &insured_, "for every insured year, up to ten"),
            row("points_junior", &junior_, "for junior secondary school"),
            row("points_senior", &senior_, "for senior secondary school"),
            row("points_vocational", &vocational_, "for vocational school"),
            row("points_college", &college_, "for college"),
            row("points_skill", &skill_, "for every level of certified skill"),
            row("points_young", &young_, "for who is below 45")};
  }

  std::int64_t places_ = 0, quota_ = 0, settle_points_ = 100, permit_ = 6;
  std::int64_t stay_ = 5, insured_ = 5, junior_ = 0, senior_ = 10, vocational_ = 15, college_ = 30,
               skill_ = 5, young_ = 5;
  int settle_ = 0, tie_ = 0;
  base::Fen cost_ = base::fen_from_yuan(18000);
};

}  // namespace

std::unique_ptr<Lever> make_points_schooling() { return std::make_unique<PointsSchooling>(); }

}  // namespace chuanzhe::policy
