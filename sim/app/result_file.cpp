#include "app/result_file.hpp"

#include "output/replay.hpp"

namespace chuanzhe::app {

ResultFile open_result_file(const std::filesystem::path& path) {
  return {path, output::read_description(path)};
}

}  // namespace chuanzhe::app
