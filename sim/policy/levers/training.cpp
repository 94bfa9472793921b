#include "policy/levers/levers.hpp"

namespace chuanzhe::policy {
namespace {

constexpr auto report = "Zhejiang labour cooperation report, 2022-06-24";
constexpr int per_month = 1;
constexpr std::int64_t course_days = 22;  ///< days of course in a month, assumed

class Training : public Lever {
 public:
  const LeverInfo& info() const override {
    static const LeverInfo info = {
        "training",
        "Courses that teach a trade to workers of the counties.",
        "at home or in a local post, aged 18 to 55, without a trade; seats by lottery among them",
        "per seat taken to the operator, and the allowance of the whole course, both on admission",
        "1,158 courses for 71,000 rural workers in five trades (Zhejiang labour cooperation "
        "report, 2022-06-24)",
        LeverInfo::Season::all_year,
        world::group_bits({GroupWord::untrained}),
        "trade"};
    return info;
  }

  base::Fields fields() override {
    using base::Grade;
    return {
        {"trade",
         base::Choice{&trade_, {std::begin(world::course_words), std::end(world::course_words)}},
         "", 0, 0, "what is taught", report, Grade::official},
        {"seats", &seats_, "persons", 0, 1e7, "seats a year or month in the whole scope",
         "71,000 trained in 2021 (Zhejiang labour cooperation report, 2022-06-24)",
         Grade::official},
        {"per", base::Choice{&per_, {"year", "month"}}, "", 0, 0,
         "period of the seats; a year's are spread evenly over its months", "assumed",
         Grade::assumption},
        {"course_months", &months_, "month", 1, 2, "length of the course", "assumed",
         Grade::assumption},
        {"completion", &completion_, "1", 0, 1, "share of the participants who learn the trade",
         "assumed", Grade::assumption},
        {"cost_seat", &cost_, "CNY", 0, 100000, "paid to the operator per seat taken", "assumed",
         Grade::assumption},
        {"allowance", &allowance_, "CNY/day", 0, 1000, "paid to participants, 22 days a month",
         "assumed", Grade::assumption}};
  }

  void offer(const terms::Reach& reach, terms::Offers& offers) const override {
    if (seats_ == 0) return;
    offers.courses.push_back({reach, static_cast<world::Trade>(trade_ + 1),
                              seats_ * (per_ == per_month ? 12 : 1), static_cast<int>(months_),
                              completion_, cost_, allowance_ * (course_days * months_)});
  }

 private:
  int trade_ = 0, per_ = 0;
  std::int64_t seats_ = 0, months_ = 1;
  double completion_ = 0.9;
  base::Fen cost_ = base::fen_from_yuan(1500), allowance_ = base::fen_from_yuan(50);
};

}  // namespace

std::unique_ptr<Lever> make_training() { return std::make_unique<Training>(); }

}  // namespace chuanzhe::policy
