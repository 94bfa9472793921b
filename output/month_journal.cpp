#include "output/month_journal.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

constexpr std::string_view magic = "CHZMONTH";
constexpr std::uint32_t journal_format = 4;
constexpr std::size_t entry_head = 24;  // mark, replicate, step, raw, packed, sum
constexpr std::uint32_t entry_mark = 0x4854'4e4d;
constexpr int hashes_step = -1;  // of the entry with the hashes of all lives
constexpr std::size_t largest_month = std::size_t{1} << 31U;

Bytes make_head(const RunIdentity& identity, int first_step) {
  Bytes head(magic.begin(), magic.end());
  append_number(head, journal_format, 4);
  for (const auto* text : {&identity.version, &identity.scenario, &identity.data}) {
    append_number(head, text->size(), 4);
    head.insert(head.end(), text->begin(), text->end());
  }
  append_number(head, static_cast<std::uint32_t>(first_step), 4);
  append_number(head, crc32(head), 4);
  return head;
}

template <class Element>
void append_elements(Bytes& to, std::span<const Element> elements) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(elements.data());
  append_number(to, elements.size(), 4);
  to.insert(to.end(), bytes, bytes + elements.size_bytes());
}

/// The month's calendar number, every variable, the events, sampled workers and payments.
Bytes as_bytes(const engine::MonthObservation& observation, std::span<const engine::Event> events,
               const Bytes& lives) {
  Bytes bytes;
  append_number(bytes, static_cast<std::uint64_t>(observation.month.index), 4);
  append_number(bytes, observation.values.size(), 4);
  for (const engine::Values& values : observation.values) {
    append_number(bytes, values.index(), 4);
    std::visit([&](const auto& v) { append_elements(bytes, std::span(std::as_const(v))); }, values);
  }
  append_elements(bytes, events);
  bytes.insert(bytes.end(), lives.begin(), lives.end());
  while (bytes.size() % 4 != 0) bytes.push_back(0);
  return bytes;
}

class MonthReader {
 public:
  explicit MonthReader(const Bytes& bytes) : bytes_(bytes) {}

  std::uint32_t number() {
    const auto at = take(4);
    return static_cast<std::uint32_t>(number_at(at, 0, 4));
  }
  template <class Element>
  std::vector<Element> elements() {
    std::vector<Element> read(number());
    const auto from = take(read.size() * sizeof(Element));
    if (!from.empty()) std::memcpy(read.data(), from.data(), from.size());
    return read;
  }
  engine::Values values() {
    switch (number()) {
      case 0:
        return elements<std::int32_t>();
      case 1:
        return elements<std::int64_t>();
      default:
        return elements<double>();
    }
  }

 private:
  std::span<const std::uint8_t> take(std::size_t size) {
    base::ensure(at_ + size <= bytes_.size(), "a journal's month with a good checksum is whole");
    at_ += size;
    return std::span(bytes_).subspan(at_ - size, size);
  }

  const Bytes& bytes_;
  std::size_t at_ = 0;
};

}  // namespace

MonthJournal::MonthJournal(const std::filesystem::path& path, const RunIdentity& identity,
                           int first_step)
    : file_(path, PlainFile::Mode::append), first_step_(first_step) {
  read_head(identity);
  read_entries();
}

void MonthJournal::read_head(const RunIdentity& identity) {
  const Bytes head = make_head(identity, first_step_);
  Bytes stored(std::min<std::uint64_t>(head.size(), file_.size()));
  file_.read_at(0, stored);
  if (stored.size() == head.size() && stored != head) {
    throw base::InputError(
        {file_.path().string()},
        "is the journal of another run (other scenario, data, version or fork) begin anew with "
        "--overwrite and without --resume");
  }
  if (stored.size() < head.size()) {  // killed while it was begun
    file_.truncate(0);
    file_.write(head);
  }
  end_ = head.size();
}

void MonthJournal::read_entries() {
  while (const auto entry = entry_at(end_)) {
    entries_.push_back(*entry);
    end_ = entry->at + entry->packed;
  }
  file_.truncate(end_);
}

