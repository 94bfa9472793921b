// Owners of HDF5 ids, and the one place where a return code of the C API becomes an exception.
// Hdf5Failure says what failed inside a file; the public functions of this layer add the file's
// name and turn it into RunError (writing) or InputError (reading).
#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace chuanzhe::output {

class Hdf5Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Switches off HDF5's printing of errors and its loading of plugins, for the calling thread.
void quiet_hdf5();

/// Returns `code` unless it is negative; otherwise throws what HDF5's error stack says.
template <class Code>
Code checked(Code code, std::string_view doing);

/// Throws Hdf5Failure: "<doing>: <innermost reason on HDF5's error stack>".
[[noreturn]] void fail(std::string_view doing);

template <class Code>
Code checked(Code code, std::string_view doing) {
  if (code < 0) fail(doing);
  return code;
}

/// Owns one id. The destructor ignores errors; close() does not.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close closer, std::string_view doing)
      : id_(checked(id, doing)), close_(closer) {}
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept;
  ~Handle() { release(); }

  hid_t get() const { return id_; }
  bool is_open() const { return id_ >= 0; }
  void close(std::string_view doing);  ///< throws when the last bytes could not be written

 private:
  void release() noexcept;

  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

}  // namespace chuanzhe::output
