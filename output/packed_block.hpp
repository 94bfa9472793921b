// Blocks of bytes for checkpoints and journals: the bytes of equal rank of all elements stand
// together (shuffle), each such plane is deflated where that makes it smaller, and the whole has a
// CRC-32. The form is in docs/checkpoints.md.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct libdeflate_compressor;

namespace chuanzhe::output {

using Bytes = std::vector<std::uint8_t>;

/// Appends a number in little-endian order.
void append_number(Bytes& to, std::uint64_t number, int bytes);
/// Reads it back; the caller knows that the bytes are there.
std::uint64_t number_at(std::span<const std::uint8_t> from, std::size_t at, int bytes);

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

/// One thread's compressor with its buffers.
class BlockPacker {
 public:
  BlockPacker();
  /// Writes the packed form of `bytes` into `packed`.
  void pack(std::span<const std::uint8_t> bytes, std::size_t element_size, Bytes& packed);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  void append_plane(std::span<const std::uint8_t> plane, Bytes& packed);

  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  Bytes shuffled_;
};

/// Undoes pack(); false when `packed` is not the form of `bytes.size()` bytes.
bool unpack(std::span<const std::uint8_t> packed, std::size_t element_size,
            std::span<std::uint8_t> bytes);

}  // namespace chuanzhe::output
