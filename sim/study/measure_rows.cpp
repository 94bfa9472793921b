#include "study/measures.hpp"

namespace chuanzhe::study {

const std::vector<MeasureRow>& measure_rows() {
  using enum Reduction;
  constexpr double fen = 100;  // in 1 CNY
  static const std::vector<MeasureRow> rows = {
      {"stock_zj", "persons", "workers in Zhejiang", "zhejiang_by_group", stock},
      {"stock_poor_zj", "persons", "formerly poor workers in Zhejiang", "poor_in_zhejiang", stock},
      {"filled_posts", "persons", "workers in a post in Zhejiang", "in_post", stock},
      {"worker_months_zj", "person-months", "months that workers spent in Zhejiang",
       "zhejiang_by_group", stock_months},
      {"worker_months_poor_zj", "person-months",
       "months that formerly poor workers spent in Zhejiang", "poor_in_zhejiang", stock_months},
      {"median_tenure", "months", "median months in the post", "tenure_histogram", median_bin},
      {"mean_tenure", "months", "mean months in the post", "tenure_histogram", mean_bin},
      {"mean_stay", "months", "mean months of the stay in Zhejiang", "stay_histogram", mean_bin},
      {"stay_share",
       "%",
       "staff who stayed over the festival",
       "festival",
       share,
       1,
       {"stayed"},
       {"staff"}},
      {"same_post_share",
       "%",
       "festival goers who came back to the same post",
       "festival",
       share,
       1,
       {"back_same_post"},
       {"back_same_post", "back_elsewhere", "not_back"}},
      {"gross_pay_yuan", "CNY", "gross pay of workers in Zhejiang", "gross_pay", flow, fen},
      {"remittances_yuan", "CNY", "remittances to the counties of origin", "remittances", flow,
       fen},
      {"spending", "CNY", "policy spending of all payers", "debits", flow, fen},
  };
  return rows;
}

}  // namespace chuanzhe::study
