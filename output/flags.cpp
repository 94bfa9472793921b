#include "output/flags.hpp"

#include <algorithm>

namespace chuanzhe::output {
namespace {

constexpr std::uint8_t home_county = 254, elsewhere = 255;

void add(Flags& flags, std::size_t value, std::string word) {
  std::replace(word.begin(), word.end(), ' ', '_');
  flags.values.push_back(static_cast<std::uint8_t>(value));
  flags.meanings += (flags.meanings.empty() ? "" : " ") + word;
}

Flags flags_along(const engine::RunDescription& run, engine::Axis axis) {
  return flags_of(run.axes[static_cast<int>(axis)].names);
}

}  // namespace

Flags flags_of(const std::vector<std::string>& words) {
  Flags flags;
  for (const auto& word : words) add(flags, flags.values.size(), word);
  return flags;
}

Flags place_flags(const engine::RunDescription& run) {
  Flags flags = flags_along(run, engine::Axis::city);
  add(flags, home_county, "home_county");
  add(flags, elsewhere, "elsewhere");
  return flags;
}

Flags sector_flags(const engine::RunDescription& run) {
  Flags flags = flags_along(run, engine::Axis::sector);
  add(flags, engine::no_sector, "none");
  return flags;
}

void describe_flags(hid_t dataset, const Flags& flags) {
  if (flags.values.empty()) return;
  write_attribute(dataset, "flag_values", std::span<const std::uint8_t>(flags.values));
  write_attribute(dataset, "flag_meanings", flags.meanings);
}

}  // namespace chuanzhe::output
