// `chuanzhe compare --over SET.yaml`: the comparison made again with each of some draws of the
// constants that the data do not rule out, in memory; the files stay as they are.
#pragma once

#include <filesystem>

#include "app/comparison_files.hpp"

namespace chuanzhe::app {

struct Over {
  std::filesystem::path set;
  int draws = 20;  ///< evenly spaced among those of the set
  std::filesystem::path data_folder;
};

/// Tables of the doubt. Throws base::InputError when the set was made for other data, for a program
/// that does other things, or beside other constants than those of the files; engine::Interrupted.
std::vector<study::Table> compare_over(const ComparedFiles& files, const Over& over,
                                       const study::Needs& needs);

}  // namespace chuanzhe::app
