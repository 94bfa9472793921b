#include "output/chunk_codec.hpp"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

constexpr std::size_t checksum_size = 4;

std::uint32_t fold(std::uint32_t sum) { return (sum & 0xffffU) + (sum >> 16U); }

}  // namespace

std::uint32_t fletcher32(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t words_without_overflow = 360;
  std::uint32_t sum1 = 0;
  std::uint32_t sum2 = 0;
  const std::size_t even = bytes.size() / 2 * 2;
  for (std::size_t i = 0; i < even;) {
    const std::size_t end = std::min(even, i + 2 * words_without_overflow);
    for (; i < end; i += 2) {
      sum1 += (std::uint32_t{bytes[i]} << 8U) | bytes[i + 1];
      sum2 += sum1;
    }
    sum1 = fold(sum1);
    sum2 = fold(sum2);
  }
  if (even != bytes.size()) {
    sum1 += std::uint32_t{bytes[even]} << 8U;
    sum2 += sum1;
    sum1 = fold(sum1);
    sum2 = fold(sum2);
  }
  return (fold(sum2) << 16U) | fold(sum1);
}

void shuffle(std::span<const std::uint8_t> bytes, std::size_t element_size,
             std::vector<std::uint8_t>& shuffled) {
  shuffled.resize(bytes.size());
  const std::size_t elements = bytes.size() / element_size;
  for (std::size_t plane = 0; plane < element_size; ++plane) {
    std::uint8_t* out = shuffled.data() + plane * elements;
    const std::uint8_t* in = bytes.data() + plane;
    for (std::size_t i = 0; i < elements; ++i) out[i] = in[i * element_size];
  }
}

ChunkCodec::ChunkCodec()
    : repeats_(libdeflate_alloc_compressor(static_cast<int>(Effort::thorough))),
      runs_(new z_stream_s{}) {
  constexpr int level = 1, window_bits = 15, most_memory = 9;
  const int code = deflateInit2(runs_.get(), level, Z_DEFLATED, window_bits, most_memory, Z_RLE);
  if (!repeats_ || code != Z_OK) throw base::RunError("no memory for a compressor");
}

void ChunkCodec::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

void ChunkCodec::Free::operator()(z_stream_s* stream) const {
  deflateEnd(stream);
  delete stream;
}

std::size_t ChunkCodec::deflate_repeats(std::span<const std::uint8_t> chunk,
                                        std::vector<std::uint8_t>& stored) {
  libdeflate_compressor* with = repeats_.get();
  stored.resize(libdeflate_zlib_compress_bound(with, chunk.size()) + checksum_size);
  return libdeflate_zlib_compress(with, chunk.data(), chunk.size(), stored.data(),
                                  stored.size() - checksum_size);
}

std::size_t ChunkCodec::deflate_runs(std::span<const std::uint8_t> chunk,
                                     std::vector<std::uint8_t>& stored) {
  z_stream_s& stream = *runs_;
  base::ensure(deflateReset(&stream) == Z_OK, "a compressor can be used again");
  stored.resize(deflateBound(&stream, chunk.size()) + checksum_size);
  stream.next_in = const_cast<std::uint8_t*>(chunk.data());  // zlib only reads it
  stream.avail_in = static_cast<unsigned>(chunk.size());
  stream.next_out = stored.data();
  stream.avail_out = static_cast<unsigned>(stored.size() - checksum_size);
  return deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
}

void ChunkCodec::encode(std::span<const std::uint8_t> chunk, std::size_t element_size,
                        Effort effort, std::vector<std::uint8_t>& stored) {
  if (element_size > 1) {
    shuffle(chunk, element_size, shuffled_);
    chunk = shuffled_;
  }
  const std::size_t size =
      effort == Effort::runs ? deflate_runs(chunk, stored) : deflate_repeats(chunk, stored);
  base::ensure(size > 0, "a chunk fits its compression bound");
  const std::uint32_t sum = fletcher32(std::span(stored).first(size));
  for (unsigned i = 0; i < checksum_size; ++i) {
    stored[size + i] = static_cast<std::uint8_t>(sum >> (8U * i));
  }
  stored.resize(size + checksum_size);
}

ChunkPress::ChunkPress(int threads)
    : pool_(threads), codecs_(static_cast<std::size_t>(pool_.threads())) {}

void ChunkPress::for_each(int pieces, const std::function<void(int, ChunkCodec&)>& encode) {
  pool_.for_each(pieces, [&](int piece, int thread) {
    encode(piece, codecs_[static_cast<std::size_t>(thread)]);
  });
}

}  // namespace chuanzhe::output
