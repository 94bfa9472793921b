#include "output/checkpoint_file.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "base/error.hpp"
#include "output/packed_block.hpp"
#include "output/part_file.hpp"

namespace chuanzhe::output {
namespace {

constexpr std::string_view magic = "CHZSTATE", end_magic = "CHZ-DONE";
constexpr std::size_t block_bytes = std::size_t{1} << 20U;
constexpr std::size_t blocks_in_batch = 32;
constexpr std::uint32_t longest_header = 1U << 24U;
constexpr std::size_t opening = 16;     // magic, format, header's length
constexpr std::size_t block_head = 12;  // raw, packed, sum
constexpr std::size_t closing = 12;     // magic, sum

std::span<const std::uint8_t> bytes_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

std::size_t bytes_in_block(std::size_t element_size) {
  return std::max<std::size_t>(1, block_bytes / element_size) * element_size;
}

void append_text(Bytes& to, std::string_view text) {
  append_number(to, text.size(), 4);
  to.insert(to.end(), text.begin(), text.end());
}

Bytes make_header(const RunIdentity& identity, const engine::StateView& view) {
  Bytes header;
  for (const auto* text : {&identity.version, &identity.scenario, &identity.data}) {
    append_text(header, *text);
  }
  append_number(header, static_cast<std::uint64_t>(view.label.replicate), 4);
  append_number(header, static_cast<std::uint64_t>(view.label.month.index), 4);
  append_number(header, view.label.policies.size(), 4);
  for (const std::string& id : view.label.policies) append_text(header, id);
  append_number(header, view.label.opened_by.size(), 4);
  header.insert(header.end(), view.label.opened_by.begin(), view.label.opened_by.end());
  append_number(header, view.columns.size(), 4);
  for (const engine::StateColumn& column : view.columns) {
    append_text(header, column.name);
    append_number(header, column.element_size, 4);
    append_number(header, column.bytes.size(), 8);
  }
  return header;
}

/// Takes values from the header; throws std::out_of_range behind its end.
class HeaderReader {
 public:
  explicit HeaderReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint64_t number(int size) {
    const auto at = take(static_cast<std::size_t>(size));
    return number_at(at, 0, size);
  }
  std::string text() {
    const auto at = take(static_cast<std::size_t>(number(4)));
    return {at.begin(), at.end()};
  }
  std::span<const std::uint8_t> take(std::size_t size) {
    if (size > bytes_.size()) throw std::out_of_range("header");
    const auto taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// One piece of a column on its way into the file.
struct Piece {
  std::span<const std::uint8_t> raw;
  std::size_t element_size = 1;
};

std::vector<Piece> pieces_of(const engine::StateView& view) {
  std::vector<Piece> pieces;
  for (const engine::StateColumn& column : view.columns) {
    auto left = bytes_of(column.bytes);
    while (!left.empty()) {
      const std::size_t size = std::min(left.size(), bytes_in_block(column.element_size));
      pieces.push_back({left.first(size), column.element_size});
      left = left.subspan(size);
    }
  }
  return pieces;
}

Bytes head_of(std::size_t raw, const Bytes& packed) {
  Bytes head;
  append_number(head, raw, 4);
  append_number(head, packed.size(), 4);
  append_number(head, crc32(packed), 4);
  return head;
}

/// Packs a batch on all threads, writes it, and goes on.
std::uint32_t write_pieces(PlainFile& file, const std::vector<Piece>& pieces, std::uint32_t sum,
                           base::ThreadPool& pool) {
  std::vector<BlockPacker> packers(static_cast<std::size_t>(pool.threads()));
  std::vector<Bytes> packed(blocks_in_batch);
  for (std::size_t first = 0; first < pieces.size(); first += blocks_in_batch) {
    const std::size_t count = std::min(blocks_in_batch, pieces.size() - first);
    pool.for_each(static_cast<int>(count), [&](int i, int thread) {
      const Piece& piece = pieces[first + static_cast<std::size_t>(i)];
      packers[static_cast<std::size_t>(thread)].pack(piece.raw, piece.element_size,
                                                     packed[static_cast<std::size_t>(i)]);
    });
    for (std::size_t i = 0; i < count; ++i) {
      const Bytes head = head_of(pieces[first + i].raw.size(), packed[i]);
      sum = crc32(head, sum);
      file.write(head);
      file.write(packed[i]);
    }
  }
  return sum;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& path, const RunIdentity& identity,
                      const engine::StateView& view, base::ThreadPool& pool) {
  PartFile part(path, Overwrite::allow);
  PlainFile file(part.part_path(), PlainFile::Mode::create);
  const Bytes header = make_header(identity, view);
  Bytes begin(magic.begin(), magic.end());
  append_number(begin, checkpoint_format, 4);
  append_number(begin, header.size(), 4);
  begin.insert(begin.end(), header.begin(), header.end());
  file.write(begin);
  const std::uint32_t sum = write_pieces(file, pieces_of(view), crc32(begin), pool);
  Bytes end(end_magic.begin(), end_magic.end());
  append_number(end, sum, 4);
  file.write(end);
  file.sync();
  file.close();
  part.publish();
}

CheckpointFile::CheckpointFile(const std::filesystem::path& path)
    : file_(path, PlainFile::Mode::read) {
  std::uint64_t at = 0;
  try {
    at = read_header();
  } catch (const std::out_of_range&) {
    refuse("has a damaged beginning");
  }
  read_blocks(at);
}

void CheckpointFile::refuse(const std::string& problem) const {
  throw base::InputError({file_.path().string()},
                         problem +
                             " (a checkpoint of this program is needed) delete it, or run "
                             "the base anew");
}

std::uint64_t CheckpointFile::read_header() {
  Bytes begin(opening);
  const bool ours =
      file_.read_at(0, begin) && std::equal(magic.begin(), magic.end(), begin.begin());
  if (!ours) refuse("is no checkpoint");
  const auto format = number_at(begin, magic.size(), 4);
  if (format != checkpoint_format) {
    refuse("has checkpoint format " + std::to_string(format) + ", this program reads " +
           std::to_string(checkpoint_format));
  }
  const auto length = number_at(begin, magic.size() + 4, 4);
  if (length > longest_header) refuse("has a damaged beginning");
  begin.resize(opening + length);
  if (!file_.read_at(0, begin)) refuse("is cut short");
  sum_ = crc32(begin);
  HeaderReader header(std::span<const std::uint8_t>(begin).subspan(opening));
  for (auto* text : {&identity_.version, &identity_.scenario, &identity_.data}) {
    *text = header.text();
  }
  label_.replicate = static_cast<int>(header.number(4));
  label_.month = base::Month(static_cast<int>(header.number(4)));
  for (auto n = header.number(4); n > 0; --n) label_.policies.push_back(header.text());
  const auto opened = header.take(static_cast<std::size_t>(header.number(4)));
  label_.opened_by.assign(opened.begin(), opened.end());
  for (auto n = header.number(4); n > 0; --n) {
    Column column;
    column.name = header.text();
    column.element_size = static_cast<std::uint32_t>(header.number(4));
    column.bytes = header.number(8);
    if (column.element_size == 0 || column.bytes % column.element_size != 0) {
      refuse("has a damaged beginning");
    }
    columns_.push_back(std::move(column));
  }
  return begin.size();
}

void CheckpointFile::read_blocks(std::uint64_t at) {
  Bytes head(block_head), packed;
  for (Column& column : columns_) {
    for (std::uint64_t left = column.bytes; left > 0;) {
      if (!file_.read_at(at, head)) refuse("is cut short");
      Block block;
      block.at = at + block_head;
      block.raw = static_cast<std::uint32_t>(number_at(head, 0, 4));
      block.packed = static_cast<std::uint32_t>(number_at(head, 4, 4));
      block.sum = static_cast<std::uint32_t>(number_at(head, 8, 4));
      const bool fits =
          block.raw == std::min<std::uint64_t>(left, bytes_in_block(column.element_size));
      if (!fits || block.packed > file_.size()) refuse("is damaged");
      packed.resize(block.packed);
      if (!file_.read_at(block.at, packed)) refuse("is cut short");
      if (crc32(packed) != block.sum) refuse("is damaged");
      sum_ = crc32(head, sum_);
      at = block.at + block.packed;
      left -= block.raw;
      column.blocks.push_back(block);
    }
  }
  Bytes end(closing);
  if (!file_.read_at(at, end) || file_.size() != at + closing) refuse("is cut short");
  const bool whole = std::equal(end_magic.begin(), end_magic.end(), end.begin()) &&
                     number_at(end, end_magic.size(), 4) == sum_;
  if (!whole) refuse("is damaged");
}

void CheckpointFile::read(std::string_view name, std::span<std::byte> into,
                          base::ThreadPool& pool) const {
  const auto column =
      std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.name == name; });
  if (column == columns_.end() || column->bytes != into.size()) {
    refuse("has other contents ('" + std::string(name) + "')");
  }
  const std::size_t step = bytes_in_block(column->element_size);
  std::atomic<bool> good = true;
  pool.for_each(static_cast<int>(column->blocks.size()), [&](int i, int) {
    const Block& block = column->blocks[static_cast<std::size_t>(i)];
    Bytes packed(block.packed);
    auto* out = reinterpret_cast<std::uint8_t*>(into.data()) + static_cast<std::size_t>(i) * step;
    if (!file_.read_at(block.at, packed) || crc32(packed) != block.sum ||
        !unpack(packed, column->element_size, {out, block.raw})) {
      good = false;
    }
  });
  if (!good) refuse("is damaged");
}

}  // namespace chuanzhe::output
