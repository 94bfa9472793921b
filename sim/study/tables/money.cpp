#include "study/tables/money.hpp"

#include "policy/scope.hpp"

namespace chuanzhe::study {

BreakdownRequest debits_in(const Period& period) {
  return {"debits", {engine::Axis::policy, engine::Axis::payer}, period};
}

std::vector<double> spending(const Reading& reading, const Period& period, Payers payers) {
  constexpr double fen_per_yuan = 100;
  const std::string_view employer =
      policy::payer_words[static_cast<std::size_t>(policy::Payer::employer)];
  const Cells& cells = reading.breakdown(debits_in(period));
  std::vector<double> sums;
  for (const auto& replicate : cells.by_replicate) {
    double fen = 0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      if (payers == Payers::public_funds && cells.labels[cell][1] == employer) continue;
      fen += replicate[cell];
    }
    sums.push_back(fen / fen_per_yuan);
  }
  return sums;
}

}  // namespace chuanzhe::study
