#include "output/part_text.hpp"

#include <utility>

#include "base/error.hpp"

namespace chuanzhe::output {

PartText::PartText(std::unique_ptr<PartFile> file)
    : file_(std::move(file)), stream_(file_->part_path(), std::ios::binary | std::ios::trunc) {}

void PartText::write(const std::string& text) {
  stream_ << text;
  require_good();
}

void PartText::finish() {
  stream_.close();
  require_good();
  file_->sync();
  file_->publish();
}

void PartText::require_good() const {
  if (!stream_) throw base::RunError(file_->part_path().string() + ": cannot write (disk full?)");
}

}  // namespace chuanzhe::output
