// Trades that courses teach to workers of the twinned counties (Zhejiang labour cooperation report,
// 2022-06-24) and the sector each is of use in. A worker learns one trade at most.
#pragma once

#include <cstdint>
#include <string_view>

namespace chuanzhe::world {

/// Worker::trade. Numbers above `commerce` are sellers too, with another gain of income.
enum class Trade : std::uint8_t {
  none,
  domestic_care,
  medical_elderly_care,
  cleaning,
  logistics,
  port_seafaring,
  commerce,  ///< trained to sell the county's goods online
};
inline constexpr int trade_count = 16;  ///< what four bits hold
inline constexpr std::string_view course_words[] = {"domestic_care", "medical_elderly_care",
                                                    "cleaning", "logistics", "port_seafaring"};

/// Sector in which a trade is of use, by its name in sectors.csv; assumed. Empty = none.
constexpr std::string_view fitting_sector(int trade) {
  constexpr std::string_view sectors[] = {"", "care", "care", "care", "logistics", "logistics"};
  return trade < static_cast<int>(Trade::commerce) ? sectors[trade] : "";
}

}  // namespace chuanzhe::world
