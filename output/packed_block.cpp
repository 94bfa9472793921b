#include "output/packed_block.hpp"

#include <libdeflate.h>

#include <algorithm>

#include "base/error.hpp"
#include "output/chunk_codec.hpp"

namespace chuanzhe::output {
namespace {

constexpr int size_bytes = 4;
/// A plane is tried on a sample: deflating what does not shrink costs most and gives nothing.
constexpr std::size_t sample_parts = 8, sample_part = 512;
constexpr double worth_it = 0.9;

Bytes sample_of(std::span<const std::uint8_t> plane) {
  if (plane.size() <= sample_parts * sample_part) return {plane.begin(), plane.end()};
  Bytes sample;
  for (std::size_t part = 0; part < sample_parts; ++part) {
    const auto begin =
        plane.begin() + static_cast<std::ptrdiff_t>(plane.size() / sample_parts * part);
    sample.insert(sample.end(), begin, begin + sample_part);
  }
  return sample;
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

void unshuffle(std::span<const std::uint8_t> planes, std::size_t element_size,
               std::span<std::uint8_t> bytes) {
  const std::size_t elements = bytes.size() / element_size;
  for (std::size_t plane = 0; plane < element_size; ++plane) {
    const std::uint8_t* in = planes.data() + plane * elements;
    std::uint8_t* out = bytes.data() + plane;
    for (std::size_t i = 0; i < elements; ++i) out[i * element_size] = in[i];
  }
}

}  // namespace

void append_number(Bytes& to, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

std::uint64_t number_at(std::span<const std::uint8_t> from, std::size_t at, int bytes) {
  std::uint64_t number = 0;
  for (int i = 0; i < bytes; ++i) {
    number |= std::uint64_t{from[at + static_cast<std::size_t>(i)]} << (8 * i);
  }
  return number;
}

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

BlockPacker::BlockPacker() : compressor_(libdeflate_alloc_compressor(1)) {
  if (!compressor_) throw base::RunError("no memory for a compressor");
}

void BlockPacker::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

void BlockPacker::append_plane(std::span<const std::uint8_t> plane, Bytes& packed) {
  const std::size_t at = packed.size() + size_bytes;
  packed.resize(at + libdeflate_deflate_compress_bound(compressor_.get(), plane.size()));
  const auto deflate = [&](std::span<const std::uint8_t> part) {
    return libdeflate_deflate_compress(compressor_.get(), part.data(), part.size(),
                                       packed.data() + at, packed.size() - at);
  };
  const Bytes sample = sample_of(plane);
  std::size_t size = deflate(sample);
  const bool shrinks = static_cast<double>(size) < worth_it * static_cast<double>(sample.size());
  if (shrinks && sample.size() < plane.size()) size = deflate(plane);
  if (!shrinks || size == 0 || size >= plane.size()) {
    size = plane.size();
    std::copy(plane.begin(), plane.end(), packed.begin() + static_cast<std::ptrdiff_t>(at));
  }
  packed.resize(at + size);
  for (int i = 0; i < size_bytes; ++i) {
    packed[at - size_bytes + static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(size >> (8 * i));
  }
}

void BlockPacker::pack(std::span<const std::uint8_t> bytes, std::size_t element_size,
                       Bytes& packed) {
  base::expect(bytes.size() % element_size == 0, "a block has whole elements");
  packed.clear();
  std::span<const std::uint8_t> planes = bytes;
  if (element_size > 1) {
    shuffle(bytes, element_size, shuffled_);
    planes = shuffled_;
  }
  const std::size_t elements = bytes.size() / element_size;
  for (std::size_t plane = 0; plane < element_size; ++plane) {
    append_plane(planes.subspan(plane * elements, elements), packed);
  }
}

bool unpack(std::span<const std::uint8_t> packed, std::size_t element_size,
            std::span<std::uint8_t> bytes) {
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> inflater(
      libdeflate_alloc_decompressor());
  if (!inflater) throw base::RunError("no memory for a decompressor");
  const std::size_t elements = bytes.size() / element_size;
  Bytes planes(bytes.size());
  for (std::size_t plane = 0; plane < element_size; ++plane) {
    if (packed.size() < size_bytes) return false;
    const auto size = static_cast<std::size_t>(number_at(packed, 0, size_bytes));
    packed = packed.subspan(size_bytes);
    if (size > packed.size() || size > elements) return false;
    std::uint8_t* out = planes.data() + plane * elements;
    if (size == elements) {
      std::copy_n(packed.begin(), size, out);
    } else if (libdeflate_deflate_decompress(inflater.get(), packed.data(), size, out, elements,
                                             nullptr) != LIBDEFLATE_SUCCESS) {
      return false;
    }
    packed = packed.subspan(size);
  }
  unshuffle(planes, element_size, bytes);
  return packed.empty();
}

}  // namespace chuanzhe::output
