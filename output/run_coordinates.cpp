#include "output/run_coordinates.hpp"

#include <array>
#include <numeric>

#include "base/error.hpp"

namespace chuanzhe::output {
namespace {

using engine::Axis;
using engine::RunDescription;

constexpr std::array<const char*, engine::axis_count> axis_long_names = {
    "GB/T 2260 code of the county of origin",
    "GB/T 2260 code of the prefecture-level city",
    "industry",
    "group of workers",
    "status of a worker",
    "cause of a separation",
    "policy of the scenario",
    "outcome of the Spring Festival visit",
    "bin of a histogram of durations",
    "account that pays for a policy",
    "account that receives policy money: worker groups, firms, operators"};

std::string word(Axis axis) { return std::string(engine::axis_words[static_cast<int>(axis)]); }

const std::vector<std::string>& names_of(const RunDescription& run, Axis axis) {
  return run.axes[static_cast<int>(axis)].names;
}

// Counties and cities are numbered by their administrative codes; other axes by their words.
std::vector<std::int32_t> codes_of(const RunDescription& run, Axis axis) {
  if (axis == Axis::county) return {run.county_codes.begin(), run.county_codes.end()};
  if (axis == Axis::city) return {run.city_codes.begin(), run.city_codes.end()};
  return {};
}

class AxisWriter {
 public:
  AxisWriter(hid_t file, Dimensions& dimensions, const RunDescription& run, Axis axis)
      : file_(file), dimensions_(dimensions), axis_(word(axis)), names_(names_of(run, axis)) {
    const Meaning meaning{"1", axis_long_names[static_cast<std::size_t>(axis)]};
    const auto codes = codes_of(run, axis);
    require_length(codes.size());
    dimensions.add_coordinate(axis_, codes.empty() ? write_texts(file, axis_, names_, meaning)
                                                   : write_numbers(file, axis_, codes, meaning));
    if (!codes.empty()) describe("name", names_, "1", "name of the " + axis_);
  }

  template <class Value>
  void describe(const std::string& suffix, const std::vector<Value>& values,
                const std::string& unit, const std::string& long_name) {
    if (values.empty()) return;
    require_length(values.size());
    const std::string name = axis_ + "_" + suffix;
    dimensions_.attach(write(name, values, {unit, long_name}).get(), name, {axis_});
  }

 private:
  Handle write(const std::string& name, const std::vector<std::string>& values, Meaning meaning) {
    return write_texts(file_, name, values, meaning);
  }
  Handle write(const std::string& name, const std::vector<double>& values, Meaning meaning) {
    return write_numbers(file_, name, std::span<const double>(values), meaning);
  }
  void require_length(std::size_t length) const {
    base::expect(length == 0 || length == names_.size(), "a description covers its axis");
  }

