#include "output/run_description.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "output/file_reader.hpp"
#include "output/run_coordinates.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;
using engine::RunDescription;

constexpr std::int64_t most_replicates = 1'000'000;

std::string word(Axis axis) { return std::string(engine::axis_words[static_cast<int>(axis)]); }

void read_attributes(hid_t file, RunDescription& run) {
  read_run_attributes(file, run);
  const auto replicates = integer_attribute(file, "replicates");
  const auto persons = integer_attribute(file, "persons_per_agent");
  if (replicates < 1 || replicates > most_replicates) throw Hdf5Failure("it has no replicates");
  if (persons < 1 || persons > most_replicates) throw Hdf5Failure("its agents stand for nobody");
  if (run.end < run.start) throw Hdf5Failure("it ends before it starts");
  run.replicates = static_cast<int>(replicates);
  run.persons_per_agent = static_cast<int>(persons);
}

void read_axis(hid_t file, RunDescription& run, Axis axis) {
  const bool has_codes = axis == Axis::county || axis == Axis::city;
  const std::string name = word(axis) + (has_codes ? "_name" : "");
  if (has_link(file, name)) run.axes[static_cast<int>(axis)].names = read_texts(file, name);
}

template <class Value>
void require_length(const RunDescription& run, Axis axis, const std::vector<Value>& values) {
  if (!values.empty() && values.size() != length_of(run, axis)) {
    throw Hdf5Failure("a description of '" + word(axis) + "' does not cover it");
  }
}

class Companions {
 public:
  Companions(hid_t file, const RunDescription& run) : file_(file), run_(run) {}

  void read(Axis axis, const char* suffix, std::vector<std::string>& values) const {
    fill(axis, suffix, values, read_texts);
  }
  void read(Axis axis, const char* suffix, std::vector<double>& values) const {
    fill(axis, suffix, values, read_reals);
  }
  void read(Axis axis, const char* suffix, std::vector<int>& values) const {
    fill(axis, suffix, values, read_integers);
  }

 private:
  template <class Value, class Read>
  void fill(Axis axis, const char* suffix, std::vector<Value>& values, Read all_of) const {
    const std::string name = word(axis) + suffix;
    if (has_link(file_, name)) values = all_of(file_, name);
    require_length(run_, axis, values);
  }

  hid_t file_;
  const RunDescription& run_;
};

void read_companions(hid_t file, RunDescription& run) {
  const Companions companions(file, run);
  companions.read(Axis::county, "", run.county_codes);
  companions.read(Axis::county, "_name_zh", run.county_names_zh);
  companions.read(Axis::county, "_prefecture", run.county_prefectures);
  companions.read(Axis::county, "_longitude", run.county_longitude);
  companions.read(Axis::county, "_latitude", run.county_latitude);
  companions.read(Axis::city, "", run.city_codes);
  companions.read(Axis::city, "_name_zh", run.city_names_zh);
  companions.read(Axis::city, "_longitude", run.city_longitude);
  companions.read(Axis::city, "_latitude", run.city_latitude);
  companions.read(Axis::county, "_home_income", run.pay.county_home);
  companions.read(Axis::county, "_local_wage", run.pay.county_local);
  companions.read(Axis::sector, "_wage", run.pay.sector);
  companions.read(Axis::policy, "_lever", run.policy_levers);
  companions.read(Axis::policy, "_payer", run.policy_payers);
}

void read_pay(hid_t file, RunDescription& run) {
  if (!has_link(file, "pay_index_outgoing")) return;
  run.pay.outgoing_index = read_reals(file, "pay_index_outgoing");
  run.pay.local_index = read_reals(file, "pay_index_local");
  run.pay.elsewhere = read_reals(file, "elsewhere_wage");
  const auto months = static_cast<std::size_t>(run.end - run.start + 1);
  for (const auto* row : {&run.pay.outgoing_index, &run.pay.local_index, &run.pay.elsewhere}) {
    if (row->size() != months) throw Hdf5Failure("the indices of pay do not cover the months");
  }
}

std::vector<std::string> flag_words(hid_t file, const std::string& name) {
  const Handle dataset = open_dataset(file, name);
  if (H5Aexists(dataset.get(), "flag_meanings") <= 0) return {};
  std::istringstream text(text_attribute(dataset.get(), "flag_meanings"));
  std::vector<std::string> words;
  for (std::string one; text >> one;) words.push_back(one);
  return words;
}

// Lines "<sha-256>  <file>"; a file's name may hold spaces.
std::vector<std::pair<std::string, std::string>> digests_of(const std::string& lines) {
  std::vector<std::pair<std::string, std::string>> digests;
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    const auto gap = line.find("  ");
    if (gap == std::string::npos) throw Hdf5Failure("'data_digests' is not a list of digests");
    digests.emplace_back(line.substr(gap + 2), line.substr(0, gap));
  }
  return digests;
}

}  // namespace

RunDescription describe_stored(hid_t file) {
  RunDescription run;
  read_attributes(file, run);
  for (int i = 0; i < engine::axis_count; ++i) read_axis(file, run, static_cast<Axis>(i));
  read_companions(file, run);
  read_pay(file, run);
  run.life_hash = has_link(file, "life_hash");
  run.event_words = flag_words(file, "kind_type");
  run.status_words = flag_words(file, "kind_status");
  run.resolved_yaml = read_texts(file, "provenance/resolved_yaml").at(0);
  run.digests = digests_of(read_texts(file, "provenance/data_digests").at(0));
  return run;
}

}  // namespace chuanzhe::output
