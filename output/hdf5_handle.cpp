#include "output/hdf5_handle.hpp"

namespace chuanzhe::output {
namespace {

// HDF5 wraps a system error as "... error message = 'No space left on device', buf = 0x...".
std::string system_message(const std::string& description) {
  constexpr std::string_view mark = "error message = '";
  const auto begin = description.find(mark);
  if (begin == std::string::npos) return description;
  const auto from = begin + mark.size();
  return description.substr(from, description.find('\'', from) - from);
}

// Called for every level, innermost first; the first one with words is kept.
herr_t keep_first(unsigned, const H5E_error2_t* error, void* reason) {
  auto& text = *static_cast<std::string*>(reason);
  if (text.empty() && error->desc != nullptr) text = error->desc;
  return 0;
}

}  // namespace

void quiet_hdf5() {
  // After a write that failed, HDF5's clean-up at exit writes again and crashes; every file is
  // closed here, so there is nothing for it to do.
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
}

void fail(std::string_view doing) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Hdf5Failure(std::string(doing) + ": " +
                    (reason.empty() ? "unknown HDF5 error" : system_message(reason)));
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this == &other) return *this;
  release();
  id_ = std::exchange(other.id_, H5I_INVALID_HID);
  close_ = other.close_;
  return *this;
}

void Handle::close(std::string_view doing) {
  if (is_open()) checked(close_(std::exchange(id_, H5I_INVALID_HID)), doing);
}

void Handle::release() noexcept {
  if (is_open()) close_(std::exchange(id_, H5I_INVALID_HID));
}

}  // namespace chuanzhe::output
