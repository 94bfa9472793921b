// HDF5's filter chain shuffle -> deflate -> fletcher32, done outside HDF5 so that chunks can be
// compressed on many threads and handed to H5Dwrite_chunk. Any stock reader undoes it.
// Monthly values are searched for repeats by libdeflate. Events (skewed numbers in no order, zeros
// behind the shuffle) hold no repeats worth finding but runs of one byte, so zlib's run-length
// strategy is both smaller and faster there (docs/decisions/0017-event-kinds.md).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/parallel.hpp"

struct libdeflate_compressor;
struct z_stream_s;

namespace chuanzhe::output {

/// HDF5's form of the Fletcher checksum: 16-bit big-endian words, an odd byte padded with zero.
std::uint32_t fletcher32(std::span<const std::uint8_t> bytes);

/// HDF5's shuffle: all first bytes of the elements, then all second bytes, ...
void shuffle(std::span<const std::uint8_t> bytes, std::size_t element_size,
             std::vector<std::uint8_t>& shuffled);

/// How hard a chunk is searched for repeats: for runs of one byte only, or as libdeflate's level 4.
/// The number is the level that the file names for its filter.
enum class Effort { runs = 1, thorough = 4 };

/// One thread's compressors with their buffers.
class ChunkCodec {
 public:
  ChunkCodec();

  /// Writes the stored form of one chunk into `stored`. Elements of one byte are not shuffled.
  void encode(std::span<const std::uint8_t> chunk, std::size_t element_size, Effort effort,
              std::vector<std::uint8_t>& stored);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
    void operator()(z_stream_s* stream) const;
  };
  std::size_t deflate_repeats(std::span<const std::uint8_t> chunk,
                              std::vector<std::uint8_t>& stored);
  std::size_t deflate_runs(std::span<const std::uint8_t> chunk, std::vector<std::uint8_t>& stored);

  std::unique_ptr<libdeflate_compressor, Free> repeats_;
  std::unique_ptr<z_stream_s, Free> runs_;
  std::vector<std::uint8_t> shuffled_;
};

/// Codecs for every thread of a pool: chunks are compressed side by side.
class ChunkPress {
 public:
  /// `threads` as in base::ThreadPool.
  explicit ChunkPress(int threads);

  /// Calls encode(piece, codec) for every piece in 0..pieces, on any thread.
  void for_each(int pieces, const std::function<void(int, ChunkCodec&)>& encode);

 private:
  base::ThreadPool pool_;
  std::vector<ChunkCodec> codecs_;
};

}  // namespace chuanzhe::output