std::optional<MonthJournal::Entry> MonthJournal::entry_at(std::uint64_t at) const {
  Bytes head(entry_head);
  if (!file_.read_at(at, head) || number_at(head, 0, 4) != entry_mark) return {};
  Entry entry;
  entry.replicate = static_cast<int>(number_at(head, 4, 4));
  entry.step = static_cast<int>(number_at(head, 8, 4));
  entry.raw = static_cast<std::uint32_t>(number_at(head, 12, 4));
  entry.packed = static_cast<std::uint32_t>(number_at(head, 16, 4));
  entry.at = at + entry_head;
  if (entry.packed > file_.size() || entry.raw > largest_month) return {};
  Bytes packed(entry.packed);
  if (!file_.read_at(entry.at, packed)) return {};
  const std::uint32_t sum = crc32(packed, crc32(std::span(head).first(entry_head - 4)));
  if (sum != number_at(head, entry_head - 4, 4)) return {};
  return entry;
}

int MonthJournal::next_step(int replicate) const {
  const auto kept = std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.replicate == replicate && entry.step >= 0;
  });
  return first_step_ + static_cast<int>(kept);
}

void MonthJournal::month(const engine::MonthObservation& observation,
                         std::span<const engine::Event> events) {
  const int known = next_step(observation.replicate);
  Bytes lives;
  append_elements(lives, std::span(std::as_const(sample_)));
  append_elements(lives, std::span(std::as_const(payments_)));
  sample_.clear();
  payments_.clear();
  if (observation.step < known) return;
  base::expect(observation.step == known, "months come in order, replicate by replicate");
  append(observation.replicate, observation.step, as_bytes(observation, events, lives));
}

void MonthJournal::sample(int, std::span<const engine::SampledWorker> workers) {
  sample_.insert(sample_.end(), workers.begin(), workers.end());
}

void MonthJournal::payments(int, int, std::span<const engine::Payment> payments) {
  payments_.assign(payments.begin(), payments.end());
}

void MonthJournal::life_hashes(int replicate, std::span<const std::uint64_t> hashes) {
  if (has_hashes(replicate)) return;
  Bytes raw;
  append_elements(raw, hashes);
  append(replicate, hashes_step, raw);
}

bool MonthJournal::has_hashes(int replicate) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.replicate == replicate && entry.step == hashes_step;
  });
}

void MonthJournal::append(int replicate, int step, const Bytes& raw) {
  Bytes packed, head;
  packer_.pack(raw, 4, packed);
  append_number(head, entry_mark, 4);
  append_number(head, static_cast<std::uint32_t>(replicate), 4);
  append_number(head, static_cast<std::uint32_t>(step), 4);
  append_number(head, raw.size(), 4);
  append_number(head, packed.size(), 4);
  append_number(head, crc32(packed, crc32(head)), 4);
  file_.write(head);
  file_.write(packed);
  entries_.push_back({replicate, step, end_ + entry_head, static_cast<std::uint32_t>(raw.size()),
                      static_cast<std::uint32_t>(packed.size())});
  end_ += entry_head + packed.size();
}

void MonthJournal::tell(int replicate, int end_step, engine::Recorder& recorder) const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {  // the recorder may append
    const Entry entry = entries_[i];
    if (entry.replicate != replicate || entry.step >= end_step) continue;
    Bytes packed(entry.packed), raw(entry.raw);
    const bool good = file_.read_at(entry.at, packed) && unpack(packed, 4, raw);
    if (!good) throw base::RunError(file_.path().string() + ": cannot read a month again");
    MonthReader reader(raw);
    if (entry.step == hashes_step) {
      recorder.life_hashes(replicate, reader.elements<std::uint64_t>());
      continue;
    }
    engine::MonthObservation observation;
    observation.replicate = replicate;
    observation.step = entry.step;
    observation.month = base::Month(static_cast<int>(reader.number()));
    for (std::uint32_t n = reader.number(); n > 0; --n) {
      observation.values.push_back(reader.values());
    }
    const auto events = reader.elements<engine::Event>();
    const auto sample = reader.elements<engine::SampledWorker>();
    if (entry.step == 0) recorder.sample(replicate, sample);
    recorder.payments(replicate, entry.step, reader.elements<engine::Payment>());
    recorder.month(observation, events);
  }
}

}  // namespace chuanzhe::output
