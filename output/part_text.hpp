// Text that grows into a file which appears under its final name only when complete.
#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "output/part_file.hpp"

namespace chuanzhe::output {

class PartText {
 public:
  explicit PartText(std::unique_ptr<PartFile> file);

  void write(const std::string& text);  ///< throws RunError
  void finish();                        ///< flushes, syncs and publishes; throws RunError

 private:
  void require_good() const;

  std::unique_ptr<PartFile> file_;
  std::ofstream stream_;
};

}  // namespace chuanzhe::output
