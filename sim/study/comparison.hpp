// Everything that tables of a comparison are made from: what is to be read, and what was read from
// each run, replicate by replicate. A table is one file in tables/ and one entry in
// comparison_tables.cpp: it says what it needs, and makes its rows from what was read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "study/breakdown.hpp"
#include "study/interval.hpp"
#include "study/life_figures.hpp"
#include "study/measures.hpp"
#include "study/table.hpp"

namespace chuanzhe::study {

/// `--by AXIS VARIABLE`.
struct ByRequest {
  engine::Axis axis = engine::Axis::city;
  std::string variable;
};

/// What is compared, known before anything is read.
struct ComparisonPlan {
  Period months;              ///< that all runs have
  base::Month policy_begins;  ///< first month in which the scenarios may differ
  int pairs = 0;              ///< replicates that all runs have
  IntervalChoice interval;
  std::vector<std::string> measures;  ///< asked for beside the headlines
  std::vector<ByRequest> by;

  Period policy_period() const { return {policy_begins, months.last}; }
};

/// The first `months` months of the policy, or as many as there are.
struct Horizon {
  int months = 0;
  Period period;
};
/// 3 and 10 years; one when the runs end within three.
std::vector<Horizon> horizons_of(const ComparisonPlan& plan);
std::string in_words(const Horizon& horizon);  ///< "3 years", "29 months"

/// What tables need of every run.
struct Needs {
  std::vector<std::string> measures;  ///< requests of study::Measures
  std::vector<BreakdownRequest> breakdowns;
};

/// What was read from one run.
struct Reading {
  engine::RunDescription run;
  std::map<std::string, MeasureInfo> infos;
  std::map<std::string, std::vector<double>> measures;  ///< by request, along the replicates
  std::map<BreakdownRequest, Cells> breakdowns;

  const std::vector<double>& measure(const std::string& request) const;
  const Cells& breakdown(const BreakdownRequest& request) const;
  void append(const Reading& later);  ///< replicates that follow those read so far
};

/// Reads what is needed from a run or from a stored result.
class Reader : public engine::Recorder {
 public:
  explicit Reader(const Needs& needs);

  void begin(const engine::RunDescription& run) override;
  void month(const engine::MonthObservation& observation,
             std::span<const engine::Event> events) override;
  void finish() override;

  std::vector<std::string> variables() const;  ///< output variables it looks at
  Reading reading() const;                     ///< after finish()

 private:
  engine::RunDescription run_;
  std::vector<std::string> requests_;
  Measures measures_;
  Breakdowns breakdowns_;
};

struct Comparison {
  ComparisonPlan plan;
  Reading base;
  std::vector<Reading> policies;
  LifeReading lives;
};

struct TableMaker {
  std::string_view name;
  Needs (*needs)(const ComparisonPlan& plan);
  std::vector<Table> (*make)(const Comparison& comparison);
};

/// Every table of `chuanzhe compare`, in the order shown.
const std::vector<TableMaker>& comparison_tables();

/// Needs of all tables, each once.
Needs needs_of(const ComparisonPlan& plan);

}  // namespace chuanzhe::study
