// Money: whole fen (1/100 CNY) in 64 bits. Sums of money are exact and do not depend on order.
#pragma once

#include <compare>
#include <cstdint>

namespace chuanzhe::base {

struct Fen {
  std::int64_t value = 0;
  constexpr auto operator<=>(const Fen&) const = default;
  constexpr Fen& operator+=(Fen other) {
    value += other.value;
    return *this;
  }
  constexpr Fen& operator-=(Fen other) {
    value -= other.value;
    return *this;
  }
  friend constexpr Fen operator+(Fen a, Fen b) { return Fen{a.value + b.value}; }
  friend constexpr Fen operator-(Fen a, Fen b) { return Fen{a.value - b.value}; }
  friend constexpr Fen operator*(Fen a, std::int64_t n) { return Fen{a.value * n}; }
};

/// Rounds to the nearest fen, halves away from zero.
constexpr Fen fen_from_yuan(double yuan) {
  const double fen = yuan * 100.0;
  return Fen{static_cast<std::int64_t>(fen < 0 ? fen - 0.5 : fen + 0.5)};
}
constexpr double yuan(Fen fen) { return static_cast<double>(fen.value) / 100.0; }

/// The part of a sum that falls on place 0, 1, ... of so many; the parts add up to the fen.
constexpr Fen part_of(Fen sum, int place, int places) {
  return Fen{sum.value * (place + 1) / places - sum.value * place / places};
}
/// The part of a yearly sum that falls on one month.
constexpr Fen part_of_year(Fen yearly, int month_of_year) {
  return part_of(yearly, month_of_year - 1, 12);
}

}  // namespace chuanzhe::base
