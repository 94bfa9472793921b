#include "base/draws.hpp"

namespace chuanzhe::base {

// The replicate goes through a block of its own, so that neighbouring seeds and replicates give
// unrelated keys.
DrawKey make_key(std::uint64_t seed, std::uint32_t replicate) {
  const r123::Philox4x32::key_type seed_words{
      {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const auto mixed = r123::Philox4x32()({{replicate, 0, 0, 0xffffffffU}}, seed_words);
  DrawKey key;
  key.words = {{mixed[0], mixed[1]}};
  return key;
}

}  // namespace chuanzhe::base