  hid_t file_;
  Dimensions& dimensions_;
  std::string axis_;
  const std::vector<std::string>& names_;
};

void describe_axis(AxisWriter& writer, const RunDescription& run, Axis axis) {
  if (axis == Axis::county) {
    writer.describe("name_zh", run.county_names_zh, "1", "Chinese name of the county");
    writer.describe("prefecture", run.county_prefectures, "1", "prefecture of the county");
    writer.describe("longitude", run.county_longitude, "degrees_east", "longitude of the county");
    writer.describe("latitude", run.county_latitude, "degrees_north", "latitude of the county");
    writer.describe("home_income", run.pay.county_home, "CNY/month", "income at home, 2021");
    writer.describe("local_wage", run.pay.county_local, "CNY/month", "pay of a local post, 2021");
  } else if (axis == Axis::city) {
    writer.describe("name_zh", run.city_names_zh, "1", "Chinese name of the city");
    writer.describe("longitude", run.city_longitude, "degrees_east", "longitude of the city");
    writer.describe("latitude", run.city_latitude, "degrees_north", "latitude of the city");
  } else if (axis == Axis::sector) {
    writer.describe("wage", run.pay.sector, "CNY/month", "mean pay of a post in Zhejiang, 2021");
  } else if (axis == Axis::policy) {
    writer.describe("lever", run.policy_levers, "1", "lever of the policy");
    writer.describe("payer", run.policy_payers, "1", "who pays for the policy");
  }
}

void write_replicates(hid_t file, Dimensions& dimensions, int replicates) {
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(replicates));
  std::iota(numbers.begin(), numbers.end(), 0);
  dimensions.add_coordinate(
      "replicate", write_numbers(file, "replicate", numbers, {"1", "number of the replicate"}));
}

void write_time(hid_t file, Dimensions& dimensions, const RunDescription& run) {
  const base::Date first{run.start.year(), run.start.month_of_year(), 1};
  std::vector<std::int32_t> days{0};
  for (base::Month month = run.start; month < run.end; month = month + 1) {
    days.push_back(days.back() + base::days_in(month));
  }
  Handle time = write_numbers(file, "time", days,
                              {"days since " + base::to_string(first), "first day of the month"});
  write_attribute(time.get(), "calendar", std::string_view("proleptic_gregorian"));
  write_attribute(time.get(), "standard_name", std::string_view("time"));
  dimensions.add_coordinate("time", std::move(time));
}

void write_pay(hid_t file, Dimensions& dimensions, const engine::StandardPay& pay) {
  const auto write = [&](const std::string& name, const std::vector<double>& values,
                         const Meaning& meaning) {
    if (values.empty()) return;
    dimensions.attach(write_numbers(file, name, std::span(values), meaning).get(), name, {"time"});
  };
  write("pay_index_outgoing", pay.outgoing_index, {"1", "index of pay outside the county"});
  write("pay_index_local", pay.local_index, {"1", "index of pay in the county"});
  write("elsewhere_wage", pay.elsewhere, {"CNY/month", "mean pay of work elsewhere"});
}

// In the form of sha256sum, so that `sha256sum --check` can read it.
std::string digest_lines(const RunDescription& run) {
  std::string lines;
  for (const auto& [file, digest] : run.digests) lines += digest + "  " + file + "\n";
  return lines;
}

}  // namespace

int months_of(const RunDescription& run) { return run.end - run.start + 1; }

std::size_t length_of(const RunDescription& run, Axis axis) { return names_of(run, axis).size(); }

void write_coordinates(hid_t file, Dimensions& dimensions, const RunDescription& run) {
  write_replicates(file, dimensions, run.replicates);
  write_time(file, dimensions, run);
  write_pay(file, dimensions, run.pay);
  for (int i = 0; i < engine::axis_count; ++i) {
    const auto axis = static_cast<Axis>(i);
    if (length_of(run, axis) == 0) continue;
    AxisWriter writer(file, dimensions, run, axis);
    describe_axis(writer, run, axis);
  }
}

void write_provenance(hid_t file, const RunDescription& run) {
  write_attribute(file, "Conventions", std::string_view("CF-1.8"));
  write_attribute(file, "format", file_format);
  write_attribute(file, "title", run.scenario_name);
  write_attribute(file, "question", run.question);
  write_attribute(file, "start", base::to_string(run.start));
  write_attribute(file, "end", base::to_string(run.end));
  write_attribute(file, "seed", run.seed);
  write_attribute(file, "replicates", std::int64_t{run.replicates});
  write_attribute(file, "persons_per_agent", std::int64_t{run.persons_per_agent});
  write_attribute(file, "trajectory_share", run.trajectory_share);
  write_attribute(file, "version", run.version);
  write_attribute(file, "build", run.build);
  const Handle group = create_group(file, "provenance");
  write_text(group.get(), "resolved_yaml", run.resolved_yaml,
             {"1", "the scenario with every default written out"});
  write_text(group.get(), "data_digests", digest_lines(run),
             {"1", "SHA-256 and name of every data file read"});
}

std::string labels_of(const RunDescription& run, const std::vector<Axis>& axes) {
  std::string labels;
  for (const Axis axis : axes) {
    if (codes_of(run, axis).empty()) continue;
    labels += (labels.empty() ? "" : " ") + word(axis) + "_name";
  }
  return labels;
}

}  // namespace chuanzhe::output
