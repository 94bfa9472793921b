// Double-entry ledger of policy money for one month: who paid, who received, by policy. Whole fen
// of persons (an agent's payment counts once for every person it stands for), so that any order of
// posting gives the same sums. Debits equal credits in every policy; a test of every month says so.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "engine/lives.hpp"
#include "policy/scope.hpp"
#include "world/groups.hpp"

namespace chuanzhe::engine {

/// Receivers of money: the worker groups 0..47, then those who are no workers of the model.
inline constexpr std::uint8_t receiver_firms = world::group_count;
inline constexpr std::uint8_t receiver_operators = world::group_count + 1;  ///< administration
inline constexpr int receiver_count = world::group_count + 2;
inline constexpr std::uint8_t receiver_own_group = 255;  ///< the claiming worker's group

class Ledger {
 public:
  explicit Ledger(int policies);

  /// Books `amount` from `payer` to `receiver`; negative amounts are repayments.
  void post(base::PolicyId policy, policy::Payer payer, std::uint8_t receiver, base::Fen amount);
  /// Counts `persons` payments to a worker group.
  void count(base::PolicyId policy, std::uint8_t group, std::int64_t persons);

  /// Keeps a payment to a worker whose life is recorded.
  void record(const Payment& payment) { recorded_.push_back(payment); }

  void clear();
  void add(const Ledger& other);
  std::int64_t spent(base::PolicyId policy, policy::Payer payer) const;  ///< [fen]
  std::int64_t persons_paid(base::PolicyId policy) const;
  std::vector<std::int64_t> credits_to_groups() const;  ///< [policy x group] fen
  /// Throws std::logic_error unless debits equal credits in every policy.
  void check() const;

  const std::vector<std::int64_t>& debits() const { return debits_; }
  const std::vector<std::int64_t>& credits() const { return credits_; }
  const std::vector<std::int64_t>& payments() const { return payments_; }
  const std::vector<Payment>& recorded() const { return recorded_; }

 private:
  std::vector<std::int64_t> debits_;    ///< [policy x payer] fen
  std::vector<std::int64_t> credits_;   ///< [policy x receiver] fen
  std::vector<std::int64_t> payments_;  ///< [policy x group] persons paid
  std::vector<Payment> recorded_;       ///< in no order
};

}  // namespace chuanzhe::engine
