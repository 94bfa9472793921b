#include "output/chunk_codec.hpp"

#include <catch2/catch.hpp>

namespace chuanzhe::output {
namespace {

TEST_CASE("fletcher32 sums words with the first byte high", "[output]") {
  const std::vector<std::uint8_t> bytes{1, 2, 3};

  // Words 0x0102 and 0x0300: first sum 0x0402, second sum 0x0102 + 0x0402.
  CHECK(fletcher32(bytes) == 0x05040402U);
}

TEST_CASE("shuffle gathers the bytes of equal rank", "[output]") {
  std::vector<std::uint8_t> shuffled;

  shuffle(std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8}, 4, shuffled);

  CHECK(shuffled == std::vector<std::uint8_t>{1, 5, 2, 6, 3, 7, 4, 8});
}

}  // namespace
}  // namespace chuanzhe::output
