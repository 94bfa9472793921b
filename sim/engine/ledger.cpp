#include "engine/ledger.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"

namespace chuanzhe::engine {
namespace {

constexpr std::size_t payers = std::size(policy::payer_words);

void add_to(std::vector<std::int64_t>& mine, const std::vector<std::int64_t>& theirs) {
  for (std::size_t i = 0; i < mine.size(); ++i) mine[i] += theirs[i];
}

std::int64_t sum_row(const std::vector<std::int64_t>& rows, std::size_t row, std::size_t width) {
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(row * width);
  return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(width), std::int64_t{0});
}

}  // namespace

Ledger::Ledger(int policies)
    : debits_(static_cast<std::size_t>(policies) * payers),
      credits_(static_cast<std::size_t>(policies) * receiver_count),
      payments_(static_cast<std::size_t>(policies) * world::group_count) {}

void Ledger::post(base::PolicyId policy, policy::Payer payer, std::uint8_t receiver,
                  base::Fen amount) {
  debits_[policy.value * payers + static_cast<std::size_t>(payer)] += amount.value;
  credits_[std::size_t{policy.value} * receiver_count + receiver] += amount.value;
}

void Ledger::count(base::PolicyId policy, std::uint8_t group, std::int64_t persons) {
  payments_[std::size_t{policy.value} * world::group_count + group] += persons;
}

void Ledger::clear() {
  for (auto* column : {&debits_, &credits_, &payments_}) {
    std::fill(column->begin(), column->end(), 0);
  }
  recorded_.clear();
}

void Ledger::add(const Ledger& other) {
  add_to(debits_, other.debits_);
  add_to(credits_, other.credits_);
  add_to(payments_, other.payments_);
  recorded_.insert(recorded_.end(), other.recorded_.begin(), other.recorded_.end());
}

std::int64_t Ledger::spent(base::PolicyId policy, policy::Payer payer) const {
  return debits_[policy.value * payers + static_cast<std::size_t>(payer)];
}

std::int64_t Ledger::persons_paid(base::PolicyId policy) const {
  return sum_row(payments_, policy.value, world::group_count);
}

std::vector<std::int64_t> Ledger::credits_to_groups() const {
  std::vector<std::int64_t> groups;
  for (std::size_t row = 0; row < credits_.size(); row += receiver_count) {
    const auto begin = credits_.begin() + static_cast<std::ptrdiff_t>(row);
    groups.insert(groups.end(), begin, begin + world::group_count);
  }
  return groups;
}

void Ledger::check() const {
  for (std::size_t p = 0; p * payers < debits_.size(); ++p) {
    base::ensure(sum_row(debits_, p, payers) == sum_row(credits_, p, receiver_count),
                 "debits equal credits");
  }
}

}  // namespace chuanzhe::engine
