// Scenarios as results carry them: the resolved text with every default written out. It can be run
// again, and two of them can be compared value by value, without the data they were run on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace chuanzhe::scenario {

/// A resolved scenario and the file it stands in, for messages.
struct StoredText {
  std::string yaml;
  std::string file;
};

/// The scenario again, with tables from `data_folder`, then overrides ("path=value"). Throws
/// base::InputError, also when a table is not the one whose digest is given.
Scenario load_stored(const StoredText& stored, const std::filesystem::path& data_folder,
                     const std::vector<std::pair<std::string, std::string>>& digests,
                     const std::vector<std::string>& overrides = {});

/// A value in which two scenarios differ; empty where one does not have it.
struct ValueDifference {
  std::string path;  ///< "model.sigma", "policies.rent.amount"
  std::string base, other;
};

/// Every difference of what is simulated, in the order of the texts; names, questions, sources and
/// the data folder are left out. Numbers are compared without their evidence.
std::vector<ValueDifference> differences(const StoredText& base, const StoredText& other);

/// Whether a key says how much is run, not what: run.end, run.spare_months, run.replicates.
bool is_length(const std::string& path);

/// The month up to which the lives of the people are planned: the end of the run and its spare
/// months. Runs that plan for other months have other people, hence are no pairs. None for a text
/// that does not say.
std::optional<base::Month> planned_until(const StoredText& stored);

/// First month in which scenarios that differ so may part: the first month of the policies that
/// differ, or none when anything else differs (then they part from the beginning).
std::optional<base::Month> part_in(const StoredText& base, const StoredText& other);

}  // namespace chuanzhe::scenario
